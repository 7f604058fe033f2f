"""The next visit by a day that an entry of the log names, and whether it was made: Art. 14(1).

The text has the manager answer for monitoring, and sets no visit. A day that somebody named is
theirs; that it is held to is ours (0116): a line once it comes, a signal once it has passed.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from rules.defaults import DEFAULTS
from rules.duties import Duty, OpenDuty, owed
from rules.facts import CaseFacts
from rules.refusals import ProcedureRefused
from rules.roles import Owner
from rules.visit_facts import LoggedVisit, VisitMark, VisitsOnRecord

BASIS: Final = DEFAULTS.NEXT_VISIT


class NextVisitBefore(ProcedureRefused):
    reason = "The next visit is said to be by {until}, and this entry is of {day}."
    way_out = "Write a later day, or leave it out."
    basis = BASIS


def visited_on(entries: Iterable[LoggedVisit]) -> frozenset[date]:
    """The days on which the child was visited: not where nobody was at home, nor where a contact of
    the plan did not take place: Art. 14(1), ours."""
    return frozenset(
        each.on for each in entries if each.is_visit and each.took_place and each.child_seen
    )


def check_next_visit(on: date, until: date | None) -> None:
    """The next visit comes after what the entry tells of; no day is a day that nobody named."""
    if until is not None and until <= on:
        raise NextVisitBefore(until=until, day=on)


def made_on(mark: VisitMark, visits: Collection[date]) -> date | None:
    """The first visit after the day on which it was named, in time or late, whenever typed."""
    return min((day for day in visits if day > mark.said_on), default=None)


def is_replaced(mark: VisitMark, marks: Sequence[VisitMark]) -> bool:
    """Another day was named before this one had passed; afterwards this one stands beside it."""
    order = (mark.said_on, mark.number)
    return any(
        (other.said_on, other.number) > order and other.said_on <= mark.until for other in marks
    )


def waiting(visits: VisitsOnRecord) -> Iterator[VisitMark]:
    """Every day that holds, and since which nobody has visited, the earliest first."""
    for mark in sorted(visits.marks, key=lambda each: (each.until, each.number)):
        if made_on(mark, visits.made) is None and not is_replaced(mark, visits.marks):
            yield mark


def missed(visits: VisitsOnRecord, today: date) -> Iterator[tuple[UUID, date]]:
    """Which of them have passed, and since when: Art. 14(4)."""
    for mark in waiting(visits):
        if mark.until < today:
            yield mark.id, mark.until + timedelta(days=1)


def duties(facts: CaseFacts) -> Iterator[OpenDuty]:
    """The manager makes the visit by the day that was named: Art. 14(1)."""
    if facts.is_decided:
        return
    for mark in waiting(facts.visits):
        yield owed(Duty.MAKE_VISIT, Owner.MANAGER, mark.until, BASIS, subject=mark.id)
        return
