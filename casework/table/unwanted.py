"""Somebody pressed "this is spam" on a mail of ours: whoever convenes the table calls them.

It changes nothing of the mail, which was sent and arrived, and cuts nothing: what is asked of a
member is no advertising, and one who wants no mail is asked by telephone or on paper: Art. 6(1.1).
"""

from collections.abc import Collection
from datetime import timedelta
from typing import Final

from sqlalchemy import select

from casework.table.member_door import tell_once
from models.case import Member
from models.life import Life
from models.outbox import Channel, Message, MessageStatus, RecipientKind
from models.session import Work

UNWANTED: Final = "unwanted"
BELIEVED_FOR: Final = timedelta(days=60)
"""People press it when they clear a mailbox; what comes later is about nothing of now: ours."""
ACT: Final = "says that they do not want mail"


def take_in(work: Work, ids: Collection[str]) -> bool:
    """Of a mail that a server took from us; told once a day and seat. Whether it was new."""
    query = select(Message).where(
        Message.message_id.in_(ids),
        Message.channel == Channel.MAIL,
        Message.recipient == RecipientKind.MEMBER,
        Message.status == MessageStatus.SENT,
        Message.accepted_at > work.clock.now() - BELIEVED_FOR,
    )
    message = work.session.scalars(query).first() if ids else None
    member = _seat(work, message) if message is not None else None
    return member is not None and tell_once(work, member, UNWANTED, ACT)


def _seat(work: Work, message: Message) -> Member | None:
    """Theirs at the table of that mail; of a morning's reminders the newest that is open."""
    sits = (
        select(Member)
        .join(Life, Life.id == Member.life_id)
        .where(Member.professional_id == message.recipient_id)
        .where(Member.left_on.is_(None), Life.ended_at.is_(None))
    )
    here = work.session.scalars(sits.where(Member.life_id == message.life_id)).first()
    newest = sits.order_by(Member.selected_on.desc(), Member.id).limit(1)
    return here or work.session.scalars(newest).first()
