"""What those who run the machine may do to a life, of which no article speaks."""

from datetime import datetime

from rules.refusals import NotPossible


class NothingStalled(NotPossible):
    reason = "No step of this case is stalled."
    way_out = "There is nothing to retry: the case goes on by itself."


def check_retry(stalled_at: datetime | None, set_aside: int) -> None:
    """A life that goes on by itself, with no message set aside, has nothing to be tried again."""
    if stalled_at is None and not set_aside:
        raise NothingStalled
