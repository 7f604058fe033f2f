"""What is open to somebody who asked for a new link: read as the mail leaves, sent to the address
on record: decision 0170."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import or_, select, tuple_
from sqlalchemy.orm import Session

from core.clock import local_day
from models.case import Case, Member
from models.information import Claim
from models.inquiry import Inquiry
from models.life import Life
from models.meeting import Meeting, Minutes
from models.meeting_request import MeetingRequest
from models.monitoring import TableFindings
from models.outbox import ON_THE_WAY, Message, MessageStatus
from models.people import LinkEnd, LinkPurpose, MemberLink
from models.plan import Plan, PlanAction, ReportRequest
from models.session import Work
from notifications.notices.links import OpenedLink
from rules.defaults import DEFAULTS

APART: Final = timedelta(minutes=DEFAULTS.NEW_LINKS_APART.count)
Opened = tuple[OpenedLink, ...]
DESK: Final = "desk"
"""All of theirs at one table: what the link to the declarations leads to once these are made."""
SUBJECTS: Final[Mapping[LinkPurpose, Sequence[Any]]] = {
    LinkPurpose.REPORT: (ReportRequest,),
    LinkPurpose.READ: (Meeting,),
    LinkPurpose.PLAN: (Plan,),
    LinkPurpose.MINUTES: (Minutes,),
    LinkPurpose.SIGN: (Minutes,),
    LinkPurpose.ASKED: (MeetingRequest,),
    LinkPurpose.INFORMATION: (Claim, Inquiry),
    LinkPurpose.FINDINGS: (TableFindings,),
}
"""What a link of each kind is about."""


def opened_to(session: Session, asked_by: UUID, today: date) -> Opened | None:
    """At the table of the link that opened nothing, and at the person's others of that centre; None
    where nothing is sent: every seat was left, each case is closed, or a conflict of interest bars
    them from all but their own word."""
    link = session.get(MemberLink, asked_by)
    member = session.get(Member, link.member_id) if link else None
    if member is None:
        return None
    theirs = select(Member).where(
        Member.professional_id == member.professional_id, Member.left_on.is_(None)
    )
    seats = session.scalars(theirs.order_by(Member.selected_on, Member.id)).all()
    found = {seat.id: _at_table(session, seat, today) for seat in seats}
    tables = {seat.life_id for seat in seats if found[seat.id]}
    if tables <= {member.life_id}:
        return found.get(member.id)
    order = sorted(seats, key=lambda seat: seat.id != member.id)
    return tuple(
        replace(each, table=table, of_case=of_case)
        for seat in order
        for table, of_case in (_table(session, seat.life_id),)
        for each in found[seat.id] or ()
    )


def _table(session: Session, life_id: UUID) -> tuple[str, bool]:
    case = session.get(Case, life_id)
    return (
        (case.number, True)
        if case
        else (session.get_one(Life, life_id).key.rpartition(":")[2], False)
    )


def _at_table(session: Session, member: Member, today: date) -> Opened | None:
    if _is_over(session, member.life_id):
        return None
    query = select(MemberLink).where(
        MemberLink.member_id == member.id, MemberLink.revoked_at.is_(None)
    )
    open_ones = session.scalars(query.order_by(MemberLink.created_at, MemberLink.id)).all()
    leads = [each for each in open_ones if member.sits or each.purpose is LinkPurpose.DECLARE]
    if not member.sits and not leads:
        return None
    found = tuple(told(session, each) for each in leads if _is_of_now(session, each, today))
    return found or _desk(session, member)


def _desk(session: Session, member: Member) -> Opened:
    """Whoever sits comes to all of theirs at this table by the newest of their links: 0216."""
    stands = or_(MemberLink.revoked_at.is_(None), MemberLink.closed_by == LinkEnd.DONE)
    newest = (
        select(MemberLink)
        .where(MemberLink.member_id == member.id, stands)
        .order_by(MemberLink.revoked_at.is_not(None), MemberLink.created_at.desc())
    )
    link = session.scalars(newest.limit(1)).first() if member.may_read else None
    return (OpenedLink(DESK, link.id),) if link else ()


def told(session: Session, link: MemberLink) -> OpenedLink:
    """Two reports, two meetings or two questions are told apart by day and number."""
    day, number = _which(session, link) if link.subject_id else (None, None)
    is_desk = (
        link.purpose is LinkPurpose.DECLARE and session.get_one(Member, link.member_id).may_read
    )
    return OpenedLink(DESK if is_desk else link.purpose.value, link.id, day, number)


def _which(session: Session, link: MemberLink) -> tuple[date | None, int | None]:
    found = (session.get(kind, link.subject_id) for kind in SUBJECTS.get(link.purpose, ()))
    day: date | None = None
    number: int | None = None
    match next(filter(None, found), None):
        case ReportRequest(action=PlanAction() as action) as asked:
            day, number = local_day(asked.asked_at), action.number
        case ReportRequest(meeting_id=UUID() as meeting) | Minutes(meeting_id=meeting):
            day = session.get_one(Meeting, meeting).day
        case Meeting(day=day) | TableFindings(told_on=day):
            pass
        case Plan(version=number):
            pass
        case Claim(asked_on=day) | Inquiry(asked_on=day) | MeetingRequest(asked_on=day):
            pass
    return day, number


def just_asked(work: Work, message: Message) -> bool:
    """They were sent the same within some minutes, or are about to be: a second press is none."""
    earlier = select(Message.id).where(
        Message.template == message.template,
        Message.recipient_id == message.recipient_id,
        Message.status.in_((*ON_THE_WAY, MessageStatus.SENT)),
        Message.queued_at >= message.queued_at - APART,
        tuple_(Message.queued_at, Message.id) < tuple_(message.queued_at, message.id),
    )
    return work.session.scalar(earlier.limit(1)) is not None


def _is_over(session: Session, life_id: UUID) -> bool:
    case = session.get(Case, life_id)
    is_sealed = case is not None and case.sealed_at is not None
    return is_sealed or session.get_one(Life, life_id).ended_at is not None


def _is_of_now(session: Session, link: MemberLink, today: date) -> bool:
    """A meeting that is to come, a plan that no later one has replaced; anything else is."""
    if link.purpose is LinkPurpose.READ:
        meeting = session.get(Meeting, link.subject_id)
        is_to_come = meeting is not None and not (meeting.held_at or meeting.cancelled_at)
        return meeting is not None and is_to_come and meeting.day >= today
    if link.purpose is LinkPurpose.PLAN:
        plan = session.get(Plan, link.subject_id)
        return plan is not None and not session.scalar(
            select(Plan.id)
            .where(Plan.case_id == plan.case_id, Plan.kind == plan.kind)
            .where(Plan.version > plan.version)
            .limit(1)
        )
    return True
