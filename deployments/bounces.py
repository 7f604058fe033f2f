"""One mail about a mail, read from a pipe and taken in under the worker's role."""

from typing import BinaryIO, Final

from casework.bootstrap import bootstrap
from casework.table import undelivered
from models.session import unit_of_work
from notifications.channels import came_back
from notifications.given_back import Became

A_PART: Final = 65_536


def read(pipe: BinaryIO) -> bytes:
    """To its end, so that whoever writes is not cut off; what is kept has a limit."""
    kept = bytearray()
    while part := pipe.read(A_PART):
        kept += part[: max(came_back.MOST - len(kept), 0)]
    return bytes(kept)


def take(raw: bytes) -> Became:
    """What it came to; `sqlalchemy.exc.DBAPIError` where the database is away."""
    report = came_back.understood(raw)
    if report is None:
        return Became.NOTHING
    bootstrap()
    with unit_of_work() as work:
        return undelivered.take_in(work, report).became
