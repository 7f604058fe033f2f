"""One mail about a mail, read from a pipe and taken in under the worker's role."""

from typing import BinaryIO, Final

from casework.bootstrap import bootstrap
from casework.table import undelivered, unwanted
from models.session import unit_of_work
from notifications.channels import came_back
from notifications.channels.complaints import complained
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
    report, unwanted_ids = came_back.understood(raw), complained(raw)
    if report is None and not unwanted_ids:
        return Became.NOTHING
    bootstrap()
    with unit_of_work() as work:
        if report is not None:
            return undelivered.take_in(work, report).became
        is_new = unwanted.take_in(work, unwanted_ids)
        return Became.UNWANTED if is_new else Became.NOTHING
