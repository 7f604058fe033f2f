"""A day put forward for a meeting: room for it, the head's word on it: Art. 8(1), 8(3), 8(8)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, TypeVar

from rules.basis import Article
from rules.beginning import Beginning, check_told
from rules.convening import check_date, may_be_agreed
from rules.defaults import DEFAULTS
from rules.facts import HeldFacts, TableFacts
from rules.meetings import MeetingKind
from rules.minutes import MinutesNotWritten
from rules.refusals import NotPossible, ProcedureRefused
from rules.table import check_lawful


class MeetingAlreadyPlanned(ProcedureRefused):
    reason = "A meeting is planned already."
    way_out = "Hold it or call it off first, or say that you plan another all the same."
    basis = DEFAULTS.ONE_MEETING


class PlannedThatDay(ProcedureRefused):
    reason = "A meeting of this table is planned for that day already."
    way_out = "Choose another day, or say that one more is planned for it."
    basis = DEFAULTS.ONE_MEETING


class NoMeetingPlanned(NotPossible):
    reason = "There is no planned meeting for which this can be done."
    way_out = "Plan a meeting first."


class ProposalNotOpen(NotPossible):
    reason = "The head has decided on this date already."
    way_out = "Open the meeting to see what was decided."


class MovedSince(NotPossible):
    reason = "The meeting has another day since you opened the page: %(day)s."
    way_out = "Look at it, then agree to it or ask for another one."


class NothingSuggested(NotPossible):
    reason = "No day of the head's waits to be accepted here."
    way_out = "Open the case to see which day stands, or propose another."


class InvitationsHaveLeft(ProcedureRefused):
    reason = "The invitations have left, or are on their way; the date stands."
    way_out = "Cancel the meeting and plan another, so that everybody is told."
    basis = Article(8, "3")


class NobodyAtRisk(ProcedureRefused):
    reason = "It is not on record that the child is at risk."
    way_out = "Say what level of risk there is, or let the assessment go ahead of the meeting."
    basis = Article(8, "8")


class WithoutRisk(ProcedureRefused):
    reason = "An extraordinary meeting is for a child at risk, and no risk is on record."
    way_out = "Say what level of risk there is now, or plan the meeting as any other."
    basis = Article(14, "5")


class AssessmentExists(ProcedureRefused):
    reason = "The assessment is written, so that it was possible."
    way_out = "Leave the reason out: the assessment goes to the members with the invitation."
    basis = Article(8, "8")


class NobodyManaged(ProcedureRefused):
    reason = "On {day} nobody managed the case yet; it is managed since {since}."
    way_out = "Look at the year again; whoever manages the case puts a day before the head."
    basis = DEFAULTS.HAPPENED


class BeforeItWasProposed(NotPossible):
    reason = "This day was put before the head on {day}; nobody answers before that."
    way_out = (
        "Look at the day again. Where it was put forward earlier, the case manager calls it off and"
        " proposes it with its own day."
    )


def check_shown(shown: datetime | None, starts_at: datetime, day: date) -> None:
    """A word on a day is on the one that stood on the page; None where it was on paper."""
    if shown not in {None, starts_at}:
        raise MovedSince(day=day)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A day put forward for a meeting, and what has become of it."""

    day: date
    extraordinary: bool = False
    """Beside whatever else is planned: Art. 14(5)."""
    excused: bool = False
    """A reason for short notice is on record, or it is extraordinary: Art. 8(3), 14(5)."""
    agreed: bool = False
    countered: bool = False
    suggested: date | None = None
    """The day that the head put forward instead."""
    invited: bool = False
    over: bool = False
    """Held, or called off."""
    held_on: date | None = None
    proposed_on: date | None = None
    """The day on which somebody put it forward; None of the system's own."""

    @property
    def is_undecided(self) -> bool:
        return not (self.agreed or self.countered or self.over)

    @property
    def awaits_word(self) -> bool:
        """Nothing of the head's is on record; also of a meeting that has been held."""
        open_or_held = not self.over or self.held_on is not None
        return open_or_held and not (self.agreed or self.countered)


@dataclass(frozen=True, slots=True)
class AllTheSame:
    """What whoever plans a meeting has said of those that are planned already."""

    all_the_same: bool = False
    that_day: int = 0
    """Of how many on the same day they know, for which one more is planned."""


NOTHING_SAID: Final = AllTheSame()
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Unassessed:
    """What is said where nothing goes ahead of a meeting: Art. 8(8)."""

    reason: str
    """Why no assessment is possible before it."""
    at_risk: bool
    """A level of risk above none is on record, or said."""
    assessed: bool


def check_unassessed(said: Unassessed) -> None:
    """The information is given in the meeting only at risk, and where no assessment is possible.

    Both conditions of Art. 8(8); without a reason the exception is not asked for.
    """
    if not said.reason.strip():
        return
    if said.assessed:
        raise AssessmentExists
    if not said.at_risk:
        raise NobodyAtRisk


def the_planned(planned: Iterable[T]) -> T:
    """The first of the meetings that are planned and could be meant."""
    for meeting in planned:
        return meeting
    raise NoMeetingPlanned


def check_kind(kind: MeetingKind, *, at_risk: bool) -> None:
    """The condition of an extraordinary meeting is risk, at any level: "për rastet me rrezik"."""
    if kind is MeetingKind.EXTRAORDINARY and not at_risk:
        raise WithoutRisk


def check_room(
    former: Collection[Proposal],
    unwritten: HeldFacts | None,
    kind: MeetingKind,
    today: date,
    said: AllTheSame = NOTHING_SAID,
) -> None:
    """One meeting at a time, and minutes first: ours, so asked once and never in the way.

    Whoever says that it is planned all the same plans it: the text holds nobody back. An
    extraordinary meeting is not asked: it stands beside any other, Art. 14(5). A proposal that was
    sent back, or whose day was let pass, gives way: Art. 8(3).
    """
    if said.all_the_same or kind is MeetingKind.EXTRAORDINARY:
        return
    if unwritten is not None:
        raise MinutesNotWritten
    for each in former:
        if not (each.over or each.extraordinary or gives_way(each, today)):
            raise MeetingAlreadyPlanned


def check_that_day(
    former: Iterable[Proposal], day: date, today: date, said: AllTheSame = NOTHING_SAID
) -> None:
    """Each further meeting of one day is asked for anew, also one at risk: ours, and no refusal.

    A word for one more is no word for forty: whoever says it has seen how many there are.
    """
    if planned_on(former, day, today) > said.that_day:
        raise PlannedThatDay


def planned_on(former: Iterable[Proposal], day: date, today: date) -> int:
    """How many stand on this day and do not give way."""
    return sum(each.day == day and not (each.over or gives_way(each, today)) for each in former)


def gives_way(proposal: Proposal, today: date) -> bool:
    """Sent back, or nobody agreed while its day could be kept: another of its sort replaces it."""
    return not proposal.over and (proposal.countered or has_lapsed(proposal, today))


def has_lapsed(proposal: Proposal, today: date) -> bool:
    """Nobody agreed while the day could still be kept."""
    return not proposal.agreed and not may_agree(proposal, today)


def may_agree(proposal: Proposal, today: date) -> bool:
    """Whether the head can agree to it today; asked wherever it is offered: Art. 8(3)."""
    can_be_kept = may_be_agreed(proposal.day, today, excused=proposal.excused)
    return proposal.is_undecided and can_be_kept


def check_proposed(
    on: date | None, referred: Beginning, managed_since: date | None, today: date
) -> date:
    """The day on which it was put before the head, today where none is said: Art. 6(1.3), 8(3).

    On paper or by telephone it was put forward before it is typed; who chairs does it, and so
    nobody before the first appointment: decision 0134.
    """
    day = check_told(on, referred, today)
    if managed_since is not None and day < managed_since:
        raise NobodyManaged(day=day, since=managed_since)
    return day


def _check_since(proposal: Proposal, on: date) -> None:
    """Nobody agrees to a day, or asks for another, before it is put forward: Art. 8(3)."""
    if proposal.proposed_on is not None and on < proposal.proposed_on:
        raise BeforeItWasProposed(day=proposal.proposed_on)


def check_undecided(proposal: Proposal) -> None:
    if not proposal.is_undecided:
        raise ProposalNotOpen


def check_agreement(
    proposal: Proposal, known: TableFacts, on: date, holidays: Collection[date] = ()
) -> None:
    """The head agreed on this day to one that could be kept then, for a table that is lawful.

    The chair convenes together with the head: Art. 6(1.3), 8(3); of the table: Art. 4. What was
    said of a meeting that has been held is put on record with its day, whatever it was.
    """
    if not proposal.awaits_word:
        raise ProposalNotOpen
    if proposal.held_on is None:
        _check_since(proposal, on)
        check_date(proposal.day, on, excused=proposal.excused, holidays=holidays)
        check_lawful(known)


def check_counter(proposal: Proposal, suggested: date | None, on: date) -> None:
    """The head asked for another day, and may name it: one that was still to come: Art. 8(3)."""
    check_undecided(proposal)
    _check_since(proposal, on)
    if suggested is not None:
        check_date(suggested, on, excused=True)


def check_acceptance(
    proposal: Proposal,
    known: TableFacts,
    on: date,
    *,
    excused: bool,
    holidays: Collection[date] = (),
) -> None:
    """The day that the head named and the manager accepts is agreed between both: Art. 8(3).

    It is held to what any day is, on the day on which it was accepted; `excused` where a reason for
    short notice is on record.
    """
    if proposal.suggested is None or proposal.over or not proposal.countered:
        raise NothingSuggested
    check_date(proposal.suggested, on, excused=excused, holidays=holidays)
    check_lawful(known)


def check_withdrawal(proposal: Proposal) -> None:
    """The head's word can be taken back until the invitations are queued: whether a server has one
    of them by now, nobody knows at this moment: Art. 8(3)."""
    if proposal.invited:
        raise InvitationsHaveLeft
    if not proposal.agreed or proposal.over:
        raise NoMeetingPlanned
