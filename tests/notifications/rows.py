"""The rows of the outbox, as a test looks at them."""

from typing import Any

from sqlalchemy import select

from models.outbox import Message
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
