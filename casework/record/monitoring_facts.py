"""What of the monitoring is on record, for the rules and the pages: Art. 14(6), 14(3.4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session, joinedload

from casework.record.disowned import DISOWNED
from models.case import Member
from models.monitoring import TableFindings
from models.outbox import RESTS, Message, MessageStatus
from models.people import LinkPurpose, MemberLink
from models.plan import Plan
from notifications.notices.monitoring import FindingsTold
from rules.findings import FindingsSent
from rules.monitoring import VersionInForce, in_force

NOT_SENT: Final = (*RESTS, MessageStatus.OBSOLETE)
"""What was refused, what nobody knows to have left, and what was taken back before it did."""


def versions_in_force(plans: Sequence[Plan]) -> list[VersionInForce]:
    """Each version of the unified plan with the day on which another took its place."""
    return in_force(
        (plan.version, plan.adopted_on) for plan in plans if plan.adopted_on is not None
    )


def planned_since(session: Session, case_id: UUID) -> date | None:
    """The day of the first unified plan."""
    return session.scalar(select(func.min(Plan.adopted_on)).where(Plan.case_id == case_id))


LINK_TO_IT: Final = and_(
    MemberLink.subject_id == TableFindings.id, MemberLink.purpose == LinkPurpose.FINDINGS
)
MAIL_OF_IT: Final = and_(
    Message.life_id == TableFindings.case_id,
    Message.link_id == MemberLink.id,
    Message.template == FindingsTold.template,
)
ARRIVED: Final[ColumnElement[bool]] = and_(Message.status.not_in(NOT_SENT), ~DISOWNED)
SITS: Final = (Member.left_on.is_(None), Member.conflict.is_not(True))
"""`Member.sits`, in a statement."""


@dataclass(frozen=True, slots=True)
class FindingsMail:
    """One mail about what the table was told, with whom it was for."""

    facts: FindingsSent
    member: Member
    status: MessageStatus
    accepted_at: datetime | None
    """When the mail server took it."""


def mails(session: Session, case_id: UUID) -> Sequence[FindingsMail]:
    """Every mail that told a member of the monitoring, in the order of what was told."""
    query = (
        select(TableFindings.number, TableFindings.told_on, Member, Message, ARRIVED)
        .join(MemberLink, LINK_TO_IT)
        .join(Message, MAIL_OF_IT)
        .join(Member, Member.id == MemberLink.member_id)
        .where(TableFindings.case_id == case_id)
        .options(joinedload(Member.professional))
        .order_by(TableFindings.number, Message.queued_at, Message.id)
    )
    return [
        FindingsMail(
            FindingsSent(number, on, member.id, member.sits, arrived),
            member,
            mail.status,
            mail.accepted_at,
        )
        for number, on, member, mail, arrived in session.execute(query)
    ]
