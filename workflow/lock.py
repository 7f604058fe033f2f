"""One activation of a life at a time, whoever asks: a Postgres advisory lock."""

import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from sqlalchemy import Connection, text

from models.session import engine

_held: ContextVar[frozenset[UUID]] = ContextVar("held", default=frozenset())
_PAUSE = 0.1


def key_of(life_id: UUID) -> int:
    """The lock's key: 63 bits of the id's digest, away from the small numbers others use."""
    return int.from_bytes(hashlib.sha256(life_id.bytes).digest()[:8], "big") >> 1


@contextmanager
def lock_of(life_id: UUID, *, patience: float = 0.0) -> Iterator[bool]:
    """Hold the life's lock, on a connection of its own that dies with this process.

    Gives False when it stays taken for `patience` seconds, True at once where this very context
    holds it already.
    """
    if life_id in _held.get():
        yield True
        return
    with engine().connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if not _take(connection, key_of(life_id), patience):
            yield False
            return
        token = _held.set(_held.get() | {life_id})
        try:
            yield True
        finally:
            _held.reset(token)
            _release(connection, key_of(life_id))


def is_free(connection: Connection, life_id: UUID) -> bool:
    """Whether nobody is at the life at this moment."""
    took = connection.scalar(
        text("SELECT pg_try_advisory_xact_lock(:key)"), {"key": key_of(life_id)}
    )
    return bool(took)


def _take(connection: Connection, key: int, patience: float) -> bool:
    until = time.monotonic() + patience
    while True:
        if connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": key}):
            return True
        if time.monotonic() >= until:
            return False
        time.sleep(_PAUSE)


def _release(connection: Connection, key: int) -> None:
    """Let go; a connection that cannot even do that is closed, which lets go as well."""
    try:
        connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": key})
    except Exception:
        connection.invalidate()
