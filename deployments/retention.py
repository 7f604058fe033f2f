"""What was decided is erased: the keys of a file are destroyed, by whoever holds the ring: 0259."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, Engine, text

from core.clock import local_day
from core.crypto import KeyRing
from models import erasures
from models.erasures import Erasure
from models.pool import owners_engine
from models.session import WRITE_TRAIL
from rules.retention import HoldFacts, may_carry_out

DECIDED: Final = text(
    "SELECT id FROM erasure WHERE ended_at IS NULL AND decided_at IS NOT NULL AND NOT EXISTS"
    " (SELECT FROM erased_record WHERE erased_record.life_id = erasure.life_id)"
    " ORDER BY decided_at, id"
)
ONE: Final = text(
    "SELECT life_id, decided_at FROM erasure WHERE id = :id AND ended_at IS NULL FOR UPDATE"
)
HOLDS: Final = text("SELECT until, lifted_at FROM legal_hold WHERE life_id = :life")
RESTORED: Final = text("SELECT max(restored_at) FROM restored_copy")


@dataclass(frozen=True, slots=True)
class ErasedNow:
    """How many files are gone, and how many wait to be decided anew or are held."""

    erased: int
    left: int


def carry_out(owner_url: str, keys: Path, now: datetime) -> ErasedNow:
    """Each in a transaction of its own; cut off, the list says what the next start finishes."""
    engine, ring = owners_engine(owner_url), KeyRing.load(keys)
    try:
        done = list(_each(engine, ring, erasures.beside(keys), now))
    finally:
        engine.dispose()
    return ErasedNow(sum(done), len(done) - sum(done))


def _each(engine: Engine, ring: KeyRing, path: Path, now: datetime) -> Iterator[bool]:
    with engine.connect() as connection:
        decided: Sequence[UUID] = connection.scalars(DECIDED).all()
    for id in decided:
        with engine.begin() as connection:
            yield _erase(connection, ring, path, id, now)


def _erase(
    connection: Connection, ring: KeyRing, path: Path, erasure_id: UUID, now: datetime
) -> bool:
    row = connection.execute(ONE, {"id": erasure_id}).one_or_none()
    if row is None:
        return False
    found = connection.execute(HOLDS, {"life": row.life_id})
    holds = [HoldFacts(each.until, lifted=each.lifted_at is not None) for each in found]
    restored = connection.scalar(RESTORED)
    if not may_carry_out(row.decided_at, holds, restored, local_day(now)):
        return False
    erasures.erase(connection, ring, path, Erasure(row.life_id, now))
    entry = {
        "at": now.isoformat(),
        "life": str(row.life_id),
        "kind": "system",
        "act": "file erased",
        "article": "18(1)",
        "detail": {"erasure": str(erasure_id)},
    }
    connection.execute(WRITE_TRAIL, {"entries": json.dumps([entry])})
    return True
