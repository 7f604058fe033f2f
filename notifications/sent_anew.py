"""Another mail of one that a server had taken, and that came back undelivered."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.dialects.postgresql import insert

from core.ids import new_id
from models.outbox import Message, MessageStatus
from models.session import Work
from notifications.outbox import KEPT, message_id


def send_anew(work: Work, which: Collection[ColumnElement[bool]]) -> list[tuple[UUID, UUID | None]]:
    """Another mail of each that a server had taken and that came back: the first counts as sent
    when it was. Gives the new ones and their lives."""
    back = Message.status == MessageStatus.SENT, Message.cause.is_not(None)
    rows, now = [], work.clock.now()
    for sent in work.session.scalars(select(Message).where(*which, *back)).all():
        key = f"{sent.key}:{sent.id}"
        anew = {name: getattr(sent, name) for name in (*KEPT, "link_id")}
        rows.append(
            anew | {"id": new_id(), "key": key, "message_id": message_id(key), "attempts": 0}
            | {"status": MessageStatus.QUEUED, "queued_at": now, "not_before": now}
        )  # fmt: skip
        sent.cause = None
    work.session.flush()
    if rows:
        once = insert(Message).on_conflict_do_nothing(index_elements=["key"])
        work.session.execute(once, rows)
    return [(row["id"], row["life_id"]) for row in rows]
