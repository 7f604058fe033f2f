"""Messages that have not arrived are sent again, one of them or all that match, in one act: 8(3).

It may be pressed twice: what waits to leave already is left alone.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, Float, case, cast, func, select, update

from casework.record.not_arrived import Sought, found_by, may_leave_again
from casework.tell import superiors
from identity.access import officer_of
from models.case import Member
from models.life import Life, WakeReason
from models.outbox import Message, MessageStatus, RecipientKind
from models.session import Work
from notifications import over
from notifications.again import once_more
from notifications.sent_anew import send_anew
from rules.roles import Role
from workflow.life import after_act

AT_ONCE: Final = 200
"""So many lives are woken; of more the messages are spread, and leave one after the other."""
LOOKED_AT: Final = 20
"""Of so many lives what is owed is written down anew in the act; of more as each is delivered."""
A_SECOND: Final = 10
"""So many of them in a second."""


def send_again(work: Work, sought: Sought) -> int:
    """Let these leave, with all their tries before them; how many. Nobody sends what they may not
    see."""
    now = work.clock.now()
    theirs = (*found_by(work, sought), may_leave_again(now))
    _let_rest(work, theirs)
    anew = send_anew(work, theirs)
    found = work.session.execute(
        update(Message)
        .where(*theirs, Message.status != MessageStatus.SENT)
        .values(**once_more(now))
        .returning(Message.id, Message.life_id)
        .execution_options(synchronize_session=False)
    ).all()
    again = [(message, life) for message, life in found] + anew
    for person in _superiors_of(work, [message for message, _ in again]):
        superiors.with_their_links(work, person)
    by_life = Counter(life for _, life in again if life is not None)
    if len(by_life) > AT_ONCE:
        _spread(work, [message for message, _ in again])
    lives = _lives(work, list(by_life))
    elsewhere = _tables_of(work, [message for message, _ in anew], but=list(by_life))
    stalled = [life.id for life in lives if life.stalled_at is not None]
    work.wake_all(stalled if len(by_life) > AT_ONCE else list(by_life), WakeReason.MAIL)
    for life in lives:
        work.record("messages sent again", "8(3)", life=life, messages=by_life[life.id])
    if officer_of(work).role != Role.ADMIN and len(lives) <= LOOKED_AT:
        for life in lives:  # an address that is tried again is nobody's to correct
            after_act(work, life.id, WakeReason.MAIL)
        for life_id in elsewhere:
            after_act(work, life_id, WakeReason.MAIL)
    of_none = len(again) - by_life.total()
    if of_none:
        work.record("messages sent again", "18(1)", messages=of_none)
    return len(again)


def _let_rest(work: Work, which: Sequence[ColumnElement[bool]]) -> None:
    """What is over leaves no more, whoever presses: it came, was held, or its day has passed."""
    is_sent = Message.status == MessageStatus.SENT
    work.session.execute(
        update(Message)
        .where(*which, over.past(work.clock.today()))
        .values(
            status=case((is_sent, Message.status), else_=MessageStatus.OBSOLETE),
            cause=case((is_sent, None), else_=Message.cause),
            lease_until=None,
        )
        .execution_options(synchronize_session=False)
    )


def _lives(work: Work, ids: Collection[UUID]) -> Sequence[Life]:
    return work.session.scalars(select(Life).where(Life.id.in_(ids)).order_by(Life.id)).all()


def _superiors_of(work: Work, messages: Collection[UUID]) -> Sequence[UUID]:
    query = select(Message.recipient_id).where(Message.id.in_(messages))
    theirs = query.where(Message.recipient == RecipientKind.SUPERIOR)
    return work.session.scalars(theirs.distinct().order_by(Message.recipient_id)).all()


def _tables_of(work: Work, messages: Collection[UUID], but: Collection[UUID]) -> Sequence[UUID]:
    """Where else whoever they are for sits: their address is tried again for every table."""
    query = (
        select(Life.id)
        .join(Member, Member.life_id == Life.id)
        .join(Message, Message.recipient_id == Member.professional_id)
        .where(Message.id.in_(messages), Message.recipient == RecipientKind.MEMBER)
        .where(Life.ended_at.is_(None), Life.id.not_in(but))
    )
    return work.session.scalars(query.distinct().order_by(Life.id).limit(LOOKED_AT)).all()


def _spread(work: Work, messages: Sequence[UUID]) -> None:
    """Whoever was away gets them one after the other; the keeper wakes each life in its turn."""
    seconds = len(messages) / A_SECOND
    later = func.make_interval(0, 0, 0, 0, 0, 0, cast(func.random() * seconds, Float))
    work.session.execute(
        update(Message)
        .where(Message.id.in_(messages))
        .values(not_before=work.clock.now() + later)
        .execution_options(synchronize_session=False)
    )
