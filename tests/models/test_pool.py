"""A connection that has ended is given to nobody, and the one that was just used is not asked."""

import os
import socket
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from psycopg import Connection
from sqlalchemy import text

from models import pool
from models.session import engine
from tests.database import Cleaner

pytestmark = pytest.mark.usefixtures("database")


def used() -> tuple[int, Connection]:
    """The backend of the connection that whoever comes next is given, and the connection."""
    with engine().connect() as connection:
        raw = connection.connection.driver_connection
        assert isinstance(raw, Connection)
        assert connection.scalar(text("SELECT 1")) == 1
        return raw.info.backend_pid, raw


def asked(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every connection that was asked from now on."""
    found: list[object] = []
    ping = type(engine().dialect).do_ping

    def counted(dialect: object, raw: object) -> bool:
        found.append(raw)
        return bool(ping(dialect, raw))  # type: ignore[arg-type]  # as it was asked

    monkeypatch.setattr(type(engine().dialect), "do_ping", counted)
    return found


def test_what_was_just_used_is_used_again_without_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    said = asked(monkeypatch)
    first, _ = used()
    assert used()[0] == first
    assert not said


def test_a_connection_that_the_server_ended_is_opened_anew(cleaner: Cleaner) -> None:
    first, _ = used()
    cleaner.connection.execute("SELECT pg_terminate_backend(%s, 5000)", [first])
    second, _ = used()
    assert second != first


def test_one_that_lay_idle_and_leads_nowhere_is_opened_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Somebody between has forgotten it, and says so only to whoever sends something."""
    first, raw = used()
    monkeypatch.setattr(pool, "ASKED_AFTER", -1.0)
    said = asked(monkeypatch)
    ours, wall = socket.socketpair()
    os.dup2(ours.fileno(), raw.pgconn.socket)
    with ours, ThreadPoolExecutor(1) as elsewhere:
        forgotten = elsewhere.submit(forget, wall)
        assert used()[0] != first
        forgotten.result()
    assert said == [raw]


def forget(wall: socket.socket) -> None:
    with wall:
        wall.recv(1)


def test_a_result_says_of_its_columns_what_psycopg_says() -> None:
    with engine().connect() as connection:
        raw = connection.connection.driver_connection
        assert isinstance(raw, Connection)
        ours = raw.execute("SELECT 1 AS one, 'x'::text AS two")
        theirs = psycopg.Cursor(raw).execute("SELECT 1 AS one, 'x'::text AS two")
        assert isinstance(ours, pool.QuietCursor)
        assert ours.description is not None
        assert theirs.description is not None
        assert [tuple(each) for each in ours.description] == [
            tuple(each) for each in theirs.description
        ]
        assert ours.description[-1:][0].name == "two"
        assert raw.execute("SET LOCAL lock_timeout = 0").description is None
