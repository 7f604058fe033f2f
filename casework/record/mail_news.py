"""What became of our mail to somebody at a table, as news for who runs it: Art. 6(1.1), 8(3)."""

from typing import Any, Final

from sqlalchemy import Select, func, or_

from casework.record.morning_news import day_of, news_of
from models.case import Case, Member
from models.life import Life, LifeKind
from models.mail_complaint import MailComplaint
from models.outbox import Message, MessageStatus, RecipientKind
from models.people import Professional
from notifications.channels import NO_ADDRESS
from notifications.superiors import NOT_THEIRS
from rules.mornings import Happening

NO_SERVERS_WORD: Final = (NO_ADDRESS, NOT_THEIRS)
"""Nobody was asked to take it, or its reader says that it is not for them."""


def refused() -> Select[Any]:
    """Also of the mail of a morning, which is no case's own: of each case with a seat of theirs."""
    last = day_of(func.max(Message.queued_at))
    query = news_of(
        Happening.REFUSED, Professional.id, last, institution=func.max(Professional.institution)
    )
    return (
        query.select_from(Message)
        .join(Professional, Professional.id == Message.recipient_id)
        .join(Member, Member.professional_id == Professional.id)
        .join(Case, Case.id == Member.life_id)
        .join(Life, Life.id == Message.life_id)
        .where(Message.status == MessageStatus.FAILED, Member.left_on.is_(None))
        .where(*(Message.reply.is_distinct_from(each) for each in NO_SERVERS_WORD))
        .where(Message.recipient.in_([RecipientKind.MEMBER, RecipientKind.SUPERIOR]))
        .where(or_(Life.id == Case.id, Life.kind == LifeKind.REMINDERS))
        .group_by(Case.id, Professional.id)
    )


def unwanted() -> Select[Any]:
    """A reader's mail program said so: `casework.table.unwanted`."""
    query = news_of(
        Happening.UNWANTED,
        MailComplaint.id,
        MailComplaint.said_on,
        institution=Professional.institution,
    )
    return (
        query.select_from(MailComplaint)
        .join(Member, Member.id == MailComplaint.member_id)
        .join(Professional, Professional.id == Member.professional_id)
        .join(Case, Case.id == Member.life_id)
    )
