"""An edition more, of a test's own, on a record in use: up, down, failing, held, and meanwhile."""

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread

import httpx
import pytest
from sqlalchemy import create_engine
from sqlalchemy.exc import DBAPIError

from core.database_roles import PORTAL, SIGN_IN, WORKER
from deployments.faults import as_sentence
from models import edition, migrate
from models.edition import AnotherEdition
from models.migrate import NoSuchEdition
from models.migrations import files
from models.migrations.written import NoWayBack
from models.session import unit_of_work
from tests.builders import HEAD
from tests.children import child
from tests.editions import fixture, toys
from tests.editions.conftest import AT_WORK, Record, Records
from tests.editions.living import columns_of, go_on, rows_of, shape
from tests.waiting import wait_until

LATEST = files.editions()[-1] if fixture.releases() else AT_WORK


@pytest.fixture
def newest(records: Records) -> Record:
    """A case in the middle of its reports, of the edition before the toys."""
    record = records(LATEST, "overdue")
    migrate.upgrade(record.owner)
    return record


def test_up_with_an_edition_more_and_down_again(newest: Record, tmp_path: Path) -> None:
    toy = toys.expand(tmp_path)
    with newest.above() as connection:
        whole = shape(connection)
    like, before = columns_of(newest), rows_of(newest)
    for _ in range(2):
        migrate.upgrade(newest.owner, "head", tmp_path)
        assert migrate.current(newest.owner) == toy
        assert rows_of(newest, like) == before
        with newest.above() as connection:
            assert shape(connection) != whole
        migrate.back_to(newest.owner, files.head(), tmp_path)
        assert rows_of(newest) == before
        with newest.above() as connection:
            assert shape(connection) == whole
    with newest.in_use() as case:
        go_on(case, "overdue")


def test_what_is_filled_in_is_filled_into_every_row(newest: Record, tmp_path: Path) -> None:
    """The owner too stands behind the second wall, unless it says so by name (0149)."""
    first = toys.expand(tmp_path)
    fill = "UPDATE cases SET toy = number;"
    toys.write(tmp_path, fill, number=toys.after(first))
    migrate.upgrade(newest.owner, "head", tmp_path)
    with newest.above() as connection:
        found = connection.execute("SELECT count(*), bool_and(toy = number) FROM cases").fetchone()
    assert found == (1, True)


def test_what_the_edition_before_has_no_place_for_keeps_the_way_back_shut(
    newest: Record, tmp_path: Path
) -> None:
    toy = toys.expand(tmp_path)
    migrate.upgrade(newest.owner, "head", tmp_path)
    with newest.above() as connection:
        connection.execute(
            "INSERT INTO toy_note SELECT gen_random_uuid(), id, 'x' FROM cases LIMIT 1"
        )
        whole = shape(connection)
    with pytest.raises(NoWayBack) as shut:
        migrate.back_to(newest.owner, files.head(), tmp_path)
    assert (said := as_sentence(shut.value)) is not None
    assert said.facts == {"table": "toy_note"}
    assert migrate.current(newest.owner) == toy
    with newest.above() as connection:
        assert shape(connection) == whole
    for wanted in ("base", "0000", "9999", toys.after(toy), ""):
        with pytest.raises(NoSuchEdition):
            migrate.back_to(newest.owner, wanted, tmp_path)


def test_one_that_fails_in_the_middle_leaves_nothing(newest: Record, tmp_path: Path) -> None:
    """Of the edition before it, which is missing too, nothing either."""
    first = toys.expand(tmp_path)
    half = "UPDATE cases SET risk = NULL; CREATE TABLE toy_more (id uuid); SELECT 1 / 0;"
    toys.write(tmp_path, half, number=toys.after(first), fills={"cases": "risk"})
    before = rows_of(newest)
    with newest.above() as connection:
        whole = shape(connection)
    with pytest.raises(DBAPIError, match="division by zero"):
        migrate.upgrade(newest.owner, "head", tmp_path)
    with newest.above() as connection:
        assert shape(connection) == whole
    assert rows_of(newest) == before
    with newest.in_use() as case, unit_of_work():  # it is served by the program of before
        assert case.case


def test_one_that_finds_a_table_held_gives_up_in_words(newest: Record, tmp_path: Path) -> None:
    toys.expand(tmp_path)
    with newest.above() as connection:
        whole = shape(connection)
    with newest.above() as holder, holder.transaction():
        holder.execute("SELECT count(*) FROM cases")  # somebody reads, and does not end
        with pytest.raises(DBAPIError) as held:
            migrate.upgrade(newest.owner, "head", tmp_path)
    said = as_sentence(held.value)
    assert said is not None
    assert "Somebody holds a table" in said.message
    with newest.above() as connection:
        assert shape(connection) == whole


@contextmanager
def working() -> Iterator[list[BaseException]]:
    """Acts of the program of before, one after the other; what any of them met."""
    over, met = Event(), list[BaseException]()

    def act() -> None:
        while not over.wait(0.01):
            try:
                with unit_of_work() as work:
                    work.record("somebody acts")
            except BaseException as error:
                met.append(error)

    thread = Thread(target=act)
    thread.start()
    try:
        yield met
    finally:
        over.set()
        thread.join()


def test_the_program_of_before_serves_while_it_comes_and_afterwards(
    newest: Record, tmp_path: Path
) -> None:
    """And one that starts waits, until it is the newer one: docs/operations.md, "A newer
    edition"."""
    toys.expand(tmp_path)
    with newest.in_use() as case:
        with unit_of_work():
            pass  # it has begun
        with working() as met:
            migrate.upgrade(newest.owner, "head", tmp_path)
            case.report()
        assert met == []
        go_on(case, "overdue")
    engine = create_engine(newest.owner)
    with engine.connect() as connection, pytest.raises(AnotherEdition):
        edition.check(connection)
    engine.dispose()


@contextmanager
def served(record: Record, folder: Path) -> Iterator[str]:
    """The portal's own process on that record; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = {
        **os.environ,
        "TRYEZA_MODE": "demo",
        "DATABASE_URL": record.server.url(PORTAL, record.name),
        "SIGN_IN_DATABASE_URL": record.server.url(SIGN_IN, record.name),
        "TRYEZA_KEYS_FILE": str(record.edition.keys),
        "TRYEZA_STATE_DIR": str(folder),
        "TRYEZA_PORTAL_PORT": str(port),
        "TRYEZA_BASE_URL": f"http://127.0.0.1:{port}",
    }
    with child([sys.executable, "-m", "portal"], env=env, stderr=subprocess.DEVNULL) as process:
        yield f"http://127.0.0.1:{port}"
        process.terminate()


def test_a_portal_that_runs_serves_until_it_is_restarted(newest: Record, tmp_path: Path) -> None:
    """People sign in; whoever watches is told that it is of the edition before."""
    (migrations := tmp_path / "migrations").mkdir()
    toys.expand(migrations)
    with served(newest, tmp_path) as address, httpx.Client(base_url=address) as anybody:

        def ready() -> bool:
            with suppress(httpx.TransportError):
                return anybody.get("/readyz").text == "ready"
            return False

        def sign_in() -> tuple[int, int]:
            token = re.search(r'name="csrf" value="(\w+)"', anybody.get("/sign-in").text)
            assert token is not None
            form = {"email": HEAD, "password": "of somebody else", "to": "/", "csrf": token[1]}
            headers = {"sec-fetch-site": "same-origin"}
            sent = anybody.post("/sign-in", data=form, headers=headers)
            with newest.above() as connection:
                count = connection.execute("SELECT count(*) FROM sign_in_attempt").fetchone()
            assert count is not None
            return sent.status_code, count[0]

        wait_until(ready)
        status, tried = sign_in()
        migrate.upgrade(newest.owner, "head", migrations)
        again, then = sign_in()
        assert again == status
        assert then > tried > 0  # each is counted: it is written by the older program
        assert anybody.get("/healthz").text == "alive"
        wait_until(lambda: not ready())
        migrate.back_to(newest.owner, files.head(), migrations)
        wait_until(ready)
        assert sign_in() == (status, then + then - tried)


def test_a_new_table_is_behind_the_wall_from_its_first_row(newest: Record, tmp_path: Path) -> None:
    toys.expand(tmp_path)
    migrate.upgrade(newest.owner, "head", tmp_path)
    with newest.above() as connection:
        connection.execute(
            "INSERT INTO toy_note SELECT gen_random_uuid(), id, 'x' FROM cases LIMIT 1"
        )
        for role, seen in ((WORKER, 1), (PORTAL, 0)):
            with connection.transaction(force_rollback=True):
                connection.execute(f"SET LOCAL ROLE {role}")
                found = connection.execute("SELECT count(*) FROM toy_note").fetchone()
                assert found == (seen,)
        may = "SELECT has_table_privilege(%s, 'backup', 'SELECT')"
        assert connection.execute(may, [PORTAL]).fetchone() == (False,)
