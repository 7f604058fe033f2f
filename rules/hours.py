"""At which hours a message leaves, and on which days what is ours does: DEFAULTS.HOURS, DAYS_OFF.

The text counts days and knows no hours. Whoever works on a case late in the evening writes to
nobody at night; what the law wants on this very day leaves at whatever hour it is.
"""

from collections.abc import Collection
from datetime import date, time, timedelta
from enum import StrEnum

from rules.days import next_working_day
from rules.defaults import DEFAULTS

OPENS, CLOSES = (time(hour) for hour in DEFAULTS.HOURS)


class Leaves(StrEnum):
    """Whether a notice waits for an hour at which people are written to."""

    AT_ONCE = "at_once"
    """Its reader waits for it, or people would come for nothing."""
    BY_DAY = "by_day"
    ON_WORKING_DAYS = "on_working_days"
    """By day, and no law asks for it: DEFAULTS.DAYS_OFF."""


def leaves_from(
    leaves: Leaves,
    day: date,
    at: time,
    *,
    last: date | None = None,
    holidays: Collection[date] = (),
) -> tuple[date, time] | None:
    """The day and hour from which it leaves; None where it leaves now.

    `last` is its last lawful day: on that, and after it, nothing waits for the next morning. Of
    what is ours it is the last day of what it asks for: by then it leaves on a day off too.
    """
    if leaves is Leaves.AT_ONCE:
        return None
    first = day if at < CLOSES else day + timedelta(days=1)
    if leaves is Leaves.ON_WORKING_DAYS:
        worked = next_working_day(first, holidays)
        first = first if last is not None and first <= last < worked else worked
    elif last is not None and first > last:
        return None
    return None if first == day and at >= OPENS else (first, OPENS)
