"""What a closed file says, as data: no table is forgotten, and the seal comes out again: 17(5)."""

import json

import pytest

from casework.case import file_rows
from casework.case.seal import BESIDE_THE_FILE, seal_of
from documents.archive import check
from models.case import Case
from models.session import unit_of_work
from models.stored_file import FileRemoval, StoredFile
from tests.casework.conftest import At


@pytest.mark.article("17(5)")
def test_each_table_beside_the_file_is_in_it_or_says_why_not() -> None:
    given, left = set(file_rows.BESIDE), set(file_rows.LEFT_OUT)
    assert given | left == BESIDE_THE_FILE | {
        StoredFile,
        FileRemoval,
    }  # before the seal and after it
    assert not given & left
    assert set(file_rows.LATER) <= given


@pytest.mark.article("17(5)")
@pytest.mark.parametrize("scene", ["closed", "review_opened"])
def test_the_seal_is_counted_from_the_data(a_case: At, scene: str) -> None:
    case = a_case(scene)
    with unit_of_work(read_only=True) as work:
        rows = json.loads(json.dumps(list(file_rows.in_the_seal(work.session, case.case))))
        assert check.seal_of(rows) == seal_of(work.session, case.case).hex()
        assert len(rows) > 30
        people = file_rows.people(work.session, rows)
        row = work.session.get_one(Case, case.case)
        assert row.manager is not None
        assert people[str(row.manager_id)] == {"name": row.manager.name, "role": "manager"}
    at = next(n for n, each in enumerate(rows) if each["table"] == "cases")
    values = rows[at]["values"] | {"number": "R-26-9999"}
    other = [*rows[:at], {**rows[at], "values": values}, *rows[at + 1 :]]
    assert len({check.seal_of(each) for each in (rows, other, rows[1:], rows[::-1])}) == 4
