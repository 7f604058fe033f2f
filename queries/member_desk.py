"""What a member reads and does behind their link: nothing before the declarations: Art. 18(2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from casework.record.facts import closing_members
from casework.record.known import child_person
from casework.record.minutes_words import SaidDissent
from casework.record.monitoring_facts import planned_since
from casework.record.table import plan_in_force, seats_of
from casework.table import dissents
from casework.table.minutes_text import attendance_of, said
from casework.table.signing import ClosingForm, Laid, MinutesText, read
from identity.access import NotThere
from identity.member_links import Guest
from models.case import Case
from models.closure import Closure
from models.life import Life
from models.meeting import PLANNED, Meeting, Minutes, Signature
from models.people import LinkPurpose, MemberLink
from models.plan import PlanAction, ReportRequest
from models.session import Work
from queries import clashes
from queries.clashes import OwnMeeting
from queries.former_words import former_words, own_papers
from queries.member_papers import papers
from queries.reader_copies import Way, minutes_behind
from queries.signed_otherwise import SignedOtherwise, beside
from rules.contributions import asks_for_contributions
from rules.phases import Phase
from rules.reports import is_late
from workflow.kinds import case_of, kind_of


@dataclass(frozen=True, slots=True)
class About:
    """What a link is about, for the first lines of its page."""

    number: str
    """A case number, or a quarter."""
    is_case: bool
    may_read: bool
    declared_at: datetime | None
    refused_on: date | None
    purpose: LinkPurpose
    has_plan: bool = False
    """The table has adopted one: Art. 13(1)."""
    sealed: bool = False
    """The file is: what they said is shown, and no text any more: Art. 17(5), 18(1)."""


def about(work: Work, guest: Guest) -> About:
    """The table that the guest sits at; the municipal one treats no case: Art. 8(2)."""
    # By its kind: before the code nothing of a case is seen, not even that it is there.
    case = work.session.get(Case, guest.member.life_id)
    life = work.session.get_one(Life, guest.member.life_id)
    is_case = kind_of(life).of_a_child
    return About(
        number=kind_of(life).label(life),
        is_case=is_case,
        may_read=not is_case or guest.member.has_signed,
        declared_at=guest.member.declared_at,
        refused_on=guest.member.refused_on,
        purpose=guest.link.purpose,
        has_plan=case is not None and _has_plan(work, case),
        sealed=case is not None and case.sealed_at is not None,
    )


def _has_plan(work: Work, case: Case) -> bool:
    """One may be closed before any plan, of which nobody says how it is carried out: Art. 17(3)."""
    if case.phase is not Phase.CLOSURE:
        return case.phase not in {Phase.ASSESSMENT, Phase.PLANNING}
    return planned_since(work.session, case.id) is not None


def child_name(work: Work, guest: Guest) -> str:
    """The child's name for somebody bound to keep it, and the showing on record: Art. 18(1)."""
    case = case_of(work.session, guest.member.life_id)
    if case is None or not guest.member.has_signed:
        raise NotThere
    work.record("name shown", "18(1)", life=case.life, member=guest.member.id)
    return case.child.name or ""


@dataclass(frozen=True, slots=True)
class ReportDesk:
    """One written report: Art. 8(9)."""

    request: ReportRequest
    meeting: Meeting | None
    """None where an action that is late is asked about: Art. 14(3.3)."""
    actions: Sequence[PlanAction]
    """The member's own actions in the plan in force: Art. 13(2.2)."""
    died: bool = False
    """The child has died, and no report is owed any more: Art. 17(3.5)."""

    @property
    def receipt(self) -> str:
        return self.request.id.hex[:8].upper()

    @property
    def in_time(self) -> bool:
        received = self.request.received_on
        return received is None or not is_late(self.request.due_on, received)


def report(work: Work, guest: Guest) -> ReportDesk:
    request = work.session.get(ReportRequest, guest.link.subject_id)
    if request is None or request.member_id != guest.member.id:
        raise NotThere
    plan = plan_in_force(work.session, request.case_id)
    mine = seats_of(work.session, guest.member)
    own = [each for each in plan.actions if each.member_id in mine] if plan else []
    meeting = request.meeting_id and work.session.get_one(Meeting, request.meeting_id)
    died = child_person(work.session, request.case_id).died
    return ReportDesk(request, meeting or None, [each for each in own if each.is_open], died)


@dataclass(frozen=True, slots=True)
class SigningDesk:
    """A fixed text, and the member's word under it, if they have given it."""

    paper: Minutes
    laid: Laid[MinutesText] | None
    """What is signed, whole: the page shows this; None while nothing is laid."""
    meeting: Meeting
    present: bool
    signature: Signature | None
    said_before: Sequence[tuple[int, Signature]]
    """What the member wrote under earlier versions, by their number."""
    papers: Sequence[Signature] = ()
    """Signed or refused on a day before the text had its words."""

    @property
    def is_open(self) -> bool:
        return self.paper.signatures_asked_at is not None and self.laid is not None


def signing(work: Work, guest: Guest) -> SigningDesk:
    """The minutes that the link asks to sign or to acknowledge: Art. 10(1)."""
    paper = minutes_behind(work, Way.of(guest))
    lines = {line.member_id: line.present for line in attendance_of(work, paper.meeting_id)}
    if guest.member.id not in lines:
        raise NotThere
    laid = read(work.session, paper.id, MinutesText)
    return SigningDesk(
        paper,
        laid,
        paper.meeting,
        lines[guest.member.id],
        _signature(work, paper.id, laid, guest.member.id),
        _said_before(work, paper, guest.member.id),
        own_papers(work, paper, guest.member.id),
    )


def own_dissents(work: Work, guest: Guest, meeting_id: UUID) -> list[SaidDissent]:
    """What this member said against what the meeting decided."""
    every = dissents.of_meeting(work, meeting_id)
    return [said(each) for each in every if each.member_id == guest.member.id]


def _signature(
    work: Work, paper_id: UUID, laid: Laid[Any] | None, member_id: UUID
) -> Signature | None:
    """The member's word under the text that is shown."""
    query = select(Signature).where(
        Signature.paper_id == paper_id,
        Signature.digest == (laid and laid.digest),
        Signature.member_id == member_id,
        Signature.stands(),
    )
    return work.session.scalars(query).first()


def _said_before(
    work: Work, paper: Minutes | Closure, member_id: UUID
) -> list[tuple[int, Signature]]:
    return [found for found in former_words(work, paper) if found[1].member_id == member_id]


@dataclass(frozen=True, slots=True)
class ClosingDesk:
    """The closing form, and the member's word under it."""

    closure: Closure
    form: Laid[ClosingForm]
    """What is signed, whole: the page shows this."""
    otherwise: SignedOtherwise
    signature: Signature | None
    said_before: Sequence[tuple[int, Signature]]
    """What the member wrote under earlier versions, by their number."""
    papers: Sequence[Signature] = ()
    """Signed or refused on a day before the text had its words."""


def closing(work: Work, guest: Guest) -> ClosingDesk:
    """The closing form that the link asks to sign: Art. 17(5)."""
    closure = work.session.get(Closure, guest.link.subject_id)
    if closure is None or closure.case_id != guest.member.life_id or closure.digest is None:
        raise NotThere
    if closure.fell_at is not None:
        raise NotThere
    form = read(work.session, closure.id, ClosingForm)
    if form is None or guest.member.id not in closing_members(work.session, closure):
        raise NotThere
    return ClosingDesk(
        closure,
        form,
        beside(work, closure, form),
        _signature(work, closure.id, form, guest.member.id),
        _said_before(work, closure, guest.member.id),
        own_papers(work, closure, guest.member.id),
    )


@dataclass(frozen=True, slots=True)
class MeetingDesk:
    """The meeting a member is invited to, and the papers that go ahead of it: Art. 8(3), 8(7)."""

    meeting: Meeting
    papers: Sequence[str]
    """Kinds of papers that are there to be opened."""
    follows: Meeting | None = None
    """Of one that was called off: the next to which the reader was invited since."""
    token: str = ""
    """Of their link to it."""
    beside: Sequence[OwnMeeting] = ()
    """What else they are invited to at that hour."""

    @property
    def asks(self) -> bool:
        """For what the institutions can contribute to the plan: Art. 6(1.6)."""
        is_over = self.meeting.cancelled_at or self.meeting.held_at
        return not is_over and asks_for_contributions(self.meeting.agenda)


def to_sign_in_at(work: Work, guest: Guest) -> Meeting:
    """The meeting of an invitation; by any other link that of today to which they were invited.
    Behind a sealed file there is none: Art. 17(5)."""
    case = work.session.get(Case, guest.member.life_id)
    if case is not None and case.sealed_at is not None:
        raise NotThere
    if guest.link.purpose is LinkPurpose.READ:
        return meeting(work, guest).meeting
    invited = (
        select(Meeting)
        .join(MemberLink, MemberLink.subject_id == Meeting.id)
        .where(MemberLink.member_id == guest.member.id, MemberLink.purpose == LinkPurpose.READ)
        .where(Meeting.life_id == guest.member.life_id, Meeting.cancelled_at.is_(None))
        .order_by(Meeting.starts_at)
    )
    today = (each for each in work.session.scalars(invited) if each.day == work.clock.today())
    if (found := next(today, None)) is None:
        raise NotThere
    return found


def meeting(work: Work, guest: Guest) -> MeetingDesk:
    """The meeting of an invitation; once it is cancelled it says so."""
    found = work.session.get(Meeting, guest.link.subject_id)
    if found is None or found.life_id != guest.member.life_id:
        raise NotThere
    if found.cancelled_at is None:
        beside = () if found.held_at else clashes.own(work, found.id)
        return MeetingDesk(found, papers(work, guest), beside=beside)
    since = (
        select(Meeting, MemberLink)
        .join(MemberLink, MemberLink.subject_id == Meeting.id)
        .where(MemberLink.member_id == guest.member.id, MemberLink.purpose == LinkPurpose.READ)
        .where(MemberLink.revoked_at.is_(None), Meeting.cancelled_at.is_(None))
        .where(MemberLink.created_at > found.cancelled_at)
        .order_by(Meeting.starts_at)
        .limit(1)
    )
    row = work.session.execute(since).first()
    if row is None:
        return MeetingDesk(found, papers(work, guest))
    follows, link = row
    return MeetingDesk(found, papers(work, guest), follows, link.token or "")


def next_meeting_on(work: Work, life_id: UUID) -> date | None:
    """The day of the nearest meeting to come that is agreed: not of one whose record is missing."""
    query = select(Meeting).where(
        Meeting.life_id == life_id,
        Meeting.agreed_at.is_not(None),
        Meeting.starts_at > work.clock.now(),
        PLANNED,
    )
    found = work.session.scalars(query.order_by(Meeting.starts_at)).first()
    return found.day if found else None
