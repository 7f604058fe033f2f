"""Messages that could not be composed, for those who run the machine: why and how many."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from identity.access import administrator_of
from models.life import Life
from models.outbox import Message, MessageStatus
from models.session import Work
from queries.paging import PAGE, Paged, rows_of
from workflow.kinds import kind_of


@dataclass(frozen=True, slots=True)
class Aside:
    """Messages that could not be composed and were set aside, for one reason, in one life."""

    life_id: UUID
    label: str
    reason: str
    """The class of the error and where it was raised; nothing of the message."""
    article: str
    count: int
    since: datetime


def set_aside(work: Work, page: int = 1) -> Paged[Aside]:
    """What could not be composed, by life and reason, the oldest first."""
    administrator_of(work)
    since = func.min(Message.queued_at)
    query = (
        select(Life, Message.reply, Message.article, func.count(), since, func.count().over())
        .join(Life, Life.id == Message.life_id)
        .where(Message.status == MessageStatus.SET_ASIDE)
        .group_by(Life.id, Message.reply, Message.article)
        .order_by(since, Life.id, Message.reply, Message.article)
        .limit(PAGE)
    )
    rows, number = rows_of(work.session, query.offset, page)
    lines = [
        Aside(life.id, kind_of(life).label(life), reason or "", article, count, first)
        for life, reason, article, count, first, _ in rows
    ]
    return Paged(lines, rows[0][-1] if rows else 0, number)
