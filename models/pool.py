"""The connections of this process to the database."""

import time
from collections.abc import Sequence
from contextlib import suppress
from functools import lru_cache, partial
from select import POLLIN, poll
from typing import Any, Final, cast, overload

import psycopg
from psycopg import Column, _queries
from psycopg.pq import TransactionStatus
from sqlalchemy import Connection, Dialect, Engine, create_engine, event
from sqlalchemy.exc import DisconnectionError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from core import database_roles

KEPT_CONNECTIONS: Final = 8
MOST_CONNECTIONS: Final = 16
"""Of one process, for more requests than that at once: each holds one, and only for a moment."""
KEPT_STATEMENTS: Final = 300
"""Prepared, of one connection. We have more than psycopg's hundred, and one that is pushed out by
the next is planned anew each time (psycopg docs, prepared statements)."""
KEPT_TEXTS: Final = 1000
"""Of this process, as psycopg has translated them for Postgres. Of a hundred and twenty-eight that
it keeps by itself, none is there any more when it is asked again."""
PREPARED_FROM: Final = 1
"""How often a statement was sent before it is prepared: the second time, for there are few that are
asked once."""
ASKED_AFTER: Final = 5.0
"""Seconds for which a connection may lie idle without being asked whether it leads anywhere."""
NO_JIT: Final = "-c jit=off"
"""Behind the second wall every statement is estimated to be dear, and Postgres would compile it for
longer than it runs: 0159."""
LIFTED: Final = "-c tryeza.wall=lifted"
"""How the owner says it, where its connection is opened."""
LEFT_AT: Final = "left_at"
UNFINISHED: Final = frozenset({TransactionStatus.INTRANS, TransactionStatus.INERROR})


_queries._query2pg = lru_cache(KEPT_TEXTS)(_queries._query2pg_nocache)
_queries.MAX_CACHED_STATEMENT_LENGTH = 32_768  # what is longer than that, nobody asks twice

_stands_as: dict[str, str] = {}
"""Under which role this process may use an address; one that is not here is asked nothing: tests,
and what reads a database from outside."""


_pools: list[Engine] = []


def in_use() -> int:
    """Connections that something of this process holds now."""
    return sum(cast("QueuePool", each.pool).checkedout() for each in _pools)


def most() -> int:
    """What it may hold at once; whoever comes then waits."""
    return MOST_CONNECTIONS * len(_pools)


class Columns(Sequence[Column]):
    """What a result says of its columns, made when somebody asks."""

    def __init__(self, of: psycopg.Cursor[Any], width: int) -> None:
        self.of, self.width = of, width

    def __len__(self) -> int:
        return self.width

    @overload
    def __getitem__(self, at: int) -> Column: ...

    @overload
    def __getitem__(self, at: slice) -> list[Column]: ...

    def __getitem__(self, at: int | slice) -> Column | list[Column]:
        places = range(self.width)[at]
        if isinstance(places, int):
            return Column(self.of, places)
        return [Column(self.of, place) for place in places]


class QuietCursor(psycopg.Cursor[Any]):
    """SQLAlchemy asks for the description of every result and reads it of the first one of a
    statement: some twenty objects each, a twentieth of what a page costs."""

    @property
    def description(self) -> list[Column] | None:
        result = self.pgresult
        if result is None or not result.nfields:
            return super().description
        return cast("list[Column]", Columns(self, result.nfields))


@lru_cache(maxsize=16)
def engine_for(url: str) -> Engine:
    """One pool per database of this process; dead connections are noticed before use, and the one
    that was used last is used first: it has the most prepared."""
    engine = create_engine(
        url,
        pool_use_lifo=True,
        pool_size=KEPT_CONNECTIONS,
        max_overflow=MOST_CONNECTIONS - KEPT_CONNECTIONS,
        hide_parameters=True,
        connect_args={"cursor_factory": QuietCursor, "options": NO_JIT},
    )
    event.listen(engine, "connect", partial(_under_its_role, url))
    event.listen(engine, "connect", _keep_what_is_prepared)
    event.listen(engine, "rollback", _roll_back_and_keep)
    event.listen(engine, "checkin", _note_when)
    event.listen(engine, "checkout", partial(_look_for_life, engine.dialect))
    _pools.append(engine)
    return engine


def owners_engine(url: str) -> Engine:
    """The owner's, who sees behind the second wall only because it says so (0149): it seals anew
    and destroys keys, and no act and no page is done with it."""
    return create_engine(url, hide_parameters=True, connect_args={"options": LIFTED})


def stand_as(role: str, url: str) -> None:
    """From now on this process uses the address under this role or not at all; a database that is
    away is asked later. Raises `WrongRole`."""
    _stands_as[url] = role
    engine_for(url).dispose()  # what was opened before was not asked
    with suppress(OperationalError), engine_for(url).connect():
        pass


def stands_here(url: str) -> bool:
    """Whether this process uses the address under a role of its own."""
    return url in _stands_as


def _under_its_role(url: str, connection: Any, _: Any) -> None:
    if (wanted := _stands_as.get(url)) is not None:
        try:
            database_roles.check(connection, wanted)
        except database_roles.WrongRole:
            connection.close()  # the pool knows nothing of it yet
            raise


def _keep_what_is_prepared(connection: Any, _: Any) -> None:
    connection.prepared_max = KEPT_STATEMENTS
    connection.prepare_threshold = PREPARED_FROM


def _roll_back_and_keep(connection: Connection) -> None:
    """Roll back beneath psycopg, whose own rollback then finds nothing to do.

    Its own forgets every prepared statement of the connection, for they may name a table that the
    transaction had made (psycopg `_rollback_gen`); ours makes none, and a refused act is an
    everyday thing after which everything would be planned anew.
    """
    raw = None if connection.invalidated else connection.connection.driver_connection
    if raw is not None and raw.pgconn.transaction_status in UNFINISHED:
        raw.pgconn.exec_(b"ROLLBACK")


def _note_when(_: Any, record: ConnectionPoolEntry) -> None:
    record.info[LEFT_AT] = time.monotonic()


def _look_for_life(dialect: Dialect, raw: Any, record: ConnectionPoolEntry, _: Any) -> None:
    """Nobody is given a connection that has ended.

    A server that ends one says so, and a look whether anything was said costs no statement. A wall
    between that forgets a connection says nothing: one that lay idle is asked (HikariCP does the
    same, `aliveBypassWindowMs`). Raises `DisconnectionError`, for which the pool opens another.
    """
    left_at = record.info.get(LEFT_AT)
    if left_at is None:
        return  # just opened
    said = poll()
    said.register(raw.pgconn.socket, POLLIN)
    if said.poll(0):
        raise DisconnectionError
    if time.monotonic() - left_at > ASKED_AFTER:
        try:
            dialect.do_ping(raw)
        except psycopg.Error as error:
            raise DisconnectionError from error
