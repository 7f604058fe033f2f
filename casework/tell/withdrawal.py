"""What is not told any more."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, update

from models.outbox import ON_THE_WAY, Message, MessageStatus
from models.session import Work

NOT_LEFT: Final = (*ON_THE_WAY, MessageStatus.SET_ASIDE, MessageStatus.FAILED)

HELD_BACK: Final = "child died"
"""The reply of what a death holds back: where that was a mistake it still leaves: 17(3.5)."""


def _may_leave() -> ColumnElement[bool]:
    held_back = and_(Message.status == MessageStatus.OBSOLETE, Message.reply == HELD_BACK)
    return or_(Message.status.in_(NOT_LEFT), held_back)


_FOR_GOOD: Final = {
    "status": MessageStatus.OBSOLETE,
    "lease_until": None,
    "reply": func.nullif(Message.reply, HELD_BACK),
}


def not_any_more(
    work: Work,
    life_id: UUID,
    *,
    professional_id: UUID | None = None,
    template: str = "",
    meeting_id: UUID | None = None,
) -> None:
    """Take back what has not left: for who is recused, who has reported, what is called off."""
    query = update(Message).where(Message.life_id == life_id, _may_leave())
    if professional_id is not None:
        query = query.where(
            Message.recipient_id == professional_id, Message.template.startswith(template)
        )
    if meeting_id is not None:
        query = query.where(Message.context["meeting_id"].astext == str(meeting_id))
    work.session.execute(query.values(_FOR_GOOD))


LAST_CHANCE, SUPERIOR = "reports/last_chance", "reports/superior"


def taken_back(work: Work, life_id: UUID, requests: Collection[UUID]) -> list[tuple[str, UUID]]:
    """The last chances and notices to superiors that had not left, each with its report: 14(3.2).

    One in a server's hand may leave all the same; its row then says so (`notifications.delivery`).
    """
    about = Message.context["request_id"].astext
    query = (
        update(Message)
        .where(Message.life_id == life_id, _may_leave())
        .where(
            Message.template.in_((LAST_CHANCE, SUPERIOR)),
            about.in_([str(each) for each in requests]),
        )
        .values(_FOR_GOOD)
        .returning(Message.template, about)
    )
    return [(template, UUID(about)) for template, about in work.session.execute(query).all()]
