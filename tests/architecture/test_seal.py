"""Every table that leads to a case is sealed with its file, or named as beside it: Art. 17(5)."""

import pkgutil
from importlib import import_module

import pytest

import models
from casework.case.seal import BESIDE_THE_FILE, FILE
from models.base import Base
from models.case import Case
from models.life import Life


@pytest.mark.article("17(5)")
def test_every_table_that_leads_to_a_case_is_sealed_or_named_as_beside_the_file() -> None:
    for module in pkgutil.iter_modules(models.__path__, "models."):
        import_module(module.name) if not module.ispkg else None
    known = {Life.__tablename__, Case.__tablename__}
    tables = Base.metadata.tables
    while (
        more := {
            name
            for name, table in tables.items()
            if any(key.column.table.name in known for key in table.foreign_keys)
        }
        - known
    ):
        known |= more
    sealed = {Case.__tablename__} | {each.__tablename__ for each in FILE}
    beside = {each.__tablename__ for each in BESIDE_THE_FILE}
    assert known - sealed - beside == set()
    assert sealed & beside == set()


def test_each_table_of_the_file_comes_after_those_it_hangs_on() -> None:
    before: set[type[Base]] = {Case}
    for table, whose in FILE.items():
        assert {parent for _, parent in whose} <= before, table
        before.add(table)
