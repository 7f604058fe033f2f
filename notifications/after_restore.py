"""Nothing is sent twice: of a record that was put back somebody says what had already left: 0161.

What waited when the copy was taken has mostly left since, from the system that is gone. What is
queued after it was put back is what that system may have sent too, or not.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from sqlalchemy import func, select, update

from models.copies import RestoredCopy
from models.life import Heartbeat, Life, WakeReason, Wakeup
from models.outbox import CODES, NUMBERED, ON_THE_WAY, Channel, Message, MessageStatus
from models.people import MemberLink
from models.session import Work
from notifications import receipts, superiors
from notifications.at_hand import links_of
from notifications.together import BESIDE

COUNTED: Final = "counted as sent after a restore"
LATELY: Final = 1000  # mails, of which a log of the last days holds some


class Since(StrEnum):
    """What is known of a message that is held back."""

    LEFT = "left"
    """It waited when the copy was taken, and its time came before the system stopped."""
    LATER = "later"
    """It waited then, and its time came when nothing ran any more."""
    ANEW = "anew"
    """Queued since the record was put back; the system that is gone may have queued it too."""
    NEW_LINK = "new link"
    """The same, with a link made since: the one that its reader may have leads nowhere."""


@dataclass(frozen=True, slots=True)
class HeldBack:
    """One message that is not sent before somebody has decided."""

    id: UUID
    life: str | None
    """The number that the mail says."""
    template: str
    channel: Channel
    message_id: str
    queued_at: datetime
    since: Since

    @property
    def name(self) -> str:
        """By which it is told from the others, and found in a mail server's log."""
        return self.message_id.strip("<>").partition("@")[0]


class NotPaused(Exception):
    """Sending goes on already."""


def paused(work: Work) -> RestoredCopy | None:
    query = select(RestoredCopy).where(RestoredCopy.resumed_at.is_(None))
    return work.session.scalars(query).first()


def held_back(work: Work, copy: RestoredCopy, stopped_at: datetime) -> list[HeldBack]:
    """What waits, the oldest first; no codes, which are asked for anew."""
    query = (
        select(Message, Life.key)
        .outerjoin(Life, Life.id == Message.life_id)
        .where(Message.status.in_(ON_THE_WAY))
        .order_by(Message.queued_at, Message.id)
    )
    rows = work.session.execute(query.where(Message.template.not_in(CODES))).all()
    fresh = _made_since(work, copy, [message for message, _ in rows])
    return [
        HeldBack(
            message.id,
            key,
            message.template,
            message.channel,
            message.left_as,
            message.queued_at,
            _since(message, copy, stopped_at, fresh),
        )
        for message, key in rows
    ]


def _since(message: Message, copy: RestoredCopy, stopped_at: datetime, fresh: set[UUID]) -> Since:
    if message.id in copy.waiting:
        in_hand = message.status == MessageStatus.SENDING
        return Since.LEFT if in_hand or message.not_before <= stopped_at else Since.LATER
    return Since.NEW_LINK if fresh.intersection(links_of(message)) else Since.ANEW


def lately(work: Work) -> list[str]:
    """The names of the mails that left last, or wait: what a log of this system's mails holds."""
    query = (
        select(Message.message_id)
        .where(Message.channel == Channel.MAIL)
        .where(Message.status.in_((MessageStatus.SENT, *ON_THE_WAY)))
        .order_by(Message.queued_at.desc())
        .limit(LATELY)
    )
    return [each.strip("<>").partition("@")[0] for each in work.session.scalars(query)]


def _made_since(work: Work, copy: RestoredCopy, messages: Iterable[Message]) -> set[UUID]:
    """The links of these that nobody can have had before."""
    asked = {link for message in messages for link in links_of(message)}
    query = select(MemberLink.id).where(MemberLink.id.in_(asked))
    return set(work.session.scalars(query.where(MemberLink.created_at > copy.restored_at)))


def decided(
    found: Iterable[HeldBack],
    logged: str | None,
    anew: bool | None,
    said: Mapping[UUID, bool],
) -> dict[UUID, bool | None]:
    """Whether each counts as sent; None where nobody has said it.

    `logged` is what a mail server wrote down, which knows of every mail; `anew` is said of all that
    was queued since, and `said` of one.
    """
    return {each.id: said.get(each.id, _of_itself(each, logged, anew)) for each in found}


def _of_itself(each: HeldBack, logged: str | None, anew: bool | None) -> bool | None:
    if each.since in (Since.LATER, Since.NEW_LINK):
        return False
    if logged is not None and each.channel is Channel.MAIL:
        return each.name in logged
    return True if each.since is Since.LEFT else anew


def still_at_it(work: Work, copy: RestoredCopy) -> int | None:
    """How many lives the worker has not looked at since; None where no worker was heard of.

    Before it has, it is not known what the system that is gone may have sent.
    """
    beat = work.session.scalar(select(func.max(Heartbeat.beat_at)))
    if beat is None or beat < copy.restored_at:
        return None
    now = work.clock.now()
    woken = select(Wakeup.id).where(Wakeup.life_id == Life.id, Wakeup.taken_at.is_(None)).exists()
    query = select(func.count(Life.id)).where(Life.ended_at.is_(None), Life.stalled_at.is_(None))
    return work.session.scalars(query.where((Life.wake_at <= now) | woken)).one()


def resume(
    work: Work, sent: Collection[UUID], *, stopped_at: datetime, relinked: Collection[UUID] = ()
) -> int:
    """From now on everything is sent but these, which had left; gives how many still leave.
    `relinked` carry another link than the lost system may have sent, under a Message-ID of their
    own. Raises `NotPaused`.
    """
    ended = (
        update(RestoredCopy)
        .where(RestoredCopy.resumed_at.is_(None))
        .values(resumed_at=func.clock_timestamp(), stopped_at=stopped_at, counted_as_sent=len(sent))
        .returning(RestoredCopy.waiting)
    )
    waited = work.session.scalars(ended).first()
    if waited is None:
        raise NotPaused
    _drop_codes(work, waited)
    _number_anew(work, relinked)
    left = (
        update(Message)
        .where(Message.id.in_(sent), Message.status.in_(ON_THE_WAY))
        .values(status=MessageStatus.SENT, lease_until=None, accepted_at=stopped_at, reply=COUNTED)
        .values(cause=None, tried_since=None, answered_at=None)  # of a try before the copy
        .returning(Message.life_id, Message.template, Message.context)
    )
    woken: set[UUID | None] = set()
    for life_id, template, context in work.session.execute(left).all():
        superiors.mark(work.session, template, context, stopped_at)
        receipts.mark(work.session, template, context, stopped_at)
        woken.add(life_id)
    waiting = work.session.scalars(
        select(Message.life_id).where(Message.status.in_(ON_THE_WAY))
    ).all()
    for life_id in sorted({*woken, *waiting} - {None}, key=str):
        work.wake(life_id, WakeReason.MAIL) if life_id else None
    work.record("sending resumed", counted_as_sent=len(sent), to_leave=len(waiting))
    return len(waiting)


def _drop_codes(work: Work, waited: Collection[UUID]) -> None:
    """A code that waited in the copy has run out, or was sent by the system that is gone."""
    gone = update(Message).where(Message.id.in_(waited), Message.template.in_(CODES))
    gone = gone.where(Message.status.in_(ON_THE_WAY))
    work.session.execute(gone.values(status=MessageStatus.OBSOLETE, lease_until=None))


def _number_anew(work: Work, relinked: Collection[UUID]) -> None:
    number = work.session.scalar(select(func.count(RestoredCopy.id)))
    query = select(Message).where(Message.id.in_(relinked), Message.channel == Channel.MAIL)
    for message in work.session.scalars(query):
        own = {name: said for name, said in message.context.items() if name not in BESIDE}
        message.context = own | {NUMBERED: number}
    work.session.flush()
