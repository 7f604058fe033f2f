"""Whether this process could serve now: its database, of this edition, under its role, its keys.

Asked over connections of its own, which end at once: a full pool is no reason to take somebody out
of service, and a database that does not answer is not waited for.
"""

import threading
import time
from functools import lru_cache
from typing import Final

from sqlalchemy import Engine, create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from core import crypto, database_roles
from core.database_roles import PORTAL, SIGN_IN
from core.logs import describe
from core.refused import StartRefused
from core.settings import settings
from models import edition, ring

KEPT_FOR: Final = 2.0
"""Seconds for which an answer stands, whoever asks how often: nobody is signed in who asks."""
PATIENCE: Final = 2
"""Seconds for a connection, and for each statement."""
DATABASE: Final = "Waits for the database"


def lacking(role: str) -> str:
    """What is waited for, in a sentence for the log; empty where nothing is."""
    own = settings()
    addresses = {role: own.database_url}
    if role == PORTAL and own.sign_in_database_url is not None:
        addresses[SIGN_IN] = own.sign_in_database_url
    try:
        for wanted, url in addresses.items():
            _look(url.get_secret_value(), wanted, whole=wanted == role)
    except StartRefused as refused:
        return str(refused)
    except DBAPIError as error:
        return f"{DATABASE} ({type(error.orig).__name__})"
    except Exception as error:
        return describe(error)
    return ""


def _look(url: str, wanted: str, *, whole: bool) -> None:
    with _engine(url).connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None  # just opened
        database_roles.check(raw, wanted)
        if whole:
            edition.check(connection)
            ring.check(connection, crypto.ring())


@lru_cache(maxsize=4)
def _engine(url: str) -> Engine:
    told = {"connect_timeout": PATIENCE, "options": f"-c statement_timeout={PATIENCE}s"}
    return create_engine(url, poolclass=NullPool, hide_parameters=True, connect_args=told)


class Readiness:
    """The last answer, and a new one where it is old; one question at a time."""

    def __init__(self, role: str) -> None:
        self.role = role
        self._asking = threading.Lock()
        self._said = "Not asked yet"
        self._at = float("-inf")

    def lacking(self) -> str:
        """Empty where all is there. Whoever comes while another asks gets the answer before."""
        if time.monotonic() - self._at > KEPT_FOR and self._asking.acquire(blocking=False):
            try:
                self._said, self._at = lacking(self.role), time.monotonic()
            finally:
                self._asking.release()
        return self._said
