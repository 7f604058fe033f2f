"""What an administrator may say of what had left before a record was put back: ours, 0161."""

from datetime import datetime

from rules.refusals import NotPossible


class NothingPaused(NotPossible):
    reason = "Sending is not paused."
    way_out = "There is nothing to say: what waits leaves by itself."


class StoppedElsewhen(NotPossible):
    reason = "The system stopped between the copy ({taken}) and the restore ({restored})."
    way_out = "Say a moment between the two."


def check_paused(*, is_paused: bool) -> None:
    if not is_paused:
        raise NothingPaused


def check_stopped(stopped_at: datetime, taken_at: datetime, restored_at: datetime) -> datetime:
    """The moment, not before the copy; people say minutes, and that of the copy is in time."""
    if not taken_at.replace(second=0, microsecond=0) <= stopped_at <= restored_at:
        raise StoppedElsewhen(taken=_said(taken_at), restored=_said(restored_at))
    return max(stopped_at, taken_at)


def _said(moment: datetime) -> str:
    return f"{moment:%d.%m.%Y %H:%M}"
