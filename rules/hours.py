"""At which hours a message leaves: DEFAULTS.HOURS.

The text counts days and knows no hours. Whoever works on a case late in the evening writes to
nobody at night; what the law wants on this very day leaves at whatever hour it is.
"""

from datetime import date, time, timedelta
from enum import StrEnum

from rules.defaults import DEFAULTS

OPENS, CLOSES = (time(hour) for hour in DEFAULTS.HOURS)


class Leaves(StrEnum):
    """Whether a notice waits for an hour at which people are written to."""

    AT_ONCE = "at_once"
    """Its reader waits for it, or people would come for nothing."""
    BY_DAY = "by_day"


def leaves_from(
    leaves: Leaves, day: date, at: time, *, last: date | None = None
) -> tuple[date, time] | None:
    """The day and hour from which it leaves; None where it leaves now.

    `last` is its last lawful day: on that, and after it, nothing waits for the next morning.
    """
    if leaves is Leaves.AT_ONCE or OPENS <= at < CLOSES:
        return None
    then = day if at < OPENS else day + timedelta(days=1)
    return None if last is not None and then > last else (then, OPENS)
