"""Who has a message in hand: taken for a minute, sent outside any transaction, then recorded."""

import logging
import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, Update, and_, func, or_, select, update
from sqlalchemy.exc import DBAPIError

from core.logs import describe
from models.outbox import Message
from models.session import Work, unit_of_work
from notifications import posting
from notifications.channels import Reply

LEASE: Final = timedelta(seconds=60)  # real time; a send gives up well before: mail.SECONDS
FIRST_WAIT: Final = timedelta(minutes=5)  # greylisting servers let nobody in earlier
LONGEST_WAIT: Final = timedelta(days=1)
ON_THE_WAY: Final = ("queued", "sending")
SET_ASIDE: Final = "set_aside"

logger = logging.getLogger(__name__)
_jitter = random.Random()  # noqa: S311 - spreads retries, protects nothing


@dataclass(frozen=True, slots=True)
class Parcel:
    """A message in hand; `attempts` tells this lease from a later one."""

    message: UUID
    life_id: UUID | None
    attempts: int
    send: posting.Send


def due(now: datetime) -> ColumnElement[bool]:
    """Queued and its time has come, or left in hand by a process that is gone."""
    waiting = and_(Message.status == "queued", Message.not_before <= now)
    return or_(waiting, _abandoned())


def _abandoned() -> ColumnElement[bool]:
    return and_(Message.status == "sending", Message.lease_until < func.clock_timestamp())


def take(*which: ColumnElement[bool]) -> Parcel | None:
    """Lease the oldest due message of these, or None. One without words or reader is set aside:
    it is not looked at again before somebody has mended the cause and asks for a retry."""
    while True:
        with unit_of_work() as work:
            message = work.session.scalars(
                select(Message)
                .where(*which, due(work.clock.now()))
                .order_by(Message.queued_at, Message.id)
                .limit(1)
                .with_for_update(skip_locked=True)
            ).first()
            if message is None:
                return None
            if (parcel := _lease(work, message)) is not None:
                return parcel


def _lease(work: Work, message: Message) -> Parcel | None:
    """Take it in hand; None if it turned out that it must not or cannot leave."""
    if message.channel == "sms" and message.status == "sending":
        message.status, message.lease_until = "unknown", None  # a second SMS would alarm
        return None
    try:
        send = posting.prepare(work, message)
    except DBAPIError:
        raise
    except Exception as error:
        message.status, message.lease_until, message.reply = SET_ASIDE, None, describe(error)
        logger.error("Message %s cannot be composed: %s", message.id, message.reply)
        return None
    if send is None:
        message.status, message.lease_until = "obsolete", None
        return None
    message.status = "sending"
    message.attempts += 1
    message.lease_until = work.session.scalar(select(func.clock_timestamp() + LEASE))
    message.not_before = work.clock.now() + LEASE  # so that `next_try` looks after it
    return Parcel(message.id, message.life_id, message.attempts, send)


def wait(attempts: int) -> timedelta:
    """How long until the next try: doubling, spread a little, never over a day."""
    doublings = 1 << min(attempts - 1, 10)
    return min(FIRST_WAIT * doublings * (1 + _jitter.random() / 5), LONGEST_WAIT)


def record(parcel: Parcel, reply: Reply) -> None:
    """Write down what became of a message in hand."""
    with unit_of_work() as work:
        now = work.clock.now()
        if reply.verdict == "accepted":
            work.session.execute(_accepted(parcel, reply, now))
            return
        again = now + wait(parcel.attempts)
        work.session.execute(_not_accepted(parcel, reply, again))
        if reply.lost:
            work.session.execute(_spare_the_others(parcel, again))


def _accepted(parcel: Parcel, reply: Reply, now: datetime) -> Update:
    """True whatever happened to the row meanwhile: it was taken over, or overtaken by events."""
    return (
        update(Message)
        .where(Message.id == parcel.message, Message.status != "sent")
        .values(status="sent", lease_until=None, accepted_at=now, reply=reply.words)
    )


def _not_accepted(parcel: Parcel, reply: Reply, again: datetime) -> Update:
    """Only if the row is still in this hand: `attempts` counts the leases."""
    status = {"delayed": "queued", "refused": "failed", "unknown": "unknown"}[reply.verdict]
    return (
        update(Message)
        .where(Message.id == parcel.message, Message.attempts == parcel.attempts)
        .where(Message.status == "sending")
        .values(status=status, lease_until=None, reply=reply.words, not_before=again)
    )


def _spare_the_others(parcel: Parcel, again: datetime) -> Update:
    """The mail server is away: the life's other mails need not each find out."""
    return (
        update(Message)
        .where(Message.life_id == parcel.life_id, Message.channel == "mail")
        .where(Message.status == "queued", Message.not_before < again)
        .values(not_before=again)
    )
