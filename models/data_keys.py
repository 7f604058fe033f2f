"""The data keys of a process: found by their id or by the life they belong to, kept for a minute.

One query finds the keys of whatever is loaded: a list of many cases does not ask for each one's.
Core SQL only, because the sealed attribute of every table stands on it.
"""

import os
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, event, literal_column, text
from sqlalchemy.orm import Session

from core import crypto
from core.ids import new_id
from core.sealed import KEY_BYTES, DataKey, KeyDestroyed, SealBroken, data_keys_of
from core.settings import settings
from models import bearer
from models.pool import engine_for

KEPT_FOR: Final = 60.0
"""Seconds: after them no process knows a key that was destroyed."""
MOST_KEPT: Final = 2000
FRESH: Final = "data keys made here"

WITH_THESE: Final = text(
    "SELECT id, life_id, wrapped FROM data_key WHERE life_id IN"
    " (SELECT life_id FROM data_key WHERE id = ANY(:ids)) ORDER BY made_at"
)
OF_LIFE: Final = text(
    "SELECT id, life_id, wrapped FROM data_key WHERE life_id = :life ORDER BY made_at"
)
IN_THE_LIFE: Final[Sequence[ColumnElement[Any]]] = (
    literal_column("ARRAY(SELECT id FROM data_key WHERE life_id = life.id ORDER BY made_at)"),
    literal_column("ARRAY(SELECT wrapped FROM data_key WHERE life_id = life.id ORDER BY made_at)"),
)
"""The keys of a life as columns of a question that reads its row anyway."""
MAKE: Final = text(
    "INSERT INTO data_key (id, life_id, wrapped, made_at)"
    " VALUES (:id, :life, :wrapped, clock_timestamp())"
    " ON CONFLICT (life_id) WHERE replaced_at IS NULL DO NOTHING"
)


@dataclass(slots=True)
class KnownKeys:
    """Some keys; None stands for one that was destroyed."""

    by_id: dict[UUID, DataKey | None] = field(default_factory=dict)
    by_life: dict[UUID, DataKey | None] = field(default_factory=dict)
    """The one that seals: the last that was made."""
    since: float = field(default_factory=time.monotonic)

    def add(self, rows: Iterable[Row[Any]]) -> None:
        for row in rows:
            self.put(row.life_id, row.id, row.wrapped)

    def put(self, life_id: UUID, key_id: UUID, wrapped: bytes | None) -> None:
        key = crypto.ring_for(wrapped).unwrap(key_id, wrapped) if wrapped is not None else None
        self.by_id[key_id] = self.by_life[life_id] = key


_known: list[KnownKeys] = [KnownKeys()]


def forget() -> None:
    """Ask the database anew."""
    _known[:] = [KnownKeys()]


def _kept() -> KnownKeys:
    # All of a minute go at once: what is asked again then is one query for all that is loaded.
    known = _known[0]
    if time.monotonic() - known.since > KEPT_FOR or len(known.by_id) > MOST_KEPT:
        forget()
    return _known[0]


def by_id(key_id: UUID, place: str, session: Session | None) -> DataKey:
    """The key that a value stands under; raises `SealBroken`."""
    known = _kept()
    if session is not None and key_id in _made_by(session).by_id:
        known = _made_by(session)
    if key_id not in known.by_id:
        known = _kept()
        if session is not None:
            which = {"ids": [*{key_id, *_loaded(session)}.difference(_made_by(session).by_id)]}
            known.add(session.connection().execute(WITH_THESE, which))
        else:  # a row that outlived its unit of work
            with engine_for(settings().database_url.get_secret_value()).begin() as connection:
                bearer.say(connection, read_only=True)
                known.add(connection.execute(WITH_THESE, {"ids": [key_id]}))
    try:
        return _living(known.by_id[key_id], place)
    except KeyError:
        raise SealBroken(f"{place}: no data key {key_id} in the database") from None


def _made_by(session: Session) -> KnownKeys:
    """The keys of this transaction alone: rolled back, they are nowhere."""
    fresh: KnownKeys = session.info.setdefault(FRESH, KnownKeys())
    return fresh


def _loaded(session: Session) -> set[UUID]:
    """The keys that all rows of this session stand under."""
    values = (
        value
        for row in session.identity_map.values()
        for name, value in vars(row).items()
        if name.endswith("_sealed") and isinstance(value, bytes)
    )
    return data_keys_of(values)


def is_known(life_id: UUID, session: Session) -> bool:
    """Whether what is written about this life is sealed without asking the database."""
    return any(life_id in known.by_life for known in (_made_by(session), _kept()))


def learn(life_id: UUID, ids: Iterable[UUID], wrapped: Iterable[bytes | None]) -> None:
    """What `IN_THE_LIFE` said of it."""
    known = _kept()
    for key_id, sealed in zip(ids, wrapped, strict=True):
        known.put(life_id, key_id, sealed)


def of_life(life_id: UUID, place: str, session: Session) -> DataKey:
    """The key that seals what is written about a life, made where there is none yet."""
    for known in (_made_by(session), _kept()):
        if life_id in known.by_life:
            return _living(known.by_life[life_id], place)
    connection = session.connection()
    known = _kept()
    known.add(connection.execute(OF_LIFE, {"life": life_id}))
    if life_id not in known.by_life:
        known = _made_by(session)
        _make(life_id, connection)
        known.add(connection.execute(OF_LIFE, {"life": life_id}))
    return _living(known.by_life[life_id], place)


def _make(life_id: UUID, connection: Connection) -> None:
    """Another transaction that makes one too is waited for, and its key then serves both."""
    key = DataKey(new_id(), os.urandom(KEY_BYTES))
    values = {"id": key.id, "life": life_id, "wrapped": crypto.ring().wrap(key)}
    connection.execute(MAKE, values)


def _living(key: DataKey | None, place: str) -> DataKey:
    if key is None:
        raise KeyDestroyed(f"{place}: its data key was destroyed")
    return key


@event.listens_for(Session, "after_commit")
def _now_for_everybody(session: Session) -> None:
    # Not sooner: what was made in a transaction that is rolled back is not there, and another act
    # of this process would seal with it.
    fresh: KnownKeys | None = session.info.pop(FRESH, None)
    if fresh is not None:
        known = _kept()
        known.by_id |= fresh.by_id
        known.by_life |= fresh.by_life


@event.listens_for(Session, "after_rollback")
def _never_made(session: Session) -> None:
    session.info.pop(FRESH, None)
