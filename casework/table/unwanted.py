"""Somebody pressed "this is spam" on a mail of ours: whoever convenes the table calls them.

It changes nothing of the mail, which was sent and arrived, and cuts nothing: what is asked of a
member is no advertising, and one who wants no mail is asked by telephone or on paper: Art. 6(1.1).
"""

from collections.abc import Collection
from datetime import timedelta
from typing import Final

from sqlalchemy import select, update

from casework.table.member_door import tell_once
from casework.tell.reminders import look_next_morning
from models.case import Member
from models.life import Life
from models.outbox import Channel, Message, MessageStatus, RecipientKind
from models.session import Work
from notifications.notices.members import IN_THE_MORNING, ObstacleReported

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
    is_new = member is not None and tell_once(work, member, UNWANTED, ACT)
    if is_new and member is not None:
        _in_the_morning(work, member)
    return is_new


def _in_the_morning(work: Work, member: Member) -> None:
    """Nothing of it is urgent: of a case it is a line of the next morning's mail, and none of its
    own. The municipal table has no such lines, and whoever convenes it is told at once."""
    gone = work.session.execute(
        update(Message)
        .where(Message.life_id == member.life_id, Message.status == MessageStatus.QUEUED)
        .where(
            Message.template == ObstacleReported.template,
            Message.context["obstacle"].astext == UNWANTED,
            Message.context["member_id"].astext == str(member.id),
        )
        .values(status=MessageStatus.OBSOLETE, reply=IN_THE_MORNING)
        .returning(Message.id)
    )
    if gone.first() is not None:
        look_next_morning(work, work.session.get_one(Life, member.life_id).municipality_id)


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
