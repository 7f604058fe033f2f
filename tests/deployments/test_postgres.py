"""The embedded database: ours alone, and still there after whatever happens to it."""

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from core.database_roles import OF_THE_RECORD, PREFECT
from deployments.account import CannotPrepare
from deployments.folders import socket_directory
from deployments.postgres import ROLES, EmbeddedPostgres
from tests.database import FAST

AS_NOBODY = """
import os, sys
from pathlib import Path
from deployments.postgres import EmbeddedPostgres
if os.geteuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
server = EmbeddedPostgres(Path(sys.argv[1])).start()
with server.superuser() as connection:
    print(connection.execute("SELECT 1").fetchone()[0], server.postmaster.pid())
sys.stdout.flush()
if sys.argv[2] == "die":
    os.kill(os.getpid(), 9)
server.stop()
"""


@pytest.fixture
def server(open_directory: Path) -> Iterator[EmbeddedPostgres]:
    running = EmbeddedPostgres(open_directory / "with a space").start()
    yield running
    running.remove()


def connect(server: EmbeddedPostgres, role: str) -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(server.url(role).replace("+psycopg", ""), autocommit=True)


def insert(server: EmbeddedPostgres) -> None:
    with connect(server, "tryeza_owner") as connection:
        connection.execute("CREATE TABLE kept (number int UNIQUE); INSERT INTO kept VALUES (8)")


def kept(server: EmbeddedPostgres) -> object:
    with connect(server, "tryeza_owner") as connection:
        return connection.execute("SELECT number FROM kept").fetchone()


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_only_a_socket_in_a_folder_of_its_own(server: EmbeddedPostgres) -> None:
    process = psutil.Process(server.postmaster.pid())
    assert process.net_connections(kind="inet") == []
    assert mode(server.postmaster.data) == mode(server.postmaster.socket_directory) == 0o700
    assert mode(server.directory / "passwords.json") == 0o600


def test_it_never_runs_as_root(server: EmbeddedPostgres) -> None:
    assert psutil.Process(server.postmaster.pid()).uids().real != 0


def test_every_role_needs_its_password(server: EmbeddedPostgres) -> None:
    for user in ("postgres", *ROLES):
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(
                host=str(server.postmaster.socket_directory),
                user=user,
                password="guess",
                dbname="tryeza",
            )


def test_every_role_of_the_record_owns_nothing_and_stays_out_of_prefects_database(
    server: EmbeddedPostgres,
) -> None:
    for role in OF_THE_RECORD:
        with connect(server, role) as connection, pytest.raises(psycopg.Error):
            connection.execute("CREATE TABLE mine (number int)")
        with pytest.raises(psycopg.OperationalError, match="permission denied"):
            psycopg.connect(server.url(role, "prefect").replace("+psycopg", ""))


def test_prefect_stays_out_of_the_record(server: EmbeddedPostgres) -> None:
    with pytest.raises(psycopg.OperationalError, match="permission denied"):
        connect(server, PREFECT)


def test_no_value_of_a_row_reaches_the_log(server: EmbeddedPostgres) -> None:
    insert(server)
    with connect(server, "tryeza_owner") as connection:
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("INSERT INTO kept VALUES (8) -- Besa Kelmendi")
        with pytest.raises(psycopg.errors.InvalidTextRepresentation):
            connection.execute("SELECT %s::int", ["Besa Kelmendi"])
    log = (server.directory / "postgres.log").read_text()
    assert "unique" in log
    assert "Besa" not in log.replace('integer: "Besa Kelmendi"', "")
    assert "(8)" not in log


def test_checksums_are_on(server: EmbeddedPostgres) -> None:
    with connect(server, "tryeza_owner") as connection:
        assert connection.execute("SHOW data_checksums").fetchone() == ("on",)


def test_a_second_start_adopts_the_running_server(server: EmbeddedPostgres) -> None:
    second = EmbeddedPostgres(server.directory).start()
    assert second.postmaster.pid() == server.postmaster.pid()
    assert second.url("tryeza_worker") == server.url("tryeza_worker")


def test_committed_rows_survive_kill_9_and_the_address_stays(server: EmbeddedPostgres) -> None:
    insert(server)
    before, address = server.postmaster.pid(), server.url("tryeza_worker")
    assert before is not None
    os.kill(before, signal.SIGKILL)
    server.start()
    assert server.postmaster.pid() != before
    assert kept(server) == (8,)
    assert server.url("tryeza_worker") == address


def test_another_process_finds_the_rows_after_kill_9(server: EmbeddedPostgres) -> None:
    insert(server)
    before = server.postmaster.pid()
    assert before is not None
    os.kill(before, signal.SIGKILL)
    second = EmbeddedPostgres(server.directory).start()
    assert kept(second) == (8,)
    second.stop()


def test_rows_survive_an_orderly_stop(server: EmbeddedPostgres) -> None:
    insert(server)
    server.stop()
    assert server.postmaster.pid() is None
    assert kept(server.start()) == (8,)


def test_notes_of_a_dead_server_do_not_stop_the_next(server: EmbeddedPostgres) -> None:
    """In a container the old process's number may be a stranger's by now: here, this test's."""
    server.stop()
    notes = server.postmaster.data / "postmaster.pid"
    notes.write_text(f"{os.getpid()}\n{server.postmaster.data}\n0\n5432\n")
    assert server.start().postmaster.pid() not in {None, os.getpid()}


def test_an_interrupted_initialisation_is_begun_again(open_directory: Path) -> None:
    server = EmbeddedPostgres(open_directory / "again", FAST)
    half = server.account.own(open_directory / "again" / "postgres" / "data.new")
    (half / "PG_VERSION").write_text("18\n")
    try:
        assert server.start().postmaster.pid() is not None
    finally:
        server.remove()


def test_an_ordinary_user_starts_it_and_another_process_adopts_it(open_directory: Path) -> None:
    theirs = open_directory / "theirs"
    theirs.mkdir()
    if os.geteuid() == 0:
        os.chown(theirs, 65534, 65534)
    command = [sys.executable, "-c", AS_NOBODY, str(theirs / "state")]
    killed = subprocess.run([*command, "die"], capture_output=True, text=True, check=False)
    after = subprocess.run([*command, "stop"], capture_output=True, text=True, check=False)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert after.returncode == 0, after.stderr
    assert after.stdout == killed.stdout


def test_a_folder_that_cannot_be_written_is_told_in_one_sentence() -> None:
    with pytest.raises(CannotPrepare, match=r"cannot be written .* set TRYEZA_STATE_DIR"):
        EmbeddedPostgres(Path("/proc/tryeza")).start()


def test_a_long_path_gets_a_short_socket_that_no_stranger_enters(open_directory: Path) -> None:
    deep = open_directory / ("d" * 90)
    server = EmbeddedPostgres(deep, FAST).start()
    try:
        folder = server.postmaster.socket_directory
        assert len(os.fsencode(folder)) < 60
        assert mode(folder) == 0o700
        assert server.postmaster.pid() is not None
    finally:
        server.remove()
    assert not folder.exists()


def test_the_socket_stays_beside_the_data_where_it_can(open_directory: Path) -> None:
    account = EmbeddedPostgres(open_directory).account
    assert socket_directory(open_directory, account) == open_directory / "run"
