"""After a restore an administrator says what had already left; the keeper carries it out: 0161."""

from datetime import datetime
from typing import Final

from core.clock import ZONE
from identity.access import administrator_of
from models.session import Work
from notifications import after_restore
from rules.resuming import check_paused, check_stopped

ASKED: Final = "sending to be resumed"
"""The act on the trail, with what is said: the keeper's order (`runtime.resuming`)."""


def ask(work: Work, stopped_at: datetime, *, anew: bool, but: list[str]) -> None:
    """Whether what was queued again had left, all of it `but` those named. Of those the opposite is
    so. Said again before it is carried out, the last word holds."""
    administrator_of(work)
    copy = after_restore.paused(work)
    check_paused(is_paused=copy is not None)
    assert copy is not None
    taken_at, restored_at = copy.taken_at.astimezone(ZONE), copy.restored_at.astimezone(ZONE)
    moment = check_stopped(stopped_at, taken_at, restored_at)
    work.record(
        ASKED,
        stopped_at=moment.isoformat(),
        anew=anew,
        but=" ".join(but),
    )
