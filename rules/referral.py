"""From referral to a manager with an initial assessment: Art. 4(2), 5(1.1), 6(1.5), 8(1)."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from uuid import UUID

from rules.basis import Article
from rules.convening import in_time_for
from rules.days import check_happened
from rules.defaults import DEFAULTS
from rules.deputies import OwnAppointment
from rules.duties import Duty, OpenDuty, owed
from rules.facts import CaseFacts
from rules.known import ManagerAsGuardian
from rules.participants import ManagerHasConflict
from rules.planned import Planned
from rules.refusals import Conflict, ProcedureRefused
from rules.roles import Owner, Role

CATEGORIES: Final = (
    *(f"M{n}" for n in range(1, 8)),
    *(f"S{n}" for n in range(1, 5)),
    *(f"E{n}" for n in range(1, 6)),
    *(f"N{n}" for n in range(1, 4)),
)
"""The boxes of Annex 1: maltreatment, sexual abuse, emotional abuse, neglect."""

PLAN_ONLY: Final = 1
"""Of the initial assessment and plan only the plan is left: Art. 6(1.5)."""

OTHER_CATEGORIES: Final = frozenset({"M7", "S4", "E5", "N3"})


class NoCategory(ProcedureRefused):
    reason = "No category of Annex 1 is ticked."
    way_out = "Tick at least one; more than one may apply."
    basis = Article(5, "1.1")


class AlreadyManaged(Conflict):
    reason = "This officer already manages the case."
    way_out = "Choose another officer, or leave the case as it is."


class AppointedMeanwhile(Conflict):
    reason = (
        "After this page was opened, {by} appointed {officer} to manage the case, from {day} on."
    )
    way_out = (
        "Nobody is replaced yet. Should somebody else manage it all the same, choose them and"
        " appoint them from the page as it stands now."
    )


class NotAnOfficerOfTheCentre(ProcedureRefused):
    reason = "The manager must be an officer of this Centre for Social Work."
    way_out = "Choose one of the officers in the list."
    basis = Article(4, "2")


class AppointedBeforeTheReferral(ProcedureRefused):
    reason = "On {day} the referral had not reached the centre yet; it came on {since}."
    way_out = "Write the day on which the manager was appointed, from {since} on."
    basis = DEFAULTS.HAPPENED


class BeforeTheFormerManager(ProcedureRefused):
    reason = "The manager before was appointed on {day}; this appointment was made after that."
    way_out = "Write a day from {day} on, or correct the appointment before first."
    basis = DEFAULTS.HAPPENED


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody with an account, as an appointment looks at them."""

    id: UUID
    role: Role
    municipality_id: UUID | None
    disabled: bool
    is_guardian: bool = False
    """Acts as this child's guardian on behalf of the centre."""
    has_conflict: bool = False
    """Has declared a conflict of interest in this case: Art. 10(2)."""


@dataclass(frozen=True, slots=True)
class StandingAppointment:
    """The appointment that is in force, for whoever decides on another."""

    id: UUID
    officer: str
    by: str
    on: date


def check_as_shown(shown: str, standing: StandingAppointment | None) -> None:
    """Nobody replaces a manager of whom the page did not tell them: ours, beside Art. 4(2).

    `shown` names the appointment that it told of, and is empty where it told of none.
    """
    if standing is not None and standing.id.hex != shown:
        raise AppointedMeanwhile(officer=standing.officer, by=standing.by, day=standing.on)


def check_appointment(
    officer: Candidate | None, centre: UUID, manager_id: UUID | None, *, by: UUID | None = None
) -> None:
    """The manager is an officer of the child's own centre, and a new one: Art. 4(2)."""
    if officer is None or officer.role is not Role.MANAGER or officer.disabled:
        raise NotAnOfficerOfTheCentre
    if officer.municipality_id != centre:
        raise NotAnOfficerOfTheCentre
    if officer.id == manager_id:
        raise AlreadyManaged
    if officer.has_conflict:
        raise ManagerHasConflict
    if officer.is_guardian:
        raise ManagerAsGuardian
    if officer.id == by:
        raise OwnAppointment


def check_appointed(
    on: date | None, today: date, referred_on: date, former_on: date | None = None
) -> date:
    """The day of an appointment, today where none is said: Art. 4(2).

    Nobody is appointed for a child of whom the centre had not been told, nor before the manager
    whom they follow; the text names no day, so that this one slipped is ours to refuse.
    """
    day = check_happened(on, today)
    if day < referred_on:
        raise AppointedBeforeTheReferral(day=day, since=referred_on)
    if former_on is not None and day < former_on:
        raise BeforeTheFormerManager(day=former_on)
    return day


def check_categories(codes: Collection[str]) -> None:
    """Refuse a referral without a category of Annex 1: Art. 5(1.1), 20(1)."""
    if not codes or not set(codes) <= set(CATEGORIES):
        raise NoCategory


def steps(facts: CaseFacts) -> Iterator[Planned]:
    """Tell the head of the referral, and the officer of the appointment."""
    if not facts.announced:
        yield Planned("announce_referral", facts.id, facts.referred_on)
    if facts.appointment_to_announce and facts.appointed_on:
        yield Planned("announce_appointment", facts.appointment_to_announce, facts.appointed_on)


def duties(facts: CaseFacts) -> Iterator[OpenDuty]:
    """A manager is appointed, then assesses, drafts a plan and chooses the table."""
    if facts.appointed_on is None:
        yield owed(Duty.APPOINT_MANAGER, Owner.HEAD, facts.referred_on, DEFAULTS.APPOINT)
        return
    if not facts.assessed_initially or not facts.planned_initially:
        count = PLAN_ONLY if facts.assessed_initially else 2
        yield replace(_prepared(facts, Duty.RECORD_ASSESSMENT), count=count)
    if not facts.table.composed:
        yield _prepared(facts, Duty.CHOOSE_COMPOSITION)


def _prepared(facts: CaseFacts, duty: Duty) -> OpenDuty:
    """In time for the invitation with which it goes out, where a meeting is planned: Art. 8(7)."""
    assert facts.appointed_on is not None  # whoever owes it is there
    prepared = owed(duty, Owner.MANAGER, facts.appointed_on, DEFAULTS.PREPARE)
    meeting = facts.table.meeting
    if meeting is None or meeting.countered or not meeting.needs_papers:
        return prepared
    return in_time_for(meeting, prepared, Article(8, "7"))
