"""Another mail of one that a server had taken, and that came back undelivered."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.dialects.postgresql import insert

from core.ids import new_id
from models.outbox import Message, MessageStatus
from models.session import Work
from notifications.again import kept
from notifications.outbox import GAVE_BACK, message_id


def send_anew(work: Work, which: Collection[ColumnElement[bool]]) -> list[tuple[UUID, UUID | None]]:
    """Another mail of each that was taken and came back: the first stays to be read as it was, and
    counts as sent where it does. Gives the new ones and their lives."""
    undelivered = and_(Message.status == MessageStatus.SENT, Message.cause.is_not(None))
    not_sent = and_(Message.status.in_(GAVE_BACK), Message.accepted_at.is_not(None))
    rows, now = [], work.clock.now()
    for sent in work.session.scalars(select(Message).where(*which, undelivered | not_sent)).all():
        key = f"{sent.key}:{sent.id}"
        rows.append(
            kept(sent) | {"link_id": sent.link_id, "id": new_id(), "key": key}
            | {"message_id": message_id(key), "attempts": 0}
            | {"status": MessageStatus.QUEUED, "queued_at": now, "not_before": now}
        )  # fmt: skip
        if sent.status == MessageStatus.SENT:
            sent.cause = None
        else:
            sent.status = MessageStatus.OBSOLETE  # the other one takes its place
    work.session.flush()
    if rows:
        once = insert(Message).on_conflict_do_nothing(index_elements=["key"])
        work.session.execute(once, rows)
    return [(row["id"], row["life_id"]) for row in rows]
