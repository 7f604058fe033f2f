"""What is open to somebody who asked for a new link: read as the mail leaves, sent to the address
on record: decision 0170."""

from datetime import date, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from models.case import Case, Member
from models.life import Life
from models.meeting import Meeting
from models.outbox import ON_THE_WAY, Message, MessageStatus
from models.people import LinkPurpose, MemberLink
from models.plan import Plan
from models.session import Work
from rules.defaults import DEFAULTS

APART: Final = timedelta(minutes=DEFAULTS.NEW_LINKS_APART.count)
Opened = tuple[tuple[str, UUID], ...]


def opened_to(session: Session, asked_by: UUID, today: date) -> Opened | None:
    """At the table of the link that opened nothing; None where nothing is sent: the seat was left,
    the case is closed, or a conflict of interest bars them from all but their own word."""
    link = session.get(MemberLink, asked_by)
    member = session.get(Member, link.member_id) if link else None
    if member is None or member.left_on is not None or _is_over(session, member.life_id):
        return None
    query = select(MemberLink).where(
        MemberLink.member_id == member.id, MemberLink.revoked_at.is_(None)
    )
    open_ones = session.scalars(query.order_by(MemberLink.created_at, MemberLink.id)).all()
    leads = [each for each in open_ones if member.sits or each.purpose is LinkPurpose.DECLARE]
    if not member.sits and not leads:
        return None
    return tuple(
        (each.purpose.value, each.id) for each in leads if _is_of_now(session, each, today)
    )


def just_asked(work: Work, message: Message) -> bool:
    """They were sent the same within some minutes, or are about to be: a second press is none."""
    earlier = select(Message.id).where(
        Message.template == message.template,
        Message.recipient_id == message.recipient_id,
        Message.life_id == message.life_id,
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
