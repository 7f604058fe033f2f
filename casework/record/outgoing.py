"""What a case sent by mail to a member of its table or to their superior, and has left."""

from typing import Final

from core.clock import local_day
from models.outbox import CODES, Channel, Message, RecipientKind

OUTGOING: Final = frozenset({RecipientKind.MEMBER, RecipientKind.SUPERIOR})
ABOUT: Final = ("meeting_id", "plan_id", "minutes_id", "closure_id", "findings_id")
"""What a notice may be about, as the outbox has it."""


def act_of(message: Message) -> tuple[object, ...]:
    """What one act wrote to several on one day is one document of the office's; what a superior
    reads names one person, and is one of its own."""
    if message.recipient is RecipientKind.SUPERIOR:
        return (message.id,)
    about = (message.context.get(name) for name in ABOUT)
    return (message.template, local_day(message.queued_at), *about)


def has_left(message: Message) -> bool:
    """A server took it, whatever became of it there; a code is no notice."""
    is_letter = message.channel is Channel.MAIL and message.template not in CODES
    return is_letter and message.recipient in OUTGOING and message.accepted_at is not None
