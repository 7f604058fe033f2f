"""`tryeza migrate` at the worst moment: twice at once, against a lock, half-way."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Connection, create_engine, inspect, text
from sqlalchemy.exc import DBAPIError

from deployments.faults import as_sentence
from models import edition, migrate
from models.edition import AnotherEdition

UPGRADE = "import sys; from models import migrate; migrate.upgrade(sys.argv[1])"


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    engine = create_engine(url, hide_parameters=True)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def test_two_at_once_wait_for_each_other(empty: str) -> None:
    both = [subprocess.Popen([sys.executable, "-c", UPGRADE, empty]) for _ in range(2)]
    assert [each.wait() for each in both] == [0, 0]
    assert migrate.current(empty) == edition.wanted()


def test_one_that_fails_leaves_nothing(empty: str) -> None:
    with connected(empty) as connection:
        connection.execute(text("CREATE TABLE wakeup (id int)"))  # in its way
        connection.commit()
        with pytest.raises(DBAPIError):
            migrate.upgrade(empty)
        assert set(inspect(connection).get_table_names()) <= {"wakeup", "alembic_version"}
    assert migrate.current(empty) is None


def test_one_that_finds_a_table_held_gives_up_in_words(empty: str) -> None:
    with connected(empty) as holder:
        holder.execute(text("CREATE TABLE alembic_version (version_num varchar(32) NOT NULL)"))
        holder.commit()
        holder.execute(text("LOCK TABLE alembic_version"))
        with pytest.raises(DBAPIError) as held:
            migrate.upgrade(empty)
    said = as_sentence(held.value)
    assert said is not None
    assert "Somebody holds a table" in said.message


def test_a_database_of_another_edition_is_not_served(empty: str) -> None:
    with connected(empty) as connection:
        with pytest.raises(AnotherEdition, match="holds no record yet"):
            edition.check(connection)
        migrate.upgrade(empty)
        with pytest.raises(AnotherEdition, match="holds no record yet"):
            edition.check(connection)  # of the right tables, and its keys are not noted
        connection.execute(text("UPDATE alembic_version SET version_num = 'later'"))
        with pytest.raises(AnotherEdition, match="of the edition later"):
            edition.check(connection)
        connection.rollback()
