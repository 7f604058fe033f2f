"""Who was at a meeting, and on which day it was, is corrected after the record: Art. 8(3), 9.

What stood there stays to be read; what was computed from it is judged anew, as 0082 says.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from rules.basis import Article
from rules.breaches import Breach, Wrong
from rules.days import check_happened
from rules.death import ends_by
from rules.defaults import DEFAULTS
from rules.duties import Duty
from rules.known import SourceMissing
from rules.meetings import MeetingNotYetHeld
from rules.planning import month_ends
from rules.refusals import NotPossible, ProcedureRefused
from rules.roles import Owner

OF_THE_RECORD: Final = frozenset(
    {
        Wrong.HELD_UNAGREED,
        Wrong.HELD_UNINVITED,
        Wrong.WITHOUT_RISK,
        Wrong.AGENDA_NOT_APPROVED,
        Wrong.NO_REPRESENTATIVE,
        Wrong.VIOLENT_AT_THE_TABLE,
        Wrong.NOT_ALL_INVITED,
        Wrong.UNDECLARED_AT_THE_TABLE,
        Wrong.SAT_IN_UNASKED,
        Wrong.SAT_IN_CONFLICT,
        Wrong.CHAIRED_UNAPPOINTED,
    }
)
"""What is wrong with one meeting by who was there, and on which day."""


class RecordNotThere(NotPossible):
    reason = "It is not on record yet that this meeting was held."
    way_out = "Say who came, and on which day it was, when you record the meeting."


class RecordStands(NotPossible):
    reason = "This is what is on record of the meeting."
    way_out = "Change what was wrong, or leave the record as it is."


class RecordCorrectedWithoutReason(ProcedureRefused):
    reason = "It is not said why the record of the meeting was wrong."
    way_out = "Write the reason; what stood before stays to be read."
    basis = DEFAULTS.FACT


class SaidBeforeTheMeeting(NotPossible):
    reason = "The meeting was on {day}; nobody said before it what is wrong with its record."
    way_out = "Write the day on which it was said that the record is wrong."


@dataclass(frozen=True, slots=True)
class CorrectedRecordFacts:
    """That a meeting was otherwise than is on record."""

    was_held: bool
    held_on: date
    """The day on which it was, by the correction."""
    changes: bool
    source: str
    reason: str
    said_on: date | None


def check_record_correction(said: CorrectedRecordFacts, today: date) -> date:
    """The record is corrected as any fact is, from a source and with a reason: Art. 9, 12(1).

    Gives the day on which it was said, the meeting's or a later one. How it was is never refused.
    """
    if not said.was_held:
        raise RecordNotThere
    if said.held_on > today:
        raise MeetingNotYetHeld(day=said.held_on)
    if not said.changes:
        raise RecordStands
    if not said.source.strip():
        raise SourceMissing
    if not said.reason.strip():
        raise RecordCorrectedWithoutReason
    said_on = check_happened(said.said_on, today)
    if said_on < said.held_on:
        raise SaidBeforeTheMeeting(day=said.held_on)
    return said_on


@dataclass(frozen=True, slots=True)
class Settled:
    """A day on which the table settled the plan, and which version stood from then on."""

    on: date
    plan: UUID


def months(
    settled: Sequence[Settled], decided_on: date | None = None, died_on: date | None = None
) -> Iterator[tuple[Breach, date | None]]:
    """Each month of the plan, and the day of the review that ended it, if one did: Art. 5(1.5).

    None is owed for the month in which the table closed the case, or in which the child died.
    """
    ends = [*(each.on for each in settled[1:]), None]
    for each, end in zip(settled, ends, strict=True):
        limit, basis = month_ends(each.on), Article(5, "1.5")
        if end is None and decided_on is not None and decided_on <= limit:
            continue
        if ends_by(died_on, limit):
            continue
        yield Breach(Duty.REVIEW_PLAN, basis, Owner.MANAGER, limit, each.plan), end


@dataclass(frozen=True, slots=True)
class Approved:
    """The minutes of a meeting, and when the table approved them."""

    id: UUID
    meeting_id: UUID
    held_at: datetime
    approved_on: date | None
    in_writing: bool


def approvals(
    papers: Iterable[Approved], held: Sequence[tuple[datetime, date]]
) -> Iterator[tuple[Breach, date | None]]:
    """Of each of the minutes the day of the next meeting, by which they are approved: 10(1)."""
    for paper in papers:
        later = [day for at, day in held if at > paper.held_at]
        if later and not paper.in_writing:
            basis = Article(10, "1")
            yield (
                Breach(
                    Duty.APPROVE_MINUTES, basis, Owner.MANAGER, later[0], paper.id, paper.meeting_id
                ),
                paper.approved_on,
            )
