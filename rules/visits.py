"""The head visits to see how child and family are: what was found, and what follows: Art. 16(2).

"Sipas nevojës": the need is the head's to see, no day is set and nothing is owed before. Who comes
along, what is written and what follows from it is ours (decision 0095).
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from rules.days import check_happened
from rules.defaults import DEFAULTS
from rules.refusals import ProcedureRefused
from rules.supervision import check_supervises

BASIS: Final = DEFAULTS.VISIT


class Followed(StrEnum):
    """What became of what was to follow."""

    DONE = "done"
    NOT_DONE = "not_done"


class NobodyVisited(ProcedureRefused):
    reason = "It is not said who made the visit."
    way_out = "Write who was there for the head or the department."
    basis = BASIS


class NothingFound(ProcedureRefused):
    reason = "It is not said what the visit found."
    way_out = "Write what was seen and heard."
    basis = BASIS


class NothingFollows(ProcedureRefused):
    reason = "A day is written, and not what is to be done until then."
    way_out = "Write what is to follow, or leave the day out."
    basis = BASIS


class FollowsBefore(ProcedureRefused):
    reason = "What follows from a visit is not due before the visit of {day}."
    way_out = "Write a later day, or leave it out."
    basis = BASIS


class BeforeTheVisit(ProcedureRefused):
    reason = "The visit was on {day}; nothing that follows from it was done before."
    way_out = "Write the day on which it was done, or on which it was seen that it was not."
    basis = BASIS


class NotDoneWithoutReason(ProcedureRefused):
    reason = "It is not said why it was not done."
    way_out = "Write why."
    basis = BASIS


def check_visit(
    visited_on: date,
    today: date,
    *,
    who: str,
    findings: str,
    by: UUID | None,
    manager_id: UUID | None,
) -> None:
    """A visit of the head or the department, never of who manages the case: Art. 16(2)."""
    check_happened(visited_on, today)
    check_supervises(by, manager_id)
    if not who.strip():
        raise NobodyVisited
    if not findings.strip():
        raise NothingFound


def check_follow_up(visited_on: date, *, words: str, until: date | None) -> None:
    """What is to follow, until a day or without one: ours."""
    if not words.strip():
        raise NothingFollows
    if until is not None and until < visited_on:
        raise FollowsBefore(day=visited_on)


def check_followed(
    on: date, today: date, *, visited_on: date, became: Followed, words: str
) -> None:
    """What became of it, on its day; a later word adds to it: ours."""
    check_happened(on, today)
    if on < visited_on:
        raise BeforeTheVisit(day=visited_on)
    if became is Followed.NOT_DONE and not words.strip():
        raise NotDoneWithoutReason


def is_overdue(until: date | None, said: Iterable[tuple[date, Followed]], today: date) -> bool:
    """Its day has passed, and what was said of it last, by its day, is not that it was done."""
    in_order = sorted(said, key=lambda each: each[0])
    done = bool(in_order) and in_order[-1][1] is Followed.DONE
    return until is not None and until < today and not done
