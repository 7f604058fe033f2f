"""Sending what is due: taken in hand for a minute, sent outside any transaction, then recorded.

A mail goes out at least once: killed between the server's 250 and our commit, it is sent again
under the same Message-ID. An SMS goes out at most once: one found half-sent is `unknown` for good.
"""

import logging
import threading
import time
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select
from sqlalchemy.exc import DBAPIError

from core.failpoint import failpoint
from core.logs import describe
from models.outbox import Channel, MailCause, Message, MessageStatus, RecipientKind
from models.session import Work, unit_of_work
from notifications import answered, at_once, late, left_office, posting, prepared, unwritten
from notifications.answered import Leased
from notifications.at_hand import AtHand, at_hand, first_due, first_of_life
from notifications.channels import NO_ADDRESS, Reply, Verdict, mail, post, sms
from notifications.channels.gateway import sender
from notifications.reminded import hold_up

STOP_WITHIN: Final = 5.0
"""Seconds that a message in hand still has after `stop`."""
LEASE: Final = timedelta(seconds=60)
"""Real time; a send gives up well before: `post.SECONDS`."""
HAND: Final = 12
"""Mails taken in hand together: what they speak of is read once. Of them `post.AT_ONCE` are under
way at a time where many wait, else one; no more leave again after a kill."""
BUSY: Final = 24
"""Mails that left within a minute of this process: it is a morning on which much is due."""
BEGIN_WITHIN: Final = LEASE.total_seconds() - post.SECONDS - post.WAIT
"""Seconds after which no more of a hand is begun: its lease might end before the answer."""

NOT_BEGUN: Final = Reply(Verdict.RELEASED, "not begun")

logger = logging.getLogger(__name__)
_stopping = threading.Event()
_left_at: Final[deque[float]] = deque(maxlen=BUSY)


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of the messages that were due."""

    sent: int = 0
    delayed: int = 0
    refused: int = 0
    elsewhere: frozenset[UUID] = frozenset()
    """Other lives whose addresses were thought to be wrong, and it is the server; or are, as a mail
    found out that was theirs too."""


def deliver(life_id: UUID | None) -> Delivery:
    """Send every message of this life that is due, or what waits for none: the first one alone, and
    as long as the server takes what it is given, several at once. Where it ends a connection, one
    other mail finds out on a new one whether it is away."""
    count: Counter[Verdict] = Counter()
    elsewhere: set[UUID] = set()
    unwritten.write_down()
    which = first_of_life() if life_id else first_due().where(at_once.waits_for_no_life())
    is_well, was_lost = post.shared().are_open, False
    while not _stopping.is_set():
        hand, are_all = _take(which, HAND if is_well else 1, life_id)
        if not hand:
            break
        replies, others = _send(hand, was_lost=was_lost)
        count += Counter(each.verdict for each in replies)
        elsewhere |= others
        is_well = _are_taken(replies)
        was_lost = bool(replies) and all(each.lost for each in replies)
        none_let_go = len(replies) == len(hand)
        if are_all and is_well and none_let_go:  # what is queued meanwhile wakes its life
            break
    later = sum(count[each] for each in (Verdict.DELAYED, Verdict.RELEASED, Verdict.AWAITED))
    others = frozenset(elsewhere - {life_id})
    return Delivery(count[Verdict.ACCEPTED], later, count[Verdict.REFUSED], others)


def deliver_now(message: UUID) -> bool:
    """Send one message at once; false if it was taken already or did not leave."""
    hand = take(Message.id == message)
    return bool(hand) and _are_taken(_send(hand)[0])


def _are_taken(replies: Sequence[Reply]) -> bool:
    return all(each.verdict == Verdict.ACCEPTED for each in replies)


def _send(hand: Sequence[Leased], *, was_lost: bool = False) -> tuple[list[Reply], frozenset[UUID]]:
    """A few at a time; what is left when the server has trouble, or time runs out, is let go."""
    said: list[Reply] = []
    elsewhere: set[UUID] = set()
    rest = list(hand)
    at_once = _at_once(hand)
    while rest and _are_taken(said) and _in_time(rest, said):
        few = _few(rest, at_once)
        under_way, rest = rest[:few], rest[few:]
        replies = _hand_over([each.content for each in under_way])
        elsewhere |= _said(under_way, replies, was_lost=was_lost)
        said += replies
    if rest:
        _said(rest, [NOT_BEGUN] * len(rest))
    return said, frozenset(elsewhere)


def _at_once(hand: Sequence[Leased]) -> int:
    """Only where many wait are several under way: each is one that leaves again after a kill."""
    is_full = len({id(each.content) for each in hand}) >= HAND
    is_busy = len(_left_at) == BUSY and _left_at[0] > time.monotonic() - LEASE.total_seconds()
    return post.AT_ONCE if is_full or is_busy else 1


def _few(hand: Sequence[Leased], at_once: int) -> int:
    """How many rows leave at once: so many mails, and of each all rows."""
    mails = [id(each.content) for each in hand]
    last = set(list(dict.fromkeys(mails))[:at_once])
    return sum(1 for _ in takewhile(last.__contains__, mails))


def _in_time(rest: Sequence[Leased], said: Sequence[Reply]) -> bool:
    """The first are always begun: they have just been taken in hand."""
    if not said:
        return True
    return not _stopping.is_set() and time.monotonic() < rest[0].since + BEGIN_WITHIN


def _said(
    hand: Sequence[Leased], replies: Sequence[Reply], *, was_lost: bool = False
) -> frozenset[UUID]:
    answers = list(zip(hand, replies, strict=True))
    others = set(unwritten.record(answers, _stopping.wait, was_lost=was_lost))
    failpoint("smtp:after-commit")
    late.see_to(answers, _said)
    for leased, reply in answers:
        logger.info("Message %s: %s", leased.message, reply.words)
        if reply.verdict == Verdict.ACCEPTED:
            _left_at.append(time.monotonic())
        if reply.verdict == Verdict.REFUSED and leased.life_id is not None:
            others.add(leased.life_id)
    return frozenset(others)


def _hand_over(contents: Sequence[posting.Content | None]) -> list[Reply]:
    """An SMS is in a hand of its own; mails are sent at once, each over a connection of its own,
    and one that is several rows' is sent once."""
    envelopes = {id(each): each for each in contents if isinstance(each, mail.Envelope)}
    mailed = dict(zip(envelopes, post.shared().send(list(envelopes.values())), strict=True))
    return [
        mailed[id(each)] if isinstance(each, mail.Envelope) else _without_mail(each)
        for each in contents
    ]


def _without_mail(content: sms.Sms | None) -> Reply:
    if content is None:
        return Reply(Verdict.REFUSED, NO_ADDRESS, cause=MailCause.ADDRESS)
    try:
        return sender().send(content)
    except OSError:
        return Reply(Verdict.UNKNOWN, "no answer", cause=MailCause.UNANSWERED)


def take(*which: ColumnElement[bool], at_once: int = 1) -> list[Leased]:
    """Lease the first due of these messages: so many mails, or one SMS; none where none is due."""
    return _take(first_due().where(*which), at_once)[0]


def _take(
    which: Select[Message, datetime], at_once: int, life_id: UUID | None = None
) -> tuple[list[Leased], bool]:
    """The same, and whether they are all of these that were due. One without words or reader is set
    aside: it is not looked at again before somebody has mended the cause and asks for a retry."""
    while True:
        since = time.monotonic()
        with unit_of_work() as work:
            asked = {"now": work.clock.now(), "at_once": at_once, "life": life_id}
            found = work.session.execute(which, asked).all()
            if not found:
                return [], True
            mails = list(takewhile(lambda row: row[0].channel == Channel.MAIL, found))
            # one SMS alone: were this process killed, it would be `unknown`, sent or not
            hand = mails or found[:1]
            known = at_hand(work, [message for message, _ in hand])
            taken: list[Leased] = []
            for message, moment in hand:
                if message.id not in {each.message for each in taken}:
                    taken += _lease(work, message, moment + LEASE, known)
        if taken:
            are_all = len(hand) == len(found) < at_once
            return [replace(each, since=since) for each in taken], are_all


def _lease(work: Work, message: Message, until: datetime, known: AtHand) -> list[Leased]:
    """Take it in hand, and what leaves in the same mail; nothing if it turned out that it must not
    or cannot leave."""
    if message.channel == Channel.SMS and message.status == MessageStatus.SENDING:
        message.status = MessageStatus.UNKNOWN  # a second SMS would alarm
        message.lease_until = None
        return []
    content: posting.Content | None = None
    others: Sequence[Message] = ()
    try:
        content, others = prepared.prepare(work, message, known)
        is_overtaken = content is None
    except posting.NoAddress:
        is_overtaken = False
    except (posting.NotYet, left_office.WaitsForWhoFollows) as waits:
        prepared.put_back(message, waits)
        return []
    except DBAPIError:  # the database's trouble is none of this message's
        raise
    except OSError:  # nor is the disk's: it waits with all the others
        answered.put_off(message, work.clock.now())
        hold_up(work, message)
        return []
    except Exception as error:
        message.status, message.lease_until = MessageStatus.SET_ASIDE, None
        message.reply = describe(error)
        hold_up(work, message)
        logger.error("Message %s cannot be composed: %s", message.id, message.reply)
        return []
    if is_overtaken:
        message.status, message.lease_until = MessageStatus.OBSOLETE, None
        hold_up(work, message)
        return []
    return [_in_hand(work, each, until, content) for each in (message, *others)]


def _in_hand(
    work: Work, message: Message, until: datetime, content: posting.Content | None
) -> Leased:
    message.status = MessageStatus.SENDING
    message.attempts += 1
    message.lease_until = until
    message.not_before = work.clock.now() + LEASE  # so that `next_try` looks after it
    if isinstance(content, mail.Envelope) and message.recipient != RecipientKind.REFERRER:
        message.server = content.server
    return Leased(message.id, message.life_id, message.attempts, content)


def stop() -> None:
    """Finish the message in hand, give up its lease if that takes long, take no other (SIGTERM)."""
    _stopping.set()
    post.hurry(STOP_WITHIN)


def resume() -> None:
    """Deliver again after `stop`, with all the time there is."""
    _stopping.clear()
    post.take_time()
