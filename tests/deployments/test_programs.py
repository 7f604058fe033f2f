"""The database's own user finds all it runs and reads in the state folder, wherever we live."""

import os
from pathlib import Path

import psutil
import pytest

from deployments import programs
from deployments.account import CannotPrepare, SystemUser, database_account
from deployments.folders import open_folder
from deployments.postgres import EmbeddedPostgres
from tests.database import FAST


@pytest.fixture
def account() -> SystemUser:
    """The user of the database where it is not ourselves."""
    found = database_account()
    if not found.switch:
        pytest.skip("an ordinary user runs the database as themselves")
    return found


def test_nothing_that_the_databases_user_runs_lies_in_the_environment(
    account: SystemUser, open_directory: Path
) -> None:
    server = EmbeddedPostgres(open_directory / "state", FAST).start()
    try:
        process = psutil.Process(server.postmaster.pid())
        used = {process.exe(), *(area.path for area in process.memory_maps())}
    finally:
        server.remove()
    environment = str(programs.where_installed())
    assert [path for path in used if path.startswith(environment)] == []
    assert any(path.startswith(str(open_directory)) for path in used)


def test_a_copy_can_be_run_whatever_the_umask_says(
    account: SystemUser, open_directory: Path
) -> None:
    before = os.umask(0o077)
    try:
        folder = programs.programs(account, open_folder(open_directory / "a" / "deep" / "state"))
    finally:
        os.umask(before)
    for name in programs.NEEDED:
        account.run([folder / name, "--version"])
    assert folder.stat().st_mode & 0o022 == 0


@pytest.mark.parametrize("lost", ["bin/initdb", "share/postgres.bki", "lib/plpgsql.so"])
def test_a_copy_that_lacks_something_is_made_again(
    account: SystemUser, open_directory: Path, lost: str
) -> None:
    folder = programs.programs(account, open_directory)
    part = folder.parent / lost
    whole = part.stat().st_size
    part.write_bytes(b"half of it")
    half = open_directory / f"{programs.DRAFT}killed"
    half.mkdir()
    assert programs.programs(account, open_directory) == folder
    assert part.stat().st_size == whole
    assert sorted(each.name for each in open_directory.iterdir()) == [folder.parents[2].name]


def test_the_copy_of_an_older_version_goes_once_nothing_runs_from_it(
    account: SystemUser, open_directory: Path
) -> None:
    older = open_directory / f"{programs.NAME}17.1"
    older.mkdir()
    server = EmbeddedPostgres(open_directory, FAST).start()
    server.remove()
    assert not older.exists()


def test_a_state_folder_that_its_user_cannot_reach_is_one_sentence(
    account: SystemUser, open_directory: Path
) -> None:
    closed = open_directory / "closed"
    closed.mkdir(mode=0o700)
    with pytest.raises(CannotPrepare, match=rf"{account.name}, who cannot pass through {closed}:"):
        EmbeddedPostgres(closed / "state").start()
