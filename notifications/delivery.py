"""Sending what is due: taken in hand for a minute, sent outside any transaction, then recorded.

A mail goes out at least once: killed between the server's 250 and our commit, it is sent again
under the same Message-ID. An SMS goes out at most once: one found half-sent is `unknown` for good.
"""

import logging
import random
import threading
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, Update, func, select, update
from sqlalchemy.exc import DBAPIError

from core.failpoint import failpoint
from core.logs import describe
from models.outbox import Channel, Message, MessageStatus
from models.session import Work, unit_of_work
from notifications import posting, receipts, superiors
from notifications.channels import Reply, Verdict, mail
from notifications.channels.gateway import sender
from notifications.outbox import due

STOP_WITHIN: Final = 5.0
"""Seconds that a message in hand still has after `stop`."""
LEASE: Final = timedelta(seconds=60)
"""Real time; a send gives up well before: `mail.SECONDS`."""
FIRST_WAIT: Final = timedelta(minutes=5)
"""Greylisting servers let nobody in earlier: RFC 6647, 4."""
LONGEST_WAIT: Final = timedelta(days=1)

logger = logging.getLogger(__name__)
_jitter = random.Random()  # noqa: S311 - spreads retries, protects nothing
_stopping = threading.Event()


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of the messages that were due."""

    sent: int = 0
    delayed: int = 0
    refused: int = 0


@dataclass(frozen=True, slots=True)
class Leased:
    """A message in hand; `attempts` tells this lease from a later one."""

    message: UUID
    life_id: UUID | None
    attempts: int
    content: posting.Content | None
    """None where its reader has no address that could be tried."""


def deliver(life_id: UUID | None) -> Delivery:
    """Send every message of this life that is due, one after the other, over one connection."""
    count: Counter[Verdict] = Counter()
    with mail.Connection() as line:
        while not _stopping.is_set():
            leased = take(Message.life_id == life_id)
            if leased is None:
                break
            count[_send(leased, line)] += 1
    later = count[Verdict.DELAYED] + count[Verdict.RELEASED]
    return Delivery(count[Verdict.ACCEPTED], later, count[Verdict.REFUSED])


def deliver_now(message: UUID) -> bool:
    """Send one message at once; false if it was taken already or did not leave."""
    leased = take(Message.id == message)
    if leased is None:
        return False
    with mail.Connection() as line:
        return _send(leased, line) == Verdict.ACCEPTED


def _send(leased: Leased, line: mail.Connection) -> Verdict:
    reply = _hand_over(leased.content, line)
    record(leased, reply)
    failpoint("smtp:after-commit")
    logger.info("Message %s: %s", leased.message, reply.words)
    return reply.verdict


def _hand_over(content: posting.Content | None, line: mail.Connection) -> Reply:
    if content is None:
        return Reply(Verdict.REFUSED, "no usable address")
    if isinstance(content, mail.Envelope):
        return line.send(content)
    try:
        return sender().send(content)
    except OSError:
        return Reply(Verdict.UNKNOWN, "no answer")


def take(*which: ColumnElement[bool]) -> Leased | None:
    """Lease the oldest due message of these, or None. One without words or reader is set aside:
    it is not looked at again before somebody has mended the cause and asks for a retry."""
    while True:
        with unit_of_work() as work:
            # SKIP LOCKED: another delivery of this life takes the next row instead of waiting for
            # this one; a row taken meanwhile no longer fits (PostgreSQL docs, SELECT).
            message = work.session.scalars(
                select(Message)
                .where(*which, due(work.clock.now()))
                .order_by(Message.queued_at, Message.id)
                .limit(1)
                .with_for_update(skip_locked=True)
            ).first()
            if message is None:
                return None
            if (leased := _lease(work, message)) is not None:
                return leased


def _lease(work: Work, message: Message) -> Leased | None:
    """Take it in hand; None if it turned out that it must not or cannot leave."""
    if message.channel == Channel.SMS and message.status == MessageStatus.SENDING:
        message.status = MessageStatus.UNKNOWN  # a second SMS would alarm
        message.lease_until = None
        return None
    content: posting.Content | None = None
    try:
        content = posting.prepare(work, message)
        is_overtaken = content is None
    except posting.NoAddress:
        is_overtaken = False
    except DBAPIError:  # the database's trouble is none of this message's
        raise
    except Exception as error:
        message.status, message.lease_until = MessageStatus.SET_ASIDE, None
        message.reply = describe(error)
        logger.error("Message %s cannot be composed: %s", message.id, message.reply)
        return None
    if is_overtaken:
        message.status, message.lease_until = MessageStatus.OBSOLETE, None
        return None
    message.status = MessageStatus.SENDING
    message.attempts += 1
    # The database's real time: the demo clock jumps, and the clocks of two machines differ.
    message.lease_until = work.session.scalar(select(func.clock_timestamp() + LEASE))
    message.not_before = work.clock.now() + LEASE  # so that `next_try` looks after it
    return Leased(message.id, message.life_id, message.attempts, content)


def wait(attempts: int) -> timedelta:
    """How long until the next try: doubling, spread a little, never over a day."""
    doublings = 1 << min(attempts - 1, 10)
    return min(FIRST_WAIT * doublings * (1 + _jitter.random() / 5), LONGEST_WAIT)


def record(leased: Leased, reply: Reply) -> None:
    with unit_of_work() as work:
        now = work.clock.now()
        if reply.verdict == Verdict.ACCEPTED:
            left = _accepted(leased, reply, now).returning(Message.template, Message.context)
            for template, context in work.session.execute(left).all():
                superiors.mark(work.session, template, context, now)
                receipts.mark(work.session, template, context, now)
            return
        released = reply.verdict == Verdict.RELEASED  # the mail server had nothing against it
        again = now if released else now + wait(leased.attempts)
        work.session.execute(_not_accepted(leased, reply, again))
        if reply.lost:
            work.session.execute(_spare_the_others(leased, again))


def _accepted(leased: Leased, reply: Reply, now: datetime) -> Update:
    # True whatever happened to the row meanwhile: it was taken over, or overtaken by events.
    return (
        update(Message)
        .where(Message.id == leased.message, Message.status != MessageStatus.SENT)
        .values(status=MessageStatus.SENT, lease_until=None, accepted_at=now, reply=reply.words)
    )


_LEFT_AS: Final = {
    Verdict.DELAYED: MessageStatus.QUEUED,
    Verdict.RELEASED: MessageStatus.QUEUED,
    Verdict.REFUSED: MessageStatus.FAILED,
    Verdict.UNKNOWN: MessageStatus.UNKNOWN,
}


def _not_accepted(leased: Leased, reply: Reply, again: datetime) -> Update:
    # `attempts` counts the leases: nothing happens to a row that is in another hand by now.
    return (
        update(Message)
        .where(Message.id == leased.message, Message.attempts == leased.attempts)
        .where(Message.status == MessageStatus.SENDING)
        .values(
            status=_LEFT_AS[reply.verdict], lease_until=None, reply=reply.words, not_before=again
        )
    )


def _spare_the_others(leased: Leased, again: datetime) -> Update:
    """The mail server is away: the life's other mails need not each find out."""
    return (
        update(Message)
        .where(Message.life_id == leased.life_id, Message.channel == Channel.MAIL)
        .where(Message.status == MessageStatus.QUEUED, Message.not_before < again)
        .values(not_before=again)
    )


def stop() -> None:
    """Finish the message in hand, give up its lease if that takes long, take no other (SIGTERM)."""
    _stopping.set()
    mail.hurry(STOP_WITHIN)


def resume() -> None:
    """Deliver again after `stop`, with all the time there is."""
    _stopping.clear()
    mail.take_time()
