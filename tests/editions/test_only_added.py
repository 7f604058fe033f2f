"""A migration adds; what it takes away was made needless by one that was released before it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, cast

import psycopg
import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import make_url

from deployments.postgres import SUPERUSER, EmbeddedPostgres
from models import migrate
from models.migrations import begin, files
from tests.editions import fixture, toys
from tests.editions.conftest import At
from tests.editions.fixture import ARCHIVE, KEYS, LARGEST, TRAIL_KEY
from tests.editions.guard import Tables, narrowed, unnamed, unwalled
from tests.editions.stages import STAGES
from tests.models.test_walls import NOBODYS_CASE


def later() -> list[ModuleType]:
    """Every migration after the first, the oldest first."""
    scripts = list(ScriptDirectory.from_config(migrate.config()).walk_revisions())
    return [script.module for script in reversed(scripts)][1:]


def test_what_was_released_is_as_it_was() -> None:
    """Write a migration of your own: `python -m models.migrations.begin NAME`."""
    assert files.changed() == []


def test_of_each_release_a_record_is_kept() -> None:
    kept = fixture.releases()
    assert kept == [number for number in files.editions() if number in kept]
    assert not files.editions() or files.editions()[-1] in kept
    for number in kept:
        folder = fixture.FOLDER / number
        assert {path.name for path in folder.iterdir()} == {ARCHIVE, KEYS, TRAIL_KEY}
        assert (folder / ARCHIVE).stat().st_size < LARGEST
        assert set(fixture.of(number)) >= {"referred", "closed"}
    if kept:
        assert set(fixture.of(kept[-1])) == set(STAGES)


def test_every_file_of_a_migration_is_carried_out_by_its_program() -> None:
    for path in files.VERSIONS.glob("[0-9]*.sql"):
        number, program = (
            files.number(path.name),
            next(files.VERSIONS.glob(f"{files.number(path.name)}_*.py")),
        )
        own = {f"{program.stem}.sql", f"{program.stem}_back.sql"}
        whole = {f"{number}_{kind}.sql" for kind in ("what_each_may", "the_second_wall")}
        whole |= {f"{number}_what_is_counted.sql"}
        named = path.name in program.read_text(encoding="utf-8")
        assert named or (number > "0001" and path.name in own | whole), path.name


Above = Callable[[str], psycopg.Connection[tuple[Any, ...]]]


@pytest.fixture
def above(postgres: EmbeddedPostgres) -> Iterator[Above]:
    """The superuser's connection to the database of this address."""
    opened = []

    def connected(address: str) -> psycopg.Connection[tuple[Any, ...]]:
        name = make_url(address).database or ""
        url = make_url(postgres.url(SUPERUSER, name)).set(drivername="postgresql")
        plain = url.render_as_string(hide_password=False)
        opened.append(psycopg.connect(plain, autocommit=True))
        return opened[-1]

    yield connected
    for connection in opened:
        connection.close()


def test_every_migration_says_what_it_takes_away(at: At, above: Above) -> None:
    address = at("0001")
    connection = above(address)
    for migration in later():
        before = Tables.of(connection)
        migrate.upgrade(address, str(migration.revision))
        found = narrowed(before, Tables.of(connection))
        assert unnamed(migration, found) == set(), migration.__name__
    assert unwalled(connection, NOBODYS_CASE) == set()


NARROWER = {
    "DROP TABLE wakeup CASCADE": {"table wakeup is gone"},
    "ALTER TABLE cases DROP COLUMN number CASCADE": {"column cases.number is gone"},
    "ALTER TABLE cases RENAME risk TO danger": {
        "column cases.risk is gone",
    },
    "ALTER TABLE deputy RENAME TO second": {"table deputy is gone"},
    "ALTER TABLE heartbeat ALTER name TYPE varchar(9)": {
        "column heartbeat.name is of another type"
    },
    "ALTER TABLE cases ALTER risk SET NOT NULL": {"column cases.risk must be said"},
    "ALTER TABLE cases ADD toy text NOT NULL": {"column cases.toy is new and must be said"},
    "ALTER TABLE cases ADD CONSTRAINT ck_toy CHECK (version < 9)": {
        "rule cases.ck_toy refuses more"
    },
    "CREATE UNIQUE INDEX uq_toy ON deputy (account_id)": {"rule deputy.uq_toy refuses more"},
    "ALTER TABLE cases DROP CONSTRAINT ck_cases_phase, ADD CONSTRAINT ck_cases_phase"
    " CHECK (phase IN ('referral'))": {"rule cases.ck_cases_phase refuses more"},
    "DROP FUNCTION undecided(date)": {
        "function undecided(today date)"
        " TABLE(place uuid, duty character varying, decisions bigint) is gone"
    },
    "ALTER TABLE cases ADD toy text": set(),
    "ALTER TABLE cases ADD toy text NOT NULL DEFAULT ''": set(),
    "ALTER TABLE cases ADD toy integer CONSTRAINT ck_toy CHECK (toy > 0)": set(),
    "ALTER TABLE cases ALTER number DROP NOT NULL": set(),
    "CREATE TABLE toy (id uuid PRIMARY KEY, word text NOT NULL UNIQUE)": set(),
    "CREATE INDEX ix_toy ON deputy (account_id)": set(),
}


def test_what_takes_away_is_seen_and_what_adds_is_not(at: At, above: Above) -> None:
    connection = above(at(files.head()))
    before = Tables.of(connection)
    for statement, wanted in NARROWER.items():
        with connection.transaction(force_rollback=True):
            connection.execute(statement.encode())
            found = narrowed(before, Tables.of(connection))
        assert found >= wanted, statement
        assert bool(found) is bool(wanted), (statement, found)


def test_a_column_of_words_may_learn_another(at: At, above: Above) -> None:
    connection = above(at(files.head()))
    before = Tables.of(connection)
    _, rule, _ = before.rules["cases", "ck_cases_phase"]
    more = rule.replace("ARRAY[", "ARRAY['another'::character varying, ", 1)
    with connection.transaction(force_rollback=True):
        connection.execute("ALTER TABLE cases DROP CONSTRAINT ck_cases_phase")
        connection.execute(f"ALTER TABLE cases ADD CONSTRAINT ck_cases_phase {more}".encode())
        after = Tables.of(connection)
    assert after.rules["cases", "ck_cases_phase"][1] != rule
    assert narrowed(before, after) == set()


def test_what_is_one_may_be_told_apart_by_more(at: At, above: Above) -> None:
    """And not by less, or by what an empty column does not tell apart any more."""
    connection = above(at(files.head()))
    before = Tables.of(connection)
    one, also = "one_scan_of_a_page_per_signature", "signature_id, filed_page_id, again"
    for rule, wider in (
        (f"UNIQUE ({also}, id)", True),
        ("UNIQUE (signature_id, filed_page_id)", False),
        (f"UNIQUE NULLS NOT DISTINCT ({also}, id)", False),
    ):
        with connection.transaction(force_rollback=True):
            connection.execute(f"ALTER TABLE signature_scan DROP CONSTRAINT {one}".encode())
            connection.execute(f"ALTER TABLE signature_scan ADD CONSTRAINT {one} {rule}".encode())
            assert (narrowed(before, Tables.of(connection)) == set()) is wider, rule


def test_a_table_that_leads_to_a_child_without_a_policy_fails(
    at: At, above: Above, tmp_path: Path
) -> None:
    address = at(files.head())
    connection = above(address)
    toys.write(tmp_path, toys.EXPAND, toys.BACK)
    migrate.upgrade(address, "head", tmp_path)
    assert unwalled(connection, NOBODYS_CASE) == {"toy_note"}
    migrate.downgrade(address, files.head(), tmp_path)
    toys.expand(tmp_path)
    migrate.upgrade(address, "head", tmp_path)
    assert unwalled(connection, NOBODYS_CASE) == set()


GONE = "column cases.old is gone"


@pytest.mark.parametrize(
    ("named", "found", "released", "lacks"),
    [
        ({}, {GONE}, ["0001", "0002"], {GONE}),
        ({GONE: "0002"}, {GONE}, ["0001", "0002"], set()),
        ({GONE: "0002"}, {GONE}, ["0001"], {GONE}),  # nobody has it yet
        ({GONE: "0003"}, {GONE}, ["0001", "0002", "0003"], {GONE}),  # by itself
        ({GONE: "0002"}, set(), ["0001", "0002"], {GONE}),  # says it, and does it not
        ({}, set(), ["0001"], set()),
    ],
)
def test_what_is_taken_away_names_a_release_before(
    named: dict[str, str], found: set[str], released: list[str], lacks: set[str]
) -> None:
    migration = cast("ModuleType", SimpleNamespace(revision="0003", CONTRACTS=named))
    assert unnamed(migration, found, released) == lacks


def test_a_released_file_that_changes_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, sums = tmp_path / "versions", tmp_path / "sums"
    folder.mkdir()
    monkeypatch.setattr(files, "VERSIONS", folder)
    monkeypatch.setattr(files, "RELEASED", sums)
    for name in ("0001_first.py", "0001_first.sql", "0001_what_each_may.sql"):
        (folder / name).write_text("-- of the first\n")
    assert files.write("what_each_may", "-- anew\n").endswith("0001_what_each_may.sql\n")
    with pytest.raises(files.NothingAtWork):
        begin.begin("second")
    files.release()
    assert (files.editions(), files.changed()) == (["0001"], [])
    with pytest.raises(files.NothingAtWork, match=r"migrations\.begin"):
        files.write("what_each_may", "-- and anew\n")
    monkeypatch.setattr(begin, "VERSIONS", folder)
    assert begin.begin("second") == ["0002_second.py", "0002_second.sql", "0002_second_back.sql"]
    files.write("what_each_may", "-- and anew\n")
    assert (folder / "0002_what_each_may.sql").exists()
    assert files.changed() == []
    (folder / "0001_late.sql").write_text("")
    (folder / "0001_first.sql").write_text("-- otherwise\n")
    (folder / "0001_what_each_may.sql").unlink()
    assert files.changed() == ["0001_first.sql", "0001_late.sql", "0001_what_each_may.sql"]
