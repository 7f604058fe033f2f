"""The rows of the outbox, as a test looks at them."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import event, select, update

from models.outbox import Message, MessageStatus
from models.session import engine, unit_of_work
from notifications import delivery
from tests.onrecord import reading


def messages() -> list[Message]:
    with reading() as work:
        return list(work.session.scalars(select(Message).order_by(Message.queued_at)))


def only_message() -> Message:
    (message,) = messages()
    return message


def end_lease(message: Any) -> None:
    """A minute passes for the process that has it in hand."""
    message.lease_until = message.lease_until - 2 * delivery.LEASE


def statements(act: Callable[[], object]) -> int:
    """How often the database is asked."""
    asked: list[str] = []

    def count(*details: object) -> None:
        asked.append(str(details[2]))

    event.listen(engine(), "before_cursor_execute", count)
    try:
        act()
    finally:
        event.remove(engine(), "before_cursor_execute", count)
    return len(asked)


def requests_have_left() -> None:
    """Whoever is reminded was asked: what waits beside reminders was taken as it was queued."""
    waiting = Message.status == MessageStatus.QUEUED, Message.template.not_like("reminders/%")
    with unit_of_work() as work:
        work.session.execute(
            update(Message)
            .where(*waiting)
            .values(status=MessageStatus.SENT, accepted_at=Message.queued_at)
        )
