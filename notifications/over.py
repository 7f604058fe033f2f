"""What rests and is of no use any more, because the meeting that it spoke of is over: Art. 8(3)."""

from typing import Final
from uuid import UUID

from sqlalchemy import DateTime, Uuid, and_, cast, or_, select, update

from models.meeting import Meeting
from models.outbox import Message, MessageStatus
from models.session import Work
from notifications.outbox import GAVE_BACK

OF_A_MEETING: Final = tuple(
    f"{folder}/{name}"
    for folder in ("convening", "quarterly")
    for name in ("agree_date", "invitation", "unsent", "cancelled")
)
"""What nobody can act on any more once the meeting's hour has come: `Notice.over_at`."""

ASKS_FOR_A_DAY: Final = ("convening/agree_date", "quarterly/agree_date")
ENDED: Final = or_(Meeting.cancelled_at.is_not(None), Meeting.held_at.is_not(None))


def withdraw_what_is_over(work: Work) -> list[UUID]:
    """Take back what rests and is of no use any more; gives the lives. What waits to leave is
    looked at as it leaves."""
    starts_at = cast(Message.context["starts_at"].astext, DateTime(timezone=True))
    of_it = cast(Message.context["meeting_id"].astext, Uuid) == Meeting.id
    said = select(Meeting.id).where(of_it, or_(Meeting.agreed_at.is_not(None), ENDED))
    is_answered = and_(Message.template.in_(ASKS_FOR_A_DAY), said.exists())
    is_over = and_(Message.template.in_(OF_A_MEETING), starts_at <= work.clock.now())
    gone = work.session.scalars(
        update(Message)
        .where(Message.status.in_((*GAVE_BACK, MessageStatus.SET_ASIDE)))
        .where(or_(is_over, is_answered))
        .values(status=MessageStatus.OBSOLETE, lease_until=None)
        .returning(Message.life_id)
        .execution_options(synchronize_session=False)
    )
    return sorted({life for life in gone if life is not None})
