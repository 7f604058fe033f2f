"""Somebody pressed "this is spam" on a mail of ours: whoever convenes the table calls them.

It changes nothing of the mail, which was sent and arrived, and cuts nothing: what is asked of a
member is no advertising, and one who wants no mail is asked by telephone or on paper: Art. 6(1.1).
"""

from collections.abc import Collection
from datetime import timedelta
from typing import Final

from sqlalchemy import select

from casework.table.member_door import tell_once
from casework.tell.reminders import look_next_morning
from models.case import Member
from models.life import Life
from models.mail_complaint import MailComplaint
from models.outbox import Channel, Message, MessageStatus, RecipientKind
from models.session import Work
from workflow.kinds import kind_of
from workflow.life import lock

UNWANTED: Final = "unwanted"
BELIEVED_FOR: Final = timedelta(days=60)
"""People press it when they clear a mailbox; what comes later is about nothing of now: ours."""
ACT: Final = "says that they do not want mail"
TOLD: Final = "convener told that somebody does not want mail"


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
    if message is None or member is None:
        return False
    life = lock(work, member.life_id)  # two reports at once are one
    if not _note(work, member, message):
        return False
    work.record(ACT, "6(1.1)", life=life, member=member.id)
    _tell(work, life, member)
    return True


def _note(work: Work, member: Member, message: Message) -> bool:
    now, today = work.clock.now(), work.clock.today()
    known = select(MailComplaint.id).where(
        MailComplaint.member_id == member.id, MailComplaint.said_on == today
    )
    if work.session.scalar(known) is not None:
        return False
    work.session.add(
        MailComplaint(member_id=member.id, mail_id=message.id, said_on=today, said_at=now)
    )
    return True


def _tell(work: Work, life: Life, member: Member) -> None:
    """Nothing of it is urgent: of a case it is a line of the next morning's mail. The municipal
    table has no such lines, and whoever convenes it is told at once."""
    if kind_of(life).of_a_child:
        look_next_morning(work, life.municipality_id)
    else:
        tell_once(work, member, UNWANTED, TOLD)


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
