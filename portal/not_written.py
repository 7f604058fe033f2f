"""What a page says where an act was not written: somebody was faster, or the disk is full."""

import logging
from typing import Final

from psycopg.errors import DeadlockDetected, DiskFull, UniqueViolation
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm.exc import StaleDataError

from core.logs import describe
from core.spool import NoSpace
from rules.refusals import Conflict, NoRoom, ProcedureRefused

logger = logging.getLogger(__name__)
RACES: Final = (StaleDataError, DBAPIError)


def refusal_of(error: Exception) -> ProcedureRefused:
    """What the form says that was not saved; raises what is no race and no full disk."""
    if isinstance(error, NoSpace) or isinstance(getattr(error, "orig", None), DiskFull):
        logger.error("The disk is full: %s", describe(error))
        return NoRoom()
    if not is_lost_race(error):
        raise error
    return Conflict()


def is_lost_race(error: Exception) -> bool:
    """Somebody else was faster, or two acts waited for each other; the act is to be tried again."""
    # Postgres ends one of two acts that wait for each other, and which one is not to be foreseen
    # (PostgreSQL docs, 13.3.4, Deadlocks): nothing of it is written.
    cause = error.orig if isinstance(error, DBAPIError) else error
    is_lost = isinstance(cause, StaleDataError | UniqueViolation | DeadlockDetected)
    if is_lost:
        logger.info("Lost a race: %s, %s", type(cause).__name__, describe(error))
    return is_lost
