"""The record before anybody is served: migrated, under the right keys, without what was erased."""

from pathlib import Path
from typing import Final

from sqlalchemy import text

from core.crypto import KeyRing
from core.mode import Mode
from models import erasures, migrate, mode, ring
from models.pool import owners_engine

SIGNED_WITH: Final = text("SELECT key FROM audit_head ORDER BY position DESC LIMIT 1")


def signed_with(owner_url: str) -> str | None:
    """The name of the key that signed the newest end of the trail; None where none was signed."""
    engine = owners_engine(owner_url)
    try:
        with engine.connect() as connection:
            key = connection.scalar(SIGNED_WITH)
    finally:
        engine.dispose()
    return None if key is None else str(key)


def prepare(owner_url: str, keys: Path, serves: Mode | None = None) -> None:
    """Raises `core.crypto.WrongRing` where the ring is another one than the record's, and
    `core.mode.ModeRefused` where the record is not of what it is to serve."""
    migrate.upgrade(owner_url)
    engine = owners_engine(owner_url)
    try:
        held = KeyRing.load(keys)
        with engine.begin() as connection:
            if serves is not None:
                mode.check(connection, serves)
            ring.note(connection, held)
            erasures.carry_out(connection, held, erasures.beside(keys))
    finally:
        engine.dispose()
