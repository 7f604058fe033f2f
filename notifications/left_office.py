"""Officers who have left their office while something waited for them: Art. 4(2), 18(1), decision
0090.

Nothing of a case goes to their mailbox any more. What somebody has to hear of it waits, as what
has no reader yet, for whoever comes after them; what they missed at home is nobody's.
"""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select, update

from models.outbox import Message, MessageStatus, RecipientKind
from models.people import Account
from models.session import Work
from notifications.again import ANEW, once_more
from notifications.notices.base import Notice
from notifications.notices.sign_in import OfSignIn
from notifications.outbox import GAVE_BACK, NOBODY_TO_TELL
from notifications.sent_anew import send_anew
from rules.handover import waits_for_who_follows

WAITS: Final = and_(Message.status == MessageStatus.SET_ASIDE, Message.reply == NOBODY_TO_TELL)
"""Without a reader, or for one who has left."""
_NOT_LEFT: Final = Message.status.in_((MessageStatus.QUEUED, *GAVE_BACK))
_UNDELIVERED: Final = and_(Message.status == MessageStatus.SENT, Message.cause.is_not(None))


class WaitsForWhoFollows(Exception):
    """Its reader has left their office, and whoever comes after them is to hear of it."""


def reads_it(work: Work, notice: Notice) -> bool:
    """Whoever it is for still reads it. What was done to their own account they are told in any
    case. Raises `WaitsForWhoFollows`."""
    reader = notice.recipient
    if reader.kind != RecipientKind.ACCOUNT or (isinstance(notice, OfSignIn) and notice.is_own):
        return True
    if work.session.get_one(Account, reader.id).disabled_at is None:
        return True
    if notice.life_id is not None and waits_for_who_follows(notice.template):
        raise WaitsForWhoFollows
    return False


def set_aside(message: Message) -> None:
    message.status, message.lease_until = MessageStatus.SET_ASIDE, None
    message.reply, message.cause = NOBODY_TO_TELL, None


def let_go(work: Work, account_id: UUID) -> frozenset[UUID]:
    """From now on nobody is asked for an address of theirs, nor to send it again: what came back is
    looked at once more as it leaves, and waits then. Gives the lives."""
    now = work.clock.now()
    theirs = (*_of(account_id), Message.life_id.is_not(None))
    query = select(Message.template).where(*theirs, or_(_NOT_LEFT, _UNDELIVERED)).distinct()
    follows = [each for each in work.session.scalars(query) if waits_for_who_follows(each)]
    others = (*theirs, Message.template.not_in(follows))
    work.session.execute(update(Message).where(*others, _UNDELIVERED).values(cause=None))
    over = update(Message).where(*others, _NOT_LEFT)
    work.session.execute(over.values(status=MessageStatus.OBSOLETE, lease_until=None))
    waits = (*theirs, Message.template.in_(follows))
    anew = [life for _, life in send_anew(work, waits)]
    again = update(Message).where(*waits, _NOT_LEFT, Message.accepted_at.is_(None))
    again = again.values(**once_more(now)).returning(Message.life_id)
    return frozenset(life for life in (*anew, *work.session.scalars(again)) if life is not None)


def let_leave(work: Work, account_id: UUID) -> frozenset[UUID]:
    """They are back before anybody came after them; gives the lives."""
    anew = {"status": MessageStatus.QUEUED, "not_before": work.clock.now(), **ANEW}
    again = update(Message).where(*_of(account_id), WAITS).values(anew)
    lives = work.session.scalars(again.returning(Message.life_id)).all()
    return frozenset(life for life in lives if life is not None)


def _of(account_id: UUID) -> Sequence[ColumnElement[bool]]:
    return Message.recipient == RecipientKind.ACCOUNT, Message.recipient_id == account_id
