"""What was on its way to the former manager goes to the new one: Art. 4(2), 8(4), 14(3.2)."""

from collections.abc import Callable
from uuid import UUID

from sqlalchemy import select

from casework.tell.withdrawal import NOT_LEFT
from models.outbox import Message, MessageStatus, RecipientKind
from models.session import Work
from notifications import outbox
from notifications.notices import NOTICES
from notifications.notices.base import Recipient
from notifications.notices.reminders import OfficerReminder
from rules.handover import goes_along
from workflow.kinds import label_of


def cross_off(work: Work, life_id: UUID, former_id: UUID) -> None:
    """The lines on this case in a morning's mail that has not left: they are not theirs any
    more. The mail stands in the reminders' life, so that it is found by its reader."""
    table = label_of(work.session, life_id)
    query = select(Message).where(
        Message.template == OfficerReminder.template,
        Message.recipient_id == former_id,
        Message.status.in_(NOT_LEFT),
    )
    for mail in work.session.scalars(query):
        left = {
            part: [line for line in mail.context[part] if line["table"] != table]
            for part in ("items", "lines")
        }
        mail.context = {**mail.context, **left}
        if not any(left.values()):
            mail.status, mail.lease_until = MessageStatus.OBSOLETE, None


def hand_on(
    work: Work,
    life_id: UUID,
    former_id: UUID,
    reader_id: UUID | None,
    *,
    goes: Callable[[str], bool] = goes_along,
) -> int:
    """Address anew what has not left, or take it back where nobody reads it now; what was sent
    stays with its reader. Gives how many."""
    query = select(Message).where(
        Message.life_id == life_id,
        Message.recipient == RecipientKind.ACCOUNT,
        Message.recipient_id == former_id,
        Message.status.in_(NOT_LEFT),
    )
    waiting = [each for each in work.session.scalars(query) if goes(each.template)]
    for each in waiting:
        each.status, each.lease_until = MessageStatus.OBSOLETE, None
    if reader_id is None:
        return 0
    reader = Recipient(RecipientKind.ACCOUNT, reader_id)
    notices = [
        NOTICES[each.template].restore(
            each.context, recipient=reader, life_id=life_id, link_id=each.link_id
        )
        for each in waiting
    ]
    outbox.queue_all(work, notices)
    return len(waiting)
