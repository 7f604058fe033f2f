"""Sending what is due: taken in hand for a minute, sent outside any transaction, then recorded.

A mail goes out at least once: killed between the server's 250 and our commit, it is sent again
under the same Message-ID. An SMS goes out at most once: one found half-sent is `unknown` for good.
"""

import logging
import threading
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.exc import DBAPIError

from core.failpoint import failpoint
from core.logs import describe
from models.outbox import Channel, MailCause, Message, MessageStatus, RecipientKind
from models.session import Work, unit_of_work
from notifications import answered, posting, unwritten
from notifications.answered import Leased
from notifications.channels import Reply, Verdict, mail
from notifications.channels.gateway import sender
from notifications.outbox import due, rank

STOP_WITHIN: Final = 5.0
"""Seconds that a message in hand still has after `stop`."""
LEASE: Final = timedelta(seconds=60)
"""Real time; a send gives up well before: `mail.SECONDS`."""

logger = logging.getLogger(__name__)
_stopping = threading.Event()


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of the messages that were due."""

    sent: int = 0
    delayed: int = 0
    refused: int = 0
    mistaken: frozenset[UUID] = frozenset()
    """Other lives whose addresses were thought to be wrong, and it is the server."""


def deliver(life_id: UUID | None) -> Delivery:
    """Send every message of this life that is due, one after the other, over one connection."""
    count: Counter[Verdict] = Counter()
    mistaken: set[UUID] = set()
    unwritten.write_down()
    with mail.Connection() as line:
        while not _stopping.is_set():
            leased = take(Message.life_id == life_id)
            if leased is None:
                break
            reply, others = _send(leased, line)
            count[reply.verdict] += 1
            mistaken |= others
    later = count[Verdict.DELAYED] + count[Verdict.RELEASED]
    others = frozenset(mistaken - {life_id})
    return Delivery(count[Verdict.ACCEPTED], later, count[Verdict.REFUSED], others)


def deliver_now(message: UUID) -> bool:
    """Send one message at once; false if it was taken already or did not leave."""
    leased = take(Message.id == message)
    if leased is None:
        return False
    with mail.Connection() as line:
        return _send(leased, line)[0].verdict == Verdict.ACCEPTED


def _send(leased: Leased, line: mail.Connection) -> tuple[Reply, frozenset[UUID]]:
    reply = _hand_over(leased.content, line)
    others = unwritten.record(leased, reply, _stopping.wait)
    failpoint("smtp:after-commit")
    logger.info("Message %s: %s", leased.message, reply.words)
    return reply, others


def _hand_over(content: posting.Content | None, line: mail.Connection) -> Reply:
    if content is None:
        return Reply(Verdict.REFUSED, "no usable address", cause=MailCause.ADDRESS)
    if isinstance(content, mail.Envelope):
        return line.send(content)
    try:
        return sender().send(content)
    except OSError:
        return Reply(Verdict.UNKNOWN, "no answer", cause=MailCause.UNANSWERED)


def take(*which: ColumnElement[bool]) -> Leased | None:
    """Lease the first due message of these, or None. One without words or reader is set aside:
    it is not looked at again before somebody has mended the cause and asks for a retry."""
    while True:
        with unit_of_work() as work:
            # SKIP LOCKED: another delivery of this life takes the next row instead of waiting for
            # this one; a row taken meanwhile no longer fits (PostgreSQL docs, SELECT).
            message = work.session.scalars(
                select(Message)
                .where(*which, due(work.clock.now()))
                .order_by(rank(), Message.queued_at, Message.id)
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
    except posting.NotYet as later:
        message.status, message.lease_until = MessageStatus.QUEUED, None
        message.not_before = later.until
        return None
    except DBAPIError:  # the database's trouble is none of this message's
        raise
    except OSError:  # nor is the disk's: it waits with all the others
        answered.put_off(message, work.clock.now())
        return None
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
    if isinstance(content, mail.Envelope) and message.recipient != RecipientKind.REFERRER:
        message.server = content.server
    return Leased(message.id, message.life_id, message.attempts, content)


def stop() -> None:
    """Finish the message in hand, give up its lease if that takes long, take no other (SIGTERM)."""
    _stopping.set()
    mail.hurry(STOP_WITHIN)


def resume() -> None:
    """Deliver again after `stop`, with all the time there is."""
    _stopping.clear()
    mail.take_time()
