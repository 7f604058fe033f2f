"""Whom nobody asked so far: no server has taken the mail that asks, and one try was in vain."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import func, select

from models.outbox import EARLIER, Message
from models.people import LinkPurpose, MemberLink
from models.session import Work


def held_up(
    work: Work, seats: Collection[UUID], purpose: LinkPurpose, subject: UUID | None = None
) -> frozenset[UUID]:
    """By seat. What lies here untried leaves within seconds; what left once could be read."""
    if not seats:
        return frozenset()
    link = MemberLink
    query = (
        select(link.member_id)
        .join(Message, Message.link_id == link.id)
        .where(link.member_id.in_(seats), link.purpose == purpose)
        .where(link.subject_id.is_not_distinct_from(subject))
        .group_by(link.member_id)
        .having(func.count(Message.accepted_at) == 0)
        .having(func.bool_or(Message.tried_since.is_not(None)))
        .having(~func.bool_or(Message.context.has_key(EARLIER)))
    )
    return frozenset(work.session.scalars(query))
