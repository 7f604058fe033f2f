"""A mail of an officer's morning as its reader has it."""

from collections.abc import Callable
from email import message_from_bytes, policy
from uuid import UUID

from models.outbox import Message
from models.people import Account
from models.session import Work, unit_of_work
from notifications import posting
from notifications.at_hand import restored
from notifications.channels.mail import Envelope


def posted(message_id: UUID, language: str) -> str:
    """As it would leave now: without what is so no more."""
    return _read(message_id, language, posting.prepare)


def as_it_was_queued(message_id: UUID, language: str) -> str:
    return _read(
        message_id,
        language,
        lambda work, message: posting.written(work, message, restored(message), {}),
    )


def _read(message_id: UUID, language: str, content_of: Callable[[Work, Message], object]) -> str:
    with unit_of_work() as work:
        message = work.session.get_one(Message, message_id)
        work.session.get_one(Account, message.recipient_id).language = language
        content = content_of(work, message)
        work.session.rollback()
    assert isinstance(content, Envelope)
    read = message_from_bytes(content.content, policy=policy.default)
    parts = [part.get_content() for part in read.walk() if part.get_content_type() == "text/plain"]
    return " ".join([str(read["Subject"]), *parts])
