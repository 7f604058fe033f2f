"""What a case sent by mail to a member of its table or to their superior, and has left."""

from typing import Final

from models.outbox import CODES, Channel, Message, RecipientKind

OUTGOING: Final = frozenset({RecipientKind.MEMBER, RecipientKind.SUPERIOR})


def has_left(message: Message) -> bool:
    """A server took it, whatever became of it there; a code is no notice."""
    is_letter = message.channel is Channel.MAIL and message.template not in CODES
    return is_letter and message.recipient in OUTGOING and message.accepted_at is not None
