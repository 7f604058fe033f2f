"""The record before anybody is served: migrated, under the right keys, without what was erased."""

from pathlib import Path

from core.crypto import KeyRing
from core.mode import Mode
from models import erasures, migrate, mode, ring
from models.pool import owners_engine


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
