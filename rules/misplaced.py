"""A meeting on record in a case to which it does not belong is taken out of it: Art. 9, 10(1).

What stood there stays to be read; nothing is counted from it any more.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from rules.basis import Article
from rules.breaches import LATE_NOTICE, Wrong
from rules.days import check_happened
from rules.defaults import DEFAULTS
from rules.duties import Duty
from rules.record_correction import (
    RecordCorrectedWithoutReason,
    RecordNotThere,
    SaidBeforeTheMeeting,
)
from rules.refusals import ProcedureRefused

AHEAD_OF_IT: Final[frozenset[Duty | Wrong]] = LATE_NOTICE | {
    Duty.INVITE,
    Duty.NOTIFY_FAMILY,
    Duty.WRITE_REPORT,
}
"""What is owed ahead of a meeting that was planned, whatever its record says: Art. 8."""


class CaseUnsaid(ProcedureRefused):
    reason = "It is not said to which case the meeting belongs."
    way_out = "Write the number of that case, or that it is not known."
    basis = DEFAULTS.FACT


class MinutesAreSigned(ProcedureRefused):
    reason = "Minutes of this meeting are signed, so that it is not taken out of the case any more."
    way_out = (
        "Correct in its record who was there and on which day, and say in the next meeting that it"
        " was of another case: its minutes then say so."
    )
    basis = Article(10, "1")


class TableDecidedThere(ProcedureRefused):
    reason = (
        "What the table decided there is on record: an assessment, a plan, a review, a rhythm of"
        " reviews, an age, a closing, or the approval of earlier minutes."
    )
    way_out = (
        "Correct in its record who was there and on which day, and say in the next meeting that it"
        " was of another case: its minutes then say so."
    )
    basis = DEFAULTS.FACT


class RhythmSetThere(ProcedureRefused):
    reason = "How often the plan is reviewed was set in it, and reviews are owed by that rhythm."
    way_out = (
        "Let the table set the rhythm anew in its next meeting, or go back to the month: the word"
        " of the latest day counts. Correct in this record who was there and on which day."
    )
    basis = DEFAULTS.FACT


@dataclass(frozen=True, slots=True)
class MisplacedFacts:
    """That a meeting on record was not of this case, and what hangs on its record."""

    held_on: date | None
    signed: bool
    """Somebody has signed its minutes, or refused to."""
    decided: bool
    """A paper of the case says that it was settled in it, or earlier minutes approved."""
    rhythm: bool
    """A rhythm of reviews was set in it: Art. 5(1.5), 15(1)."""
    reason: str
    belongs_to: str
    said_on: date | None


def check_misplaced(said: MisplacedFacts, today: date) -> date:
    """The record of another case's meeting says nothing of this child: Art. 9, 10(1).

    Gives the day on which it was said, the meeting's or a later one.
    """
    if said.held_on is None:
        raise RecordNotThere
    if said.signed:
        raise MinutesAreSigned
    if said.decided:
        raise TableDecidedThere
    if said.rhythm:
        raise RhythmSetThere
    if not said.reason.strip():
        raise RecordCorrectedWithoutReason
    if not said.belongs_to.strip():
        raise CaseUnsaid
    said_on = check_happened(said.said_on, today)
    if said_on < said.held_on:
        raise SaidBeforeTheMeeting(day=said.held_on)
    return said_on
