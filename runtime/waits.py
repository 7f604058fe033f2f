"""What a worker waits for at its start, in words for the log and for `systemctl status`."""

from httpx import HTTPError
from sqlalchemy.exc import DBAPIError

from core.logs import describe
from core.refused import StartRefused
from models.readiness import DATABASE


def waits_for(error: Exception, prefects_address: str) -> str:
    """A start waits for what it needs, in whatever order it comes."""
    if isinstance(error, StartRefused):
        return str(error)
    if isinstance(error, DBAPIError):
        return f"{DATABASE} ({type(error.orig).__name__})"
    if isinstance(error, HTTPError):
        return f"Waits for Prefect at {prefects_address} ({type(error).__name__})"
    return f"Not ready yet: {describe(error)}"
