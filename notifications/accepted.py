"""What a server or gateway has taken is marked as sent, and with it what it was about."""

from collections.abc import Collection
from typing import Any, Final, cast
from uuid import UUID

from sqlalchemy import Table, bindparam, case, update
from sqlalchemy.sql.dml import ReturningUpdate

from models.asked import kept, several
from models.outbox import MailCause, Message, MessageStatus
from models.session import Work
from notifications import receipts, reminded, superiors
from notifications.channels import Reply

_ROWS: Final = cast("Table", Message.__table__)
"""Nothing of a mail that left needs to be read into the session."""


def mark(work: Work, messages: Collection[UUID], reply: Reply) -> None:
    now = work.clock.now()
    said = {"words": reply.words, "gateway_id": reply.gateway_id, "now": now}
    rows = work.session.execute(_accepted(), {"messages": messages, **said}).all()
    for _, template, context in rows:
        superiors.mark(work.session, template, context, now)
        receipts.mark(work.session, template, context, now)
    reminded.mark(work, rows)


@kept
def _accepted() -> ReturningUpdate[UUID, str, dict[str, Any]]:
    # True whatever happened to a row meanwhile: it was taken over, or overtaken by events.
    came_back = _ROWS.c.cause == MailCause.NETWORK
    return (
        update(_ROWS)
        .where(_ROWS.c.id == several("messages"), _ROWS.c.status != MessageStatus.SENT)
        .values(
            # a gateway may have reported already that it came back
            status=case((came_back, MessageStatus.GIVEN_UP), else_=MessageStatus.SENT),
            cause=case((came_back, _ROWS.c.cause)), lease_until=None,
            accepted_at=bindparam("now"), reply=bindparam("words"), tried_since=None,
            answered_at=None, gateway_id=bindparam("gateway_id"),
        )
        .returning(_ROWS.c.id, _ROWS.c.template, _ROWS.c.context)
    )  # fmt: skip
