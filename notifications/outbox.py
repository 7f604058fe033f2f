"""The outbox: queued in the transaction of the act, delivered outside of it."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from email.utils import parseaddr
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    ScalarSelect,
    Select,
    and_,
    bindparam,
    case,
    false,
    func,
    literal,
    not_,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import JSONB, Insert, insert
from sqlalchemy.orm import Session

from core import crypto
from core.ids import new_id
from core.settings import settings
from models import asked
from models.copies import is_paused
from models.life import WakeReason
from models.outbox import ON_THE_WAY, Channel, Message, MessageStatus
from models.session import Work, unit_of_work
from notifications import at_once
from notifications.again import ANEW, LEFT_ANEW, kept, once_more
from notifications.notices.base import NOBODY, Notice, Recipient

NOT_ARRIVED: Final = (
    MessageStatus.QUEUED,
    MessageStatus.FAILED,
    MessageStatus.GIVEN_UP,
    MessageStatus.SET_ASIDE,
)
GAVE_BACK: Final = (MessageStatus.FAILED, MessageStatus.GIVEN_UP)
NOBODY_TO_TELL: Final = "NobodyToTell"
"""The reply of what has no reader yet: set aside, and not tried again without one."""
NOTHING: Final = false()


def queue(work: Work, notice: Notice, channel: Channel = Channel.MAIL) -> None:
    """Put a notice into the outbox with the act that asks for it; once, whoever calls how often."""
    queue_all(work, [notice], channel)


def queue_anew(work: Work, notice: Notice, channel: Channel = Channel.MAIL) -> None:
    """The same, also where it was taken back before it left: then it leaves with today's words."""
    queue(work, notice, channel)
    now = work.clock.now()
    work.session.execute(
        update(Message)
        .where(Message.key == notice.key, Message.status == MessageStatus.OBSOLETE)
        .values(
            link_id=notice.link_id, queued_at=now, **once_more(now, notice.context),
        )
    )  # fmt: skip


def queue_all(work: Work, notices: Iterable[Notice], channel: Channel = Channel.MAIL) -> None:
    """Put the notices of one act into the outbox, in one statement; each of them once."""
    rows = [_row(notice, channel, work.clock.now()) for notice in notices]
    if not rows:
        return
    work.session.flush()  # the link a notice carries may be as new as the notice
    work.session.execute(_once(), rows)
    if any(row["life_id"] is None for row in rows):
        at_once.leave(work)


def queue_each(
    work: Work, notices: Iterable[Notice], channel: Channel = Channel.MAIL
) -> Mapping[UUID, UUID]:
    """The same of one life; and by reader which message it is that was added."""
    rows = [_row(notice, channel, work.clock.now()) for notice in notices]
    if not rows:
        return {}
    work.session.flush()
    added = _once().returning(Message.recipient_id, Message.id)
    return dict(iter(work.session.execute(added, rows)))


def _once() -> Insert:
    # Two acts that queue one notice at once: the second waits for the first, then adds nothing.
    return insert(Message).on_conflict_do_nothing(index_elements=["key"])


def counts(work: Work, life_id: UUID, template: str, *, since: datetime) -> Mapping[UUID, int]:
    """How many mails of this template each person was written by one life since then."""
    of = {"life": life_id, "written": template, "since": since}
    return {row[0]: row[1] for row in work.session.execute(_counts(), of)}


@asked.kept
def _counts() -> Select[UUID, int]:
    return (
        select(Message.recipient_id, func.count())
        .where(Message.life_id == asked.LIFE, Message.template == bindparam("written"))
        .where(Message.queued_at >= bindparam("since"))
        .group_by(Message.recipient_id)
    )


def _row(notice: Notice, channel: Channel, now: datetime) -> dict[str, Any]:
    has_reader = notice.recipient.id != NOBODY
    return {
        "id": new_id(),
        "key": notice.key,
        "life_id": notice.life_id,
        "template": notice.template,
        "article": notice.article,
        "channel": channel,
        "recipient": notice.recipient.kind,
        "recipient_id": notice.recipient.id,
        "context": notice.context,
        "link_id": notice.link_id,
        "status": MessageStatus.QUEUED if has_reader else MessageStatus.SET_ASIDE,
        "queued_at": now,
        "not_before": now,
        "attempts": 0,
        "message_id": message_id(notice.key),
        "reply": None if has_reader else NOBODY_TO_TELL,
    }


def message_id(key: str) -> str:
    """The Message-ID of a key: the same on every repeat, so that mailboxes can fold them.

    RFC 5322, 3.6.4: what is sent anew without a change keeps its identifier. Under the ring, so
    that whoever knows a key, which pages and addresses tell in parts, knows no Message-ID: 0170.
    """
    own = crypto.ring().mac(key, "message-id").hex()[:32]
    return f"<{own}@{_domain(settings().smtp_from)}>"


@lru_cache(maxsize=1)
def _domain(sender: str) -> str:
    return parseaddr(sender)[1].rpartition("@")[2]


def due(now: datetime | BindParameter[datetime]) -> ColumnElement[bool]:
    """Queued and its time has come, or left in hand by a process that is gone; in a copy that was
    put back nothing, before somebody has said what had left."""
    waiting = and_(Message.status == MessageStatus.QUEUED, Message.not_before <= now)
    return and_(not_(is_paused()), or_(waiting, _abandoned()))


AT_ONCE: Final = (
    *(
        f"{folder}/{name}"
        for folder in ("convening", "quarterly")
        for name in ("invitation", "cancelled", "not_coming")
    ),
    "convening/off",
    "convening/not_theirs",
)
"""What has a day of the law behind it, or keeps people from coming for nothing: Art. 8(3)."""


def rank() -> ColumnElement[int]:
    """Legal notices first, reminders last: after an outage all of them are due at once."""
    return case(
        (Message.template.in_(AT_ONCE), 0), (Message.template.startswith("reminders/"), 2), else_=1
    )


def _abandoned() -> ColumnElement[bool]:
    # Leases are in the database's real time, in which they were given.
    return and_(
        Message.status == MessageStatus.SENDING, Message.lease_until < func.clock_timestamp()
    )


def pending(life_id: UUID | None) -> bool:
    """Is there a message of this life that a delivery could take now?"""
    with unit_of_work(read_only=True) as work:
        return is_pending(work, life_id)


def is_pending(work: Work, life_id: UUID | None) -> bool:
    """The same, to be asked with something else."""
    found = select(Message.id).where(Message.life_id == life_id, due(work.clock.now()))
    return work.session.scalar(select(found.exists())) or False


def next_try(session: Session, life_id: UUID | None) -> datetime | None:
    """When to look at this life's messages again, by its clock; None if nothing is on its way."""
    return session.scalar(select(first_try(life_id)))


def first_try(life_id: UUID | ColumnElement[UUID] | None) -> ScalarSelect[datetime]:
    """The same, to be asked with something else."""
    query = select(func.min(Message.not_before)).where(
        Message.life_id == life_id, Message.status.in_(ON_THE_WAY), not_(is_paused())
    )
    return query.scalar_subquery()


def first_tries(session: Session, lives: Collection[UUID]) -> Mapping[UUID, datetime]:
    """The same of many lives; those are left out of which nothing is on its way."""
    rows = session.execute(_first_tries(), {"lives": list(lives)})
    return {life: at for life, at in rows if life is not None}


@asked.kept
def _first_tries() -> Select[UUID | None, datetime]:
    query = select(Message.life_id, func.min(Message.not_before)).where(
        Message.life_id == asked.several("lives"), Message.status.in_(ON_THE_WAY), not_(is_paused())
    )
    return query.group_by(Message.life_id)


def failed(session: Session, life_id: UUID | None) -> list[Message]:
    """What a mail server refused for good: somebody must correct the contact."""
    return list(
        session.scalars(
            select(Message)
            .where(Message.life_id == life_id, Message.status == MessageStatus.FAILED)
            .order_by(Message.queued_at, Message.id)
        )
    )


def requeue(work: Work, recipient: Recipient) -> int:
    """Send again what was refused for this reader: their contact was corrected."""
    now = work.clock.now()
    found = work.session.scalars(
        update(Message)
        .where(Message.recipient == recipient.kind, Message.recipient_id == recipient.id)
        .where(Message.status.in_(GAVE_BACK))
        .values(**once_more(now))
        .returning(Message.id)
    )
    return len(found.all())


def move(
    work: Work, old_link: UUID, new_link: UUID, mark: UUID, past: ColumnElement[bool] = NOTHING
) -> int:
    """Let the newest mail that carries a link leave again with another one, once per `mark`.

    What has not arrived leaves as it is; of what has arrived the newest goes out anew. Neither does
    what is `past`: what it says is not so any more.
    """
    now = work.clock.now()
    mails = (Message.link_id == old_link, Message.channel == Channel.MAIL)
    waits = update(Message).where(*mails, Message.status.in_(NOT_ARRIVED))
    work.session.execute(waits.where(past).values(status=MessageStatus.OBSOLETE, lease_until=None))
    moved = work.session.scalars(
        waits.values(link_id=new_link, **_once_more(now, mark)).returning(Message.id)
    ).all()
    if moved:
        return len(moved)
    newest = select(Message).where(*mails, Message.status != MessageStatus.OBSOLETE, ~past)
    sent = work.session.scalars(newest.order_by(Message.queued_at.desc()).limit(1)).first()
    if sent is None:
        return 0
    key = f"{sent.key}:{mark}"
    anew = kept(sent)
    anew["context"] |= {LEFT_ANEW: str(mark)}
    row = insert(Message).values(
        **anew, id=new_id(), key=key, message_id=message_id(key), link_id=new_link,
        status=MessageStatus.QUEUED, queued_at=now, not_before=now, attempts=0,
    )  # fmt: skip
    work.session.flush()
    work.session.execute(row.on_conflict_do_nothing(index_elements=["key"]))
    return 1


def _once_more(now: datetime, mark: UUID) -> Mapping[str, Any]:
    said = once_more(now)
    return {**said, "context": said["context"].op("||")(literal({LEFT_ANEW: str(mark)}, JSONB))}


def retry(work: Work, life_ids: Collection[UUID]) -> int:
    """Try again what could not be composed in these lives: the cause is gone, or so one hopes."""
    found = work.session.scalars(
        update(Message)
        .where(Message.life_id.in_(life_ids), Message.status == MessageStatus.SET_ASIDE)
        .where(Message.reply.is_distinct_from(NOBODY_TO_TELL))
        .values(status=MessageStatus.QUEUED, not_before=work.clock.now(), **ANEW)
        .returning(Message.life_id)
    ).all()
    for life_id in {life_id for life_id in found if life_id is not None}:
        work.wake(life_id, WakeReason.MAIL)
    return len(found)
