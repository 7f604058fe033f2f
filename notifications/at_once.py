"""Mail that leaves as soon as it is committed, without a life that wakes for it."""

from typing import Final

from sqlalchemy import ColumnElement, and_, or_, text

from models.outbox import CODES, MAIL_CHANNEL, Channel, Message
from models.session import Work

_LEAVE: Final = text("SELECT pg_notify(:channel, '')")


def leave(work: Work) -> None:
    """The workers hear of it at the commit, and one of them sends it: `runtime.mail_at_once`."""
    work.session.execute(_LEAVE, {"channel": MAIL_CHANNEL})


def waits_for_no_life() -> ColumnElement[bool]:
    """What is none's: how officers sign in, warnings. And a code by mail, which somebody waits for
    at a page: a life may be busy with its morning."""
    is_code = and_(Message.template.in_(CODES), Message.channel == Channel.MAIL)
    return or_(Message.life_id.is_(None), is_code)
