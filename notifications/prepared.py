"""What is to be sent of a row that is due, or that it waits: by hour, or for another reader."""

from collections.abc import Sequence

from models.outbox import Message, MessageStatus
from models.session import Work
from notifications import at_one_moment, last_chances, left_office, silences, together
from notifications.at_hand import AtHand
from notifications.left_office import WaitsForWhoFollows
from notifications.notices.reports import LastChance
from notifications.posting import Content, NotYet


def prepare(
    work: Work, message: Message, known: AtHand
) -> tuple[Content | None, Sequence[Message]]:
    """As `posting.prepare`, and which other rows leave in the same mail."""
    if message.template in silences.TOGETHER:
        return silences.prepare(work, message)
    if message.template == LastChance.template:
        return last_chances.prepare(work, message, known)
    if at_one_moment.may_leave_with_others(message):
        return at_one_moment.prepare(work, message, known)
    return together.prepare(work, message, known)


def put_back(message: Message, waits: NotYet | WaitsForWhoFollows) -> None:
    """It does not leave now."""
    if isinstance(waits, WaitsForWhoFollows):
        left_office.set_aside(message)
        return
    if message.status == MessageStatus.SENDING:  # whoever had it may have sent it
        message.reply = message.reply or "no answer"
        message.doubt()
    message.status, message.lease_until = MessageStatus.QUEUED, None
    message.not_before = waits.until
