"""A record of each release, at every stage of a case, is brought up to this edition and lives on:
decision 0169."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory

from core.trail import TrailKeys
from deployments.postgres import EmbeddedPostgres
from models import edition, migrate
from models.migrations import files
from models.session import unit_of_work
from queries import audit
from tests import written
from tests.editions import fixture
from tests.editions.conftest import AT_WORK, Edition, Record, Records
from tests.editions.fixture import TRAIL_KEY
from tests.editions.living import columns_of, go_on, opens, play_a_timeline, rows_of
from tests.editions.stages import FEW, STAGES
from tests.nursery import ROOT
from tests.scenarios.each_kind import IN_SHORT

RELEASED = [(number, stage) for number in fixture.releases() for stage in STAGES]
KEPT = RELEASED or [(AT_WORK, stage) for stage in FEW]
EVERY_OTHER = KEPT[::5] if IN_SHORT and RELEASED else KEPT
"""In short a fifth of the stages, and each of them in `make soak`."""


@pytest.mark.parametrize(("number", "stage"), EVERY_OTHER)
def test_a_record_of_a_release_comes_up_with_all_its_rows_and_lives_on(
    records: Records, number: str, stage: str
) -> None:
    record = records(number, stage)
    like, before = columns_of(record), record.kept.rows
    migrate.upgrade(record.owner)
    assert migrate.current(record.owner) == edition.wanted()
    filled = changed_by(record.edition.number)
    assert {name: text for name, text in rows_of(record, like).items() if name not in filled} == {
        name: text for name, text in before.items() if name not in filled
    }
    opens(record)
    with record.in_use() as case:
        written.check_now()
        go_on(case, stage)


@pytest.mark.parametrize(("number", "stage"), EVERY_OTHER[:: 2 if IN_SHORT else 1])
def test_a_timeline_goes_on_in_a_record_of_a_release(
    records: Records, number: str, stage: str
) -> None:
    record = records(number, stage)
    migrate.upgrade(record.owner)
    with record.in_use() as case:
        play_a_timeline(case, stage)


def changed_by(number: str) -> set[str]:
    """Tables whose values later editions change and say so."""
    later = ScriptDirectory.from_config(migrate.config()).walk_revisions()
    return {
        table
        for script in later
        if script.revision > number
        for table in getattr(script.module, "FILLS", {})
    }


@pytest.mark.parametrize("number", fixture.releases())
def test_the_trail_of_a_release_is_as_it_was_written(records: Records, number: str) -> None:
    record = records(number, "closed")
    migrate.upgrade(record.owner)
    keys = TrailKeys.load(fixture.FOLDER / number / TRAIL_KEY)
    with record.in_use(), unit_of_work() as work:
        assert audit.verify_all(work.session, keys) == []


CUT = """
import sys
from pathlib import Path
from tests.editions import release
content, keys, _ = release.cut("0001", ("referred",))
Path(sys.argv[1]).write_bytes(content)
Path(sys.argv[2]).write_text(keys)
"""


def test_a_release_can_be_cut_at_any_time(
    templates: Callable[[str], str],
    postgres: EmbeddedPostgres,
    own_environment: dict[str, str],
    tmp_path: Path,
) -> None:
    """By a process of its own, which keeps its own keys."""
    archive, keys = tmp_path / "archive", tmp_path / "keys"
    command = [sys.executable, "-c", CUT, str(archive), str(keys)]
    silent = subprocess.DEVNULL
    subprocess.run(command, check=True, cwd=ROOT, env=own_environment, stdout=silent)
    (kept,) = fixture.unpacked(archive.read_bytes())
    name = f"cut_{os.getpid()}"
    postgres.create_database(name, template=templates(files.head()))
    try:
        record = Record(kept, Edition(files.head(), {kept.stage: kept}, keys), name, postgres)
        with record.above() as connection:
            fixture.put_in(connection, kept)
        assert rows_of(record) == kept.rows
        with record.in_use() as case:
            go_on(case, kept.stage)
    finally:
        postgres.drop_database(name)
