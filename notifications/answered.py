"""What became of a message in hand: left, refused as an address, put off, or given up.

It is the server and no address where several people at one server are refused alike.
"""

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Select,
    Update,
    and_,
    func,
    or_,
    select,
    update,
)

from models.outbox import Channel, MailCause, Message, MessageStatus
from models.session import Work, unit_of_work
from notifications import accepted, posting, reminded
from notifications.channels import Reply, Verdict, slow

FIRST_WAIT: Final = timedelta(minutes=5)
"""Greylisting servers let nobody in earlier: RFC 6647, 4."""
LONGEST_WAIT: Final = timedelta(hours=4)
TRY_FOR: Final = timedelta(days=5)
"""The four to five days of RFC 5321, 4.5.4.1."""
SEVERAL: Final = 3
TOGETHER: Final = timedelta(hours=1)
"""Of refusals that are compared, and of a mail taken, which says that the server takes some."""
REMEMBERED: Final = timedelta(days=7)
"""A server once found to refuse is not asked about three addresses anew at each try."""

LATELY: Final = timedelta(minutes=2)
"""A server that took a mail within them is there, whatever became of two connections."""
SOON: Final = timedelta(seconds=30)
AWAITED: Final = timedelta(seconds=slow.ANSWERED_WITHIN + 60)
"""The lease of what is awaited, from then on: nobody else begins it before the answer."""

_jitter = random.Random()  # noqa: S311 - spreads retries, protects nothing


@dataclass(frozen=True, slots=True)
class Leased:
    """A message in hand; `attempts` tells this lease from a later one."""

    message: UUID
    life_id: UUID | None
    attempts: int
    content: posting.Content | None
    """None where its reader has no address that could be tried."""
    since: float = 0.0
    """When, by the monotonic clock of this process; the lease began no earlier."""


Answer = tuple[Leased, Reply]
"""What was in hand, and what the server or gateway made of it."""


def wait(tried_for: timedelta) -> timedelta:
    """How long until the next try: as long as was waited so far, spread a little, with an end."""
    longer = min(max(tried_for, FIRST_WAIT), LONGEST_WAIT)
    return longer * (1 + _jitter.random() / 5)


def put_off(message: Message, now: datetime) -> None:
    """It could not even be written: this machine's trouble, and none of the message's."""
    message.tried_since = message.tried_since or now
    message.answered_at, message.cause = now, MailCause.OURS
    message.status, message.lease_until = MessageStatus.QUEUED, None
    message.reply = "not written"
    message.not_before = now + wait(now - message.tried_since)


def record(answers: Sequence[Answer], *, was_lost: bool = False) -> frozenset[UUID]:
    """Write them down together; gives the lives of which an address was thought wrong, and is not.
    `was_lost`: the connection of the mail before them, too."""
    taken: dict[Reply, list[UUID]] = defaultdict(list)
    mistaken: set[UUID] = set()
    with unit_of_work() as work:
        for leased, reply in answers:
            if reply.verdict == Verdict.ACCEPTED:
                taken[reply].append(leased.message)
        for reply, messages in taken.items():
            accepted.mark(work, messages, reply)
        is_away = not taken and _is_away(answers, was_lost=was_lost)
        for leased, reply in answers:
            if reply.verdict != Verdict.ACCEPTED and (message := _in_this_hand(work, leased)):
                mistaken |= _not_left(work, message, reply, is_away=is_away)
    return frozenset(mistaken)


def _is_away(answers: Sequence[Answer], *, was_lost: bool) -> bool:
    """Nobody gets through: one connection that a server ended says nothing of the next, two say."""
    lost = {id(leased.content): reply for leased, reply in answers if reply.lost}
    return any(was_lost or len(lost) > 1 or not reply.alone for reply in lost.values())


def _in_this_hand(work: Work, leased: Leased) -> Message | None:
    # `attempts` counts the leases: nothing happens to a row that is in another hand by now.
    query = select(Message).where(Message.id == leased.message).with_for_update(key_share=True)
    query = query.where(
        Message.attempts == leased.attempts, Message.status == MessageStatus.SENDING
    )
    return work.session.scalars(query).first()


_LEFT_AS: Final = {
    Verdict.DELAYED: MessageStatus.QUEUED,
    Verdict.RELEASED: MessageStatus.QUEUED,
    Verdict.REFUSED: MessageStatus.FAILED,
    Verdict.UNKNOWN: MessageStatus.UNKNOWN,
}


def _not_left(work: Work, message: Message, reply: Reply, *, is_away: bool) -> frozenset[UUID]:
    now = work.clock.now()
    message.reply = reply.words
    if reply.verdict == Verdict.AWAITED:
        message.lease_until = func.clock_timestamp() + AWAITED
        message.not_before = now + AWAITED  # so that `next_try` looks after it
        return frozenset()
    message.status, message.lease_until = _LEFT_AS[reply.verdict], None
    if reply.in_doubt:
        message.doubt()
    if reply.verdict == Verdict.RELEASED:  # the mail server had nothing against it
        message.not_before = now
        return frozenset()
    message.tried_since = message.tried_since or now
    message.answered_at, message.cause = now, reply.cause or MailCause.UNANSWERED
    message.not_before = now + wait(now - message.tried_since)
    if reply.verdict == Verdict.DELAYED:
        _give_up_in_the_end(message, now)
    # A code is asked for behind a link, which touches no other.
    if reply.lost and is_away and not _brings_a_code(message):
        took = _taken().where(Message.accepted_at > now - LATELY)
        is_there = work.session.scalar(took.limit(1)) is not None
        again = now + SOON if is_there else message.not_before
        work.session.execute(_spare_the_others(message, again))
    reminded.hold_up(work, message)
    if reply.verdict == Verdict.REFUSED and message.channel == Channel.MAIL:
        return _look_at_the_server(work, message)
    return frozenset()


def _give_up_in_the_end(message: Message, now: datetime) -> None:
    assert message.tried_since is not None  # it was tried
    if now - message.tried_since >= TRY_FOR:
        message.status = MessageStatus.GIVEN_UP


def _brings_a_code(message: Message) -> bool:
    return "code_id" in message.context


def _taken() -> Select[UUID]:
    mails = Message.channel == Channel.MAIL, Message.status == MessageStatus.SENT
    return select(Message.id).where(*mails)


def _spare_the_others(message: Message, again: datetime) -> Update:
    """The mail server is away: the life's other mails need not each find out."""
    return (
        update(Message)
        .where(Message.life_id == message.life_id, Message.channel == Channel.MAIL)
        .where(Message.status == MessageStatus.QUEUED, Message.not_before < again)
        .values(
            not_before=again, cause=message.cause, reply=message.reply,
            answered_at=message.answered_at,
            tried_since=func.coalesce(Message.tried_since, message.answered_at),
        )
    )  # fmt: skip


def _look_at_the_server(work: Work, message: Message) -> frozenset[UUID]:
    """Several refused alike and nobody let in: at one domain, or at the one server that we ask."""
    work.session.flush()
    at_the_domain = Message.server == message.server
    for there in ((at_the_domain,), ()):
        alike = _alike(message, *there)
        if _is_the_server(work, alike, there, message):
            found = work.session.execute(_back_in_line(message, alike)).scalars().all()
            for each in found:
                work.session.expire(work.session.get_one(Message, each))
            lives = select(Message.life_id).where(Message.id.in_(found)).distinct()
            return frozenset(life for life in work.session.scalars(lives) if life is not None)
    return frozenset()


def _alike(message: Message, *there: ColumnElement[bool]) -> Sequence[ColumnElement[bool]]:
    """Refused with the same words lately, or known as refused by the server."""
    assert message.answered_at is not None  # it was refused
    now = message.answered_at
    lately = Message.answered_at > now - TOGETHER
    known = and_(Message.cause == MailCause.SERVER, Message.answered_at > now - REMEMBERED)
    not_left = (MessageStatus.FAILED, MessageStatus.QUEUED, MessageStatus.GIVEN_UP)
    return (
        Message.status.in_(not_left),
        Message.channel == Channel.MAIL,
        Message.reply == message.reply,
        Message.server.is_not(None),
        or_(lately, known),
        *there,
    )


def _is_the_server(
    work: Work,
    alike: Sequence[ColumnElement[bool]],
    there: Sequence[ColumnElement[bool]],
    message: Message,
) -> bool:
    whom = select(func.count(func.distinct(Message.recipient_id))).where(*alike)
    if (work.session.scalar(whom) or 0) < SEVERAL:
        return False
    taken = _taken().where(Message.accepted_at >= _meanwhile(work, alike, message), *there)
    return work.session.scalar(taken.limit(1)) is None


def _meanwhile(work: Work, alike: Sequence[ColumnElement[bool]], message: Message) -> datetime:
    """Since the first of those refusals: a server may have turned bad a moment ago. At a later try,
    the hour: what others send in it would show that the server is well and the address is not."""
    assert message.answered_at is not None  # it was refused
    lately = message.answered_at - TOGETHER
    if message.tried_since != message.answered_at:
        return lately
    first = select(func.min(Message.answered_at)).where(*alike, Message.answered_at > lately)
    return work.session.scalars(first).one() or lately


def _back_in_line(message: Message, alike: Sequence[ColumnElement[bool]]) -> Any:
    """Theirs are right addresses, as far as anybody knows: they are tried again."""
    return (
        update(Message)
        .where(*alike, Message.status == MessageStatus.FAILED)
        .values(status=MessageStatus.QUEUED, cause=MailCause.SERVER, not_before=message.not_before)
        .returning(Message.id)
        .execution_options(synchronize_session=False)
    )
