"""A manager's month that is over is signed off by the head, once: Art. 16(1).

Ours (decision 0094): the text names no month. What is signed stays; what is seen later is a remark.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from rules.days import add_months
from rules.refusals import NotPossible, ProcedureRefused
from rules.supervision import BASIS, check_supervises


class MonthNotOver(ProcedureRefused):
    reason = "The month ends on {day}; what is still to come is not signed off."
    way_out = "Sign it off from the day after on."
    basis = BASIS


class MonthSigned(NotPossible):
    reason = "This month is signed off already."
    way_out = "What is to be said beside it is another remark."


class MonthNotSigned(NotPossible):
    reason = "This month is not signed off yet."
    way_out = "Sign it off with your remark."


class NothingRemarked(ProcedureRefused):
    reason = "It is not said what is remarked."
    way_out = "Write the remark."
    basis = BASIS


def first_of(day: date) -> date:
    """The month of a day, called by its first."""
    return day.replace(day=1)


def last_of(month: date) -> date:
    return add_months(first_of(month), 1) - timedelta(days=1)


def months_over(since: date, today: date) -> list[date]:
    """Every month that is over, from that of `since` on; the newest first."""
    found, month = list[date](), first_of(since)
    while last_of(month) < today:
        found.append(month)
        month = add_months(month, 1)
    return found[::-1]


def check_sign_off(
    month: date, today: date, *, by: UUID | None, manager_id: UUID, signed: bool
) -> None:
    """A month that is over, of somebody else's work, once: ours, beside Art. 16(1)."""
    check_supervises(by, manager_id)
    if today <= last_of(month):
        raise MonthNotOver(day=last_of(month))
    if signed:
        raise MonthSigned


def check_remark(words: str, *, by: UUID | None, manager_id: UUID, signed: bool) -> None:
    """What is said later stands beside what was signed: ours."""
    check_supervises(by, manager_id)
    if not signed:
        raise MonthNotSigned
    if not words.strip():
        raise NothingRemarked


@dataclass(frozen=True, slots=True)
class OwedFacts:
    """A duty that stands open on the day on which a month is signed off."""

    due: date | None


def was_late(owed: OwedFacts, month: date) -> bool:
    """Its last day had passed when the month was over; the last day of the month is in time."""
    return owed.due is not None and owed.due < last_of(month)
