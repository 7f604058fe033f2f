"""The eighteenth birthday, said months before it comes: Art. 17(3.2).

The text gives no notice of it; that there is one, and when, is ours: DEFAULTS.EIGHTEEN_AHEAD. The
months are counted by the first day of each, so that no day of birth stands in the open (0056).
"""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from rules.days import add_months
from rules.defaults import DEFAULTS
from rules.facts import CaseFacts
from rules.planned import Planned


class DayKnown(StrEnum):
    """How the day of birth is known from which the eighteenth birthday is counted."""

    REGISTERED = "registered"
    FOUND = "found"
    """An estimate that the table has replaced by what it found."""
    ESTIMATED = "estimated"
    UNKNOWN = "unknown"


def day_known(registered: date | None, found: date | None, *, estimated: bool) -> DayKnown:
    """What that day rests on, in the order of `born_on`: Art. 17(3.2)."""
    if estimated and found is not None:
        return DayKnown.FOUND
    if registered is None:
        return DayKnown.UNKNOWN
    return DayKnown.ESTIMATED if estimated else DayKnown.REGISTERED


def is_on_radar(turns_on: date | None, today: date) -> bool:
    """From seventeen on, and where nobody knows the day: DEFAULTS.EIGHTEEN_RADAR."""
    return turns_on is None or add_months(turns_on, -DEFAULTS.EIGHTEEN_RADAR) <= today


def born_on(registered: date | None, found: date | None, *, estimated: bool) -> date | None:
    """What the table has found goes before an estimate, a registered day before both: 17(3.2)."""
    return (estimated and found) or registered


def turns_eighteen(born_on: date) -> date:
    """The eighteenth birthday: Art. 17(3.2).

    Who was born on 29 February turns eighteen on 28 February: no such year has a 29th, and a month
    that lacks the day ends a term on its last one.
    """
    return add_months(born_on, 18 * 12)


def years_old(born_on: date, on: date) -> int:
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))


def is_eighteen(born_on: date, on: date) -> bool:
    """From the eighteenth birthday on: Art. 17(3.2)."""
    return on >= turns_eighteen(born_on)


def said_from(turns_on: date, months: int) -> date:
    """From which day the birthday is announced so many months ahead: DEFAULTS.EIGHTEEN_AHEAD."""
    return add_months(turns_on, -months).replace(day=1)


def months_ahead(turns_on: date, today: date) -> int | None:
    """The nearest announcement whose day has come; None while it is too early for any."""
    come = [each for each in DEFAULTS.EIGHTEEN_AHEAD if said_from(turns_on, each) <= today]
    return min(come, default=None)


def steps(facts: CaseFacts) -> Iterator[Planned]:
    """Tell the manager, again as the day draws near, while no closing is on its way."""
    coming = facts.eighteen
    under_way = facts.closure is not None and not facts.closure.returned
    if coming is None or facts.appointed_on is None or under_way:
        return
    for months in DEFAULTS.EIGHTEEN_AHEAD:
        if coming.said is None or months < coming.said:
            yield Planned("announce_closing", facts.id, said_from(coming.turns_on, months))
            return
