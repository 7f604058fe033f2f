"""A case as its officers read it: identity, papers, people, and its life day by day: Art. 18(1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final
from uuid import UUID

from sqlalchemy import or_, select

from casework.record.disowned import DISOWNED, IS_HELD
from casework.record.known import answers, heard_of_death, holding
from casework.record.table import meetings, minutes_of, planned_of, seats
from casework.table.meetings import family_of
from casework.tell import to_papers
from core.clock import local_day
from identity import access
from models.assessment import Assessment
from models.case import Case, Child, FamilyPerson, Member
from models.closure import Closure, came_to_nothing
from models.life import Life
from models.meeting import Meeting, Minutes
from models.outbox import CAME_BACK, Message, MessageStatus
from models.plan import Plan, ReportRequest
from models.session import Work
from queries import open_duties
from queries.assessment_file import all_versions
from queries.duty_of_life import DutyOfLife
from rules.assessment import Risk
from rules.composition import Relation
from rules.eighteen import years_old
from rules.handover import WhatIsOpen, handed_over
from rules.known import FactName
from rules.planning import PlanKind
from workflow.duties import duties_of


@dataclass(frozen=True, slots=True)
class Identity:
    """The band on top of the page: the child has an age there, and no name."""

    number: str
    phase: str
    risk: Risk | None
    manager: str | None
    referred_on: date
    entered_at: datetime
    """When the referral was put on record, which may be later."""
    age: int | None
    """Whole years; None while the birth date is not known."""
    gender: str | None
    closed_at: datetime | None
    seal: str
    """The hash over the closed file, in hexadecimal: Art. 17(5)."""
    siblings: Sequence[tuple[str, bool]]
    """The files of the same family, and whether the reader may open each: Art. 18(1)."""
    is_mine: bool
    """The reader runs this case: its manager, or who stands in for a manager in conflict."""
    stood_in_since: date | None
    """Since when its manager is in conflict, and the head stands in: Art. 10(2)."""


class PaperKind(StrEnum):
    """What can be read in the file."""

    INITIAL = "initial"
    COMPREHENSIVE = "comprehensive"
    INITIAL_PLAN = "initial_plan"
    PLAN = "plan"
    MINUTES = "minutes"
    CLOSURE = "closure"


@dataclass(frozen=True, slots=True)
class Paper:
    """Something to read in the file."""

    kind: PaperKind
    version: int
    on: date | None
    """None for an initial plan: it is a draft that goes along with the assessment."""
    meeting_id: UUID | None = None
    is_settled: bool = True
    """False while it waits for approval or decision."""


class SeatState(StrEnum):
    """Whether somebody still has the seat."""

    SITS = "sits"
    RECUSED = "recused"
    LEFT = "left"


class InvitationState(StrEnum):
    """What became of the mail that invites a member to the meeting to come."""

    NOT_YET = "not_yet"
    ON_ITS_WAY = "on_its_way"
    SENT = "sent"
    TAKEN_BACK = "taken_back"
    NOT_ARRIVED = "not_arrived"
    NOT_WRITTEN = "not_written"


BECAME: Final = MappingProxyType(
    {
        MessageStatus.QUEUED: InvitationState.ON_ITS_WAY,
        MessageStatus.SENDING: InvitationState.ON_ITS_WAY,
        MessageStatus.SENT: InvitationState.SENT,
        MessageStatus.FAILED: InvitationState.NOT_ARRIVED,
        MessageStatus.GIVEN_UP: InvitationState.NOT_ARRIVED,
        MessageStatus.UNKNOWN: InvitationState.NOT_ARRIVED,
        MessageStatus.OBSOLETE: InvitationState.TAKEN_BACK,
        MessageStatus.SET_ASIDE: InvitationState.NOT_WRITTEN,
    }
)


@dataclass(frozen=True, slots=True)
class Seat:
    """One member's line in the table of people."""

    id: UUID
    name: str
    affiliation: str
    under: str
    state: SeatState
    conflict: bool | None
    refuses: bool
    """They sit, and do not sign the declarations: Art. 18(2)."""
    confidential_on: datetime | None
    on_paper: bool
    asked_on: datetime | None
    invited: InvitationState
    invited_at: datetime | None
    report: ReportRequest | None


@dataclass(frozen=True, slots=True)
class KinOfCase:
    """A child, parent or guardian, without a name: Art. 4(5)."""

    relation: Relation
    alleged_perpetrator: bool | None
    died: bool


@dataclass(frozen=True, slots=True)
class Death:
    """The child's, as it is on record: Art. 17(3.5)."""

    on: date | None
    """None where nobody knows."""
    heard_on: date
    source: str


@dataclass(frozen=True, slots=True)
class CaseFile:
    """Everything the page of a case shows."""

    identity: Identity
    tasks: Sequence[DutyOfLife]
    meetings: Sequence[Meeting]
    """Every meeting and proposal, the oldest first."""
    assessments: Sequence[Assessment]
    """Every version of either kind, the one in use last."""
    members: Sequence[Member]
    """Everybody who ever had a seat, as the rows say it."""
    papers: Sequence[Paper]
    seats: Sequence[Seat]
    family: Sequence[KinOfCase]
    stalled_step: str | None
    death: Death | None
    """That the child has died, as it is on record: Art. 17(3.5)."""

    @property
    def planned(self) -> Sequence[Meeting]:
        """Every meeting that is planned and not yet held, the nearest first."""
        return planned_of(self.meetings)

    @property
    def meeting(self) -> Meeting | None:
        """The nearest of them."""
        return next(iter(self.planned), None)


def read(work: Work, case: Case) -> CaseFile:
    """What the page of a case shows to an officer whom the door let in."""
    every, members = meetings(work.session, case.id), seats(work.session, case.id)
    family, assessments = family_of(work, case.id), all_versions(work, case)
    return CaseFile(
        identity=identity_of(work, case),
        tasks=open_duties.of_life(work, case.id),
        meetings=every,
        assessments=assessments,
        members=members,
        papers=_papers(work, case.id, assessments),
        seats=_seats(work, members, next(iter(planned_of(every)), None)),
        family=[KinOfCase(each.relation, each.alleged_perpetrator, each.died) for each in family],
        stalled_step=case.life.stalled_step if case.life.stalled_at else None,
        death=_death(work, family),
    )


def _death(work: Work, family: Sequence[FamilyPerson]) -> Death | None:
    child = next(each for each in family if each.relation == Relation.CHILD)
    rows = answers(work.session, child.id, FactName.DEATH) if child.died else ()
    row = holding(rows, FactName.DEATH, work.clock.today())
    heard = heard_of_death(rows) if row else None
    return Death(row.valid_from, heard or row.known_on, row.source or "") if row else None


def identity_of(work: Work, case: Case) -> Identity:
    """What stands above every page of this case."""
    child = child_of(work, case.id)
    return Identity(
        number=case.number,
        phase=case.phase,
        risk=case.risk,
        manager=case.manager.name if case.manager else None,
        referred_on=case.referred_on,
        entered_at=case.life.began_at,
        age=_age(child.birth_date, work.clock.today()),
        gender=child.gender,
        closed_at=case.sealed_at,
        seal=case.seal.hex() if case.seal else "",
        siblings=_siblings(work, case),
        is_mine=access.runs_case(work, case),
        stood_in_since=case.conflict_on,
    )


def _siblings(work: Work, case: Case) -> list[tuple[str, bool]]:
    query = select(Case.number, access.of_officer(work)).join(Life, Life.id == Case.id)
    rows = work.session.execute(query.where(access.of_family(case)).order_by(Case.number))
    return [(number, opens) for number, opens in rows]


def child_of(work: Work, case_id: UUID) -> Child:
    return work.session.scalars(select(Child).where(Child.case_id == case_id)).one()


def _age(birth: date | None, today: date) -> int | None:
    if birth is None or birth > today:
        return None
    return years_old(birth, today)


def name_shown(work: Work, case: Case) -> str:
    """The child's name, for whoever asked for it; that they asked is on record: Art. 18(1)."""
    work.record("name shown", "18(1)", life=case.life)
    return child_of(work, case.id).name or ""


def _papers(work: Work, case_id: UUID, assessments: Sequence[Assessment]) -> list[Paper]:
    """The version of each paper that counts, newest paper first."""
    found: dict[PaperKind, Paper] = {}
    for row in assessments:
        assessed = PaperKind(row.kind)
        found[assessed] = Paper(assessed, row.version, row.made_on)
    for plan in work.session.scalars(
        select(Plan).where(Plan.case_id == case_id).order_by(Plan.version)
    ):
        is_unified = plan.kind == PlanKind.UNIFIED
        kind = PaperKind.PLAN if is_unified else PaperKind.INITIAL_PLAN
        found[kind] = Paper(kind, plan.version, plan.adopted_on)
    papers = [*found.values(), *_of_meetings(work, case_id), *_closures(work, case_id)]
    return sorted(papers, key=lambda paper: paper.on or date.min, reverse=True)


def _of_meetings(work: Work, case_id: UUID) -> list[Paper]:
    return [_minutes_paper(paper) for paper in minutes_of(work.session, case_id)]


def _minutes_paper(paper: Minutes) -> Paper:
    meeting = paper.meeting
    approved = paper.approved_on is not None
    return Paper(PaperKind.MINUTES, meeting.number, meeting.day, meeting.id, approved)


def _closures(work: Work, case_id: UUID) -> list[Paper]:
    query = select(Closure).where(Closure.case_id == case_id, ~came_to_nothing())
    return [
        Paper(
            PaperKind.CLOSURE,
            1,
            row.decided_on or local_day(row.proposed_at),
            None,
            bool(row.decided_on),
        )
        for row in work.session.scalars(query)
    ]


def _seats(work: Work, members: Sequence[Member], meeting: Meeting | None) -> list[Seat]:
    reports: dict[UUID, ReportRequest] = {}
    invitations: dict[UUID, tuple[InvitationState, datetime]] = {}
    if meeting is not None:
        requests = select(ReportRequest).where(ReportRequest.meeting_id == meeting.id)
        reports = {row.member_id: row for row in work.session.scalars(requests)}
        mails = to_papers.mails_to_papers(meeting).add_columns(or_(DISOWNED, IS_HELD))
        rows = work.session.execute(mails.order_by(Message.queued_at, Message.id))
        for mail, reaches_nobody in rows:
            came_back = mail.status in CAME_BACK and mail.accepted_at is not None
            lost = reaches_nobody or came_back
            became = InvitationState.NOT_ARRIVED if lost else BECAME[mail.status]
            invitations[mail.recipient_id] = became, mail.accepted_at or mail.queued_at
    return [
        _seat(member, invitations.get(member.professional_id), reports.get(member.id))
        for member in members
    ]


def _seat(
    member: Member,
    invitation: tuple[InvitationState, datetime] | None,
    report: ReportRequest | None,
) -> Seat:
    person = member.professional
    state = SeatState.LEFT if member.left_on else SeatState.SITS
    return Seat(
        id=member.id,
        name=person.name or "",
        affiliation=person.affiliation,
        under=member.under,
        state=SeatState.RECUSED if member.conflict else state,
        conflict=member.conflict,
        refuses=member.sits and member.refuses,
        confidential_on=member.confidential_at,
        on_paper=member.declared_on_paper,
        asked_on=member.asked_at,
        invited=invitation[0] if invitation else InvitationState.NOT_YET,
        invited_at=invitation[1] if invitation else None,
        report=report,
    )


def handed_over_in(work: Work, case: Case) -> WhatIsOpen | None:
    """What another manager would take over; None where nobody manages the case yet."""
    if case.manager_id is None:
        return None
    return handed_over(duties_of(work, case.id), work.clock.today())
