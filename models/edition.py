"""Whether a database is of this edition of the record: asked before anybody is served."""

from functools import lru_cache
from pathlib import Path

from sqlalchemy import Connection, text

from core.i18n import N_
from core.refused import StartRefused
from models.migrations import files

MIGRATIONS = Path(__file__).parent / "migrations"
THERE = text("SELECT to_regclass('alembic_version') IS NOT NULL")
REVISION = text("SELECT version_num FROM alembic_version")
HAS_KEYS = text("SELECT EXISTS (SELECT FROM ring_key)")

EMPTY = N_("The database holds no record yet: run `tryeza migrate`.")
ANOTHER = N_(
    "The database is of the edition %(found)s and this program of %(wanted)s: run `tryeza migrate`"
    " of the newer program, and restart every process with it."
)


class AnotherEdition(StartRefused):
    """It is waited for: `tryeza migrate` may be under way, or come next."""

    def __init__(self, message: str, **facts: str) -> None:
        super().__init__(message % facts)
        self.message, self.facts = message, facts


@lru_cache(maxsize=1)
def wanted() -> str:
    """The edition of this program. Alembic says the same, and is half a second of imports to every
    process that starts."""
    return files.head()


def found(connection: Connection) -> str | None:
    """The edition of a database; None for an empty one."""
    if not connection.scalar(THERE):
        return None
    revision = connection.scalar(REVISION)
    return str(revision) if revision else None


def check(connection: Connection) -> None:
    """Raises `AnotherEdition`; also between the two steps of a migration, tables and keys."""
    revision = found(connection)
    if revision is None:
        raise AnotherEdition(EMPTY)
    if revision != wanted():
        raise AnotherEdition(ANOTHER, found=revision, wanted=wanted())
    if not connection.scalar(HAS_KEYS):
        raise AnotherEdition(EMPTY)
