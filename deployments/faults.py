"""What the machine around us may lack, and the one sentence that says so.

Only what is not ours to mend: a fault of the program keeps its traceback.
"""

import errno
from contextlib import suppress

import psycopg
from psycopg.errors import DeadlockDetected, LockNotAvailable
from pydantic import ValidationError
from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, OperationalError

from core.i18n import N_
from core.refused import StartRefused
from core.setting_kinds import is_proven
from core.settings import OddSettings
from deployments.account import CannotPrepare

NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
DRIVERS = {"postgresql", "postgresql+psycopg"}
AWAY = (OperationalError, InterfaceError, psycopg.OperationalError)


def as_sentence(error: BaseException) -> CannotPrepare | None:
    """What to tell the person at the terminal; None where the fault is ours."""
    if isinstance(error, CannotPrepare):
        return error
    if isinstance(error, ValidationError):
        error = OddSettings(error)
    if isinstance(error, StartRefused):
        return CannotPrepare(error.message, **error.facts)
    if isinstance(error, DBAPIError | psycopg.Error):
        return _of_the_database(error)
    return _of_the_machine(error) if isinstance(error, OSError) else None


def checked(url: str, name: str = "DATABASE_URL") -> URL:
    """The address of a database that we can talk to, and where nobody reads along; raises
    `CannotPrepare` for any other, which names the variable."""
    with suppress(ArgumentError):
        found = make_url(url)
        if found.drivername in DRIVERS and not is_proven(url):
            raise CannotPrepare(
                N_("%(name)s is of another machine: add sslmode=verify-full to it."), name=name
            )
        if found.drivername in DRIVERS:
            return found
    raise CannotPrepare(
        N_("%(name)s is not one that we can read: postgresql+psycopg://user:word@host/name"),
        name=name,
    )


def is_away(error: BaseException) -> bool:
    """Whether the database is not there at the moment: it restarts, or the way to it is cut."""
    return isinstance(error, AWAY) or (
        isinstance(error, DBAPIError) and error.connection_invalidated
    )


def _of_the_database(error: DBAPIError | psycopg.Error) -> CannotPrepare:
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, LockNotAvailable | DeadlockDetected):
        return CannotPrepare(
            N_("Somebody holds a table of the record, so nothing was changed: try again.")
        )
    if is_away(error):
        return CannotPrepare(
            N_(
                "The database does not answer (%(why)s): look whether it runs, and at DATABASE_URL."
            ),
            why=_why(cause),
        )
    return CannotPrepare(
        N_("The database holds no record of this version that this role may use (%(why)s)."),
        why=type(cause).__name__,
    )


def _why(error: BaseException | None) -> str:
    """The server's own words where they name a server or a role, else the class: it quotes rows."""
    state = getattr(error, "sqlstate", None)
    about_the_way = state is None or state.startswith(("28", "3D", "57"))
    words = str(error).strip().splitlines()
    return words[0] if about_the_way and words else type(error).__name__


def _of_the_machine(error: OSError) -> CannotPrepare | None:
    if error.errno in NO_ROOM:
        return CannotPrepare(N_("The disk is full: make room, then start again."))
    if error.filename is not None:
        return CannotPrepare(
            N_("%(path)s cannot be used (%(why)s)."), path=error.filename, why=error.strerror
        )
    return None
