"""An empty database becomes one that people can enter, however often it is asked for."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import func, select

from core.database_roles import OWNER, SIGN_IN, WORKER
from deployments import setup_commands
from deployments.account import CannotPrepare
from deployments.postgres import EmbeddedPostgres
from models import edition
from models.migrate import NoSuchEdition
from models.people import Account, Municipality
from models.session import unit_of_work
from tests.deployments.test_modes import WAYS
from tests.told import told

ADDRESSES: Final = {
    "OWNER_DATABASE_URL": OWNER,
    "DATABASE_URL": WORKER,
    "SIGN_IN_DATABASE_URL": SIGN_IN,
}


@pytest.fixture
def empty(configured: object, postgres: EmbeddedPostgres, tmp_path: Path) -> Iterator[None]:
    """A database with its roles and nothing in it, in production."""
    name = f"empty_{os.getpid()}"
    postgres.create_database(name)
    addresses = {each: postgres.url(role, name) for each, role in ADDRESSES.items()}
    with told({**WAYS, **addresses, "TRYEZA_MODE": "production", "TRYEZA_LANGUAGE": "en"}):
        yield
    postgres.drop_database(name)


def test_an_empty_database_becomes_one_with_municipalities_and_one_administrator(
    empty: None, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(2):
        setup_commands.migrate()
        setup_commands.setup("drita.hoti@tryeza.example")
    assert "/enrol/" not in capsys.readouterr().out
    setup_commands.setup("drita.hoti@tryeza.example", "Drita Hoti")
    assert len(re.findall(r"/enrol/\S+$", capsys.readouterr().out, re.M)) == 1
    setup_commands.setup("somebody.else@tryeza.example", "Somebody Else")
    assert "/enrol/" not in capsys.readouterr().out
    with unit_of_work() as work:
        assert work.session.scalar(select(func.count(Municipality.id))) == 38
        assert [each.name for each in work.session.scalars(select(Account))] == ["Drita Hoti"]


def test_nothing_is_migrated_without_the_owners_address(empty: None) -> None:
    with told({"OWNER_DATABASE_URL": ""}), pytest.raises(CannotPrepare, match="OWNER_DATABASE_URL"):
        setup_commands.migrate()


def test_the_way_back_leads_to_an_edition_before_and_never_to_nothing(
    empty: None, capsys: pytest.CaptureFixture[str]
) -> None:
    setup_commands.migrate()
    for wanted in ("base", "0000", "9999"):
        with pytest.raises(NoSuchEdition):
            setup_commands.migrate(back_to=wanted)
    setup_commands.migrate(back_to=edition.wanted())
    assert f"of the edition {edition.wanted()} again" in capsys.readouterr().err
