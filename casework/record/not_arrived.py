"""Which messages have not arrived, and whose they are: asked by the page and by the act alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Date,
    DateTime,
    and_,
    case,
    cast,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    true,
)
from sqlalchemy.orm import aliased

from core.clock import ZONE, local_day
from identity.access import is_head, of_officer, officer_of
from models.life import Life, LifeKind
from models.outbox import CODES, RESTS, MailCause, Message, MessageStatus
from models.session import Work
from notifications.notices.reminders import OfficerReminder
from rules.convening import NOTICE_DAYS
from rules.roles import Role
from rules.sign_in_limits import LIMITS

SHOWN_AFTER: Final = timedelta(hours=1)
"""A server that lets nobody in at first has done so by then: RFC 6647, 4.5."""
ASKS_FOR_NO_PATIENCE: Final = (MailCause.SERVER, MailCause.OURS)
"""What is refused for good, or is our own trouble, is seen at once, also where it is sent again."""
OF_USE: Final = timedelta(days=1)
"""A code that did not arrive is asked for anew; it stands here for a day, because of the number."""
VALID_FOR: Final = timedelta(minutes=LIMITS.MEMBER_CODE.minutes)
INVITATIONS: Final = ("convening/invitation", "quarterly/invitation")
LAST_DAYS: Final[Mapping[str, str]] = {
    "convening/agree_date": "last_day_to_invite",
    "quarterly/agree_date": "last_day_to_invite",
    "reports/request": "due_on",
    "reports/inquiry": "due_on",
    "reports/last_chance": "last_chance_on",
}
"""The day by which a notice is of use, in the field of its own that says so."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What a list is narrowed to; empty is everything."""

    cause: MailCause | None = None
    server: str = ""
    template: str = ""
    message: UUID | None = None


def limit_of() -> ColumnElement[date | None]:
    """By when the law, or the notice itself, wants it there: Art. 8(3), 8(9), 14(3.2)."""
    starts = cast(Message.context["starts_at"].astext, DateTime(timezone=True))
    invited = cast(func.timezone(ZONE.key, starts), Date) - NOTICE_DAYS
    named = (
        (Message.template == template, cast(Message.context[name].astext, Date))
        for template, name in LAST_DAYS.items()
    )
    return case((Message.template.in_(INVITATIONS), invited), *named, else_=null().cast(Date))


def stuck(now: datetime) -> ColumnElement[bool]:
    """It rests, was tried for so long that somebody may want to know, or came back undelivered. On
    the last day on which it is in time, and after it, the first try that failed is enough."""
    tried = and_(
        Message.status == MessageStatus.QUEUED,
        Message.tried_since.is_not(None),
        or_(
            Message.tried_since <= now - SHOWN_AFTER,
            Message.cause.in_(ASKS_FOR_NO_PATIENCE),
            limit_of() <= local_day(now),
        ),
    )
    back = and_(Message.status == MessageStatus.SENT, Message.cause.is_not(None), ~_left_anew())
    of_use = or_(Message.template.not_in(CODES), Message.queued_at > now - OF_USE)
    anew = and_(  # of a morning of which nobody knows whether it left, the next one's said it
        Message.status == MessageStatus.UNKNOWN, Message.template == OfficerReminder.template
    )
    few = Message.status.in_((*RESTS, MessageStatus.QUEUED))  # of very many that have left
    return or_(and_(few, or_(Message.status.in_(RESTS), tried), of_use, ~anew), back)


def _left_anew() -> ColumnElement[bool]:
    """The same left once more, and a server took it (`outbox.move`). As a value, looked up by its
    life: EXISTS may be answered from the whole table (0159)."""
    anew = aliased(Message)
    taken = select(true()).where(
        anew.life_id == Message.life_id,
        anew.accepted_at > Message.queued_at,
        anew.cause.is_(None),
        func.starts_with(anew.key, Message.key + ":"),
    )
    return taken.limit(1).correlate(Message).scalar_subquery().is_not(None)


def may_leave_again(now: datetime) -> ColumnElement[bool]:
    """Nobody is sent a code that has run out: they ask for another one themselves."""
    return or_(Message.template.not_in(CODES), Message.queued_at > now - VALID_FOR)


def of_reader(work: Work) -> ColumnElement[bool]:
    """Of the lives that the officer answers for, and of the mornings of their centre where they
    decide for it; an administrator's are all of them."""
    officer = officer_of(work)
    if officer.role == Role.ADMIN:
        return true()
    theirs = of_officer(work)
    if is_head(work):
        of_mornings = Life.kind == LifeKind.REMINDERS
        theirs = or_(theirs, and_(of_mornings, Life.municipality_id == officer.municipality_id))
    return exists(select(Life.id).where(Life.id == Message.life_id, theirs))


def cause_of() -> ColumnElement[MailCause]:
    """Of a text that may have left nobody knows more."""
    return func.coalesce(Message.cause, literal(MailCause.UNANSWERED, Message.cause.type))


def narrowed(sought: Sought) -> Sequence[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if sought.cause is not None:
        found.append(cause_of() == sought.cause)
    if sought.server:
        found.append(Message.server == sought.server)
    if sought.template:
        found.append(Message.template == sought.template)
    if sought.message is not None:
        found.append(Message.id == sought.message)
    return found


def found_by(work: Work, sought: Sought) -> Sequence[ColumnElement[bool]]:
    """What the reader sees of it, and may have sent again."""
    return stuck(work.clock.now()), of_reader(work), *narrowed(sought)
