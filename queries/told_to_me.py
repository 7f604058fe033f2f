"""What an officer was told, the newest first; codes are of no use a moment later: Art. 18(1)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from models.life import Life
from models.outbox import CODES, RESTS, Message, MessageStatus, RecipientKind
from models.session import Work
from queries.paging import PAGE, Paged, rows_of
from workflow.kinds import kind_of


@dataclass(frozen=True, slots=True)
class ToldToMe:
    """One message, and what it was about."""

    template: str
    article: str
    life_kind: str
    label: str
    """The number of its case or quarter."""
    at: datetime
    """When a server took it; until then, when it was written."""
    has_left: bool
    rests: bool
    """Nothing is tried any more before somebody sees to it."""


def of_reader(work: Work, number: int) -> Paged[ToldToMe]:
    """Of tables that they may see today; what was overtaken before it left told nobody anything."""
    own = (
        Message.recipient == RecipientKind.ACCOUNT,
        Message.recipient_id == work.actor.id,
        Message.status != MessageStatus.OBSOLETE,
        Message.template.not_in(CODES),
    )
    query = (
        select(Message, Life)
        .join(Life, Life.id == Message.life_id)
        .where(*own)
        .order_by(Message.queued_at.desc(), Message.id)
        .limit(PAGE)
    )
    count = select(func.count()).select_from(Message).join(Life, Life.id == Message.life_id)
    rows, number = rows_of(work.session, query.offset, number)
    total = work.session.scalar(count.where(*own)) or 0
    return Paged([_line(message, life) for message, life in rows], total, number)


def _line(message: Message, life: Life) -> ToldToMe:
    return ToldToMe(
        message.template,
        message.article,
        life.kind,
        kind_of(life).label(life),
        message.accepted_at or message.queued_at,
        message.status == MessageStatus.SENT,
        message.status in RESTS,
    )
