"""A slip in the day of what an officer typed of somebody else: ours, decision 0150.

The text names no such day: it counts from when somebody signed (18(2)), declared a conflict of
interest (10(2)), informed the table (5(1.2)) or verified for it (12(1)). A slip is corrected with
the reason, the day that stood there stays to be read, and all is judged by the day that counts.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from rules.days import check_happened
from rules.defaults import DEFAULTS
from rules.refusals import NotPossible, ProcedureRefused


class DayOf(StrEnum):
    """Of what a day is corrected."""

    DECLARATION = "declaration"
    """Both declarations of a member: Art. 10(2), 18(2)."""
    CONFLICT = "conflict"
    """That a member has a conflict of interest: Art. 10(2)."""
    REFUSAL = "refusal"
    """That a member does not sign: Art. 18(2)."""
    WORD = "word"
    """What somebody without a seat declared: whoever chairs, one of the family, a guest."""
    INFORMATION = "information"
    CLAIM = "claim"
    OUTCOME = "outcome"
    """What was found of a claim: Art. 12(1)."""


OF_A_SEAT: Final = (DayOf.DECLARATION, DayOf.CONFLICT, DayOf.REFUSAL)
DECLARED: Final = (*OF_A_SEAT, DayOf.WORD)
"""What somebody said to the declarations of the table."""


class DayIsTheirs(NotPossible):
    reason = "Somebody put this on record themselves, on the day on which they did it."
    way_out = "Nothing is changed in it; what they say anew is put on record beside it."


class DayStandsNoMore(NotPossible):
    reason = "That was withdrawn as a mistake: nothing is counted from its day any more."
    way_out = "If it was none, have it declared again, with its day."


class SignedAfterTheConflict(NotPossible):
    reason = (
        "By that they would have signed on {signed}, and had a conflict of interest since {barred}:"
        " from then on nothing is signed."
    )
    way_out = "Look at both days; correct the other one first where that is the wrong one."


class QuarterIsOver(NotPossible):
    reason = "This quarter of the municipal roundtable is over; its record stays as it is."
    way_out = "Have it written into the minutes of the next meeting what was wrong."


class DayStandsAlready(NotPossible):
    reason = "{day} is on record already as that day."
    way_out = "Look at what is on record; nothing has to be corrected."


class DayCorrectedWithoutReason(ProcedureRefused):
    reason = "It is not said why the day that was typed was wrong."
    way_out = "Write why it was wrong; the day that stood there stays to be read."
    basis = DEFAULTS.HAPPENED


class EnteredBeforeThatDay(ProcedureRefused):
    reason = "It was put on record on {day}; by then it had happened."
    way_out = "Write the day on which it happened, {day} at the latest."
    basis = DEFAULTS.HAPPENED


@dataclass(frozen=True, slots=True)
class TypedDayFacts:
    """A day on record, and how it came there."""

    was_on: date
    entered_on: date
    typed: bool
    """By an officer, of somebody else's paper or word."""
    stands: bool = True
    """False of a conflict of interest that was withdrawn as a mistake."""
    over: bool = False
    """The quarter of the municipal table has ended."""


def check_typed_day(facts: TypedDayFacts, on: date, reason: str, today: date) -> None:
    """Another day stands for the one on record, with its reason: one that had come when it was
    typed. A sealed file takes no entry at all: Art. 17(5)."""
    if not facts.typed:
        raise DayIsTheirs
    if not facts.stands:
        raise DayStandsNoMore
    if facts.over:
        raise QuarterIsOver
    check_happened(on, today)
    if not reason.strip():
        raise DayCorrectedWithoutReason
    if on == facts.was_on:
        raise DayStandsAlready(day=on)
    if on > facts.entered_on:
        raise EnteredBeforeThatDay(day=facts.entered_on)


def check_signed_before(signed_on: date | None, barred_on: date | None) -> None:
    """Who signed both declarations signed them before a conflict came up, on its day at the latest:
    Art. 10(2)."""
    if signed_on is not None and barred_on is not None and signed_on > barred_on:
        raise SignedAfterTheConflict(signed=signed_on, barred=barred_on)
