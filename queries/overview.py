"""What an administrator sees of the whole system: counts, causes and pulses, never a case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from identity.access import administrator_of
from models.copies import Backup, is_paused
from models.life import Heartbeat, Life
from models.outbox import NOT_OVER, Message, MessageStatus
from models.session import Work
from queries import not_arrived


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many lives of a kind wait for the same, and when the next of them wakes."""

    kind: str
    waiting_for: str
    lives: int
    stalled: int
    wake_at: datetime | None


@dataclass(frozen=True, slots=True)
class Overview:
    """The state of the machine."""

    waiting: Sequence[Waiting]
    stalled: int
    open_lives: int
    queued: int
    undelivered: int
    set_aside: int
    """Messages that could not be composed."""
    pulses: Sequence[tuple[str, datetime]]
    """When each part of the system was last known to live, in real time."""
    backup_at: datetime | None
    """Of when the newest copy is that was tried; real time."""
    is_paused: bool
    """Nothing is sent since a restore: somebody has to say what had already left."""


def overview(work: Work) -> Overview:
    """For administrators only; raises `NotThere` for anybody else."""
    administrator_of(work)
    stalled = func.count(Life.stalled_at)
    rows = work.session.execute(
        select(Life.kind, Life.waiting_for, func.count(), stalled, func.min(Life.wake_at))
        .where(Life.ended_at.is_(None))
        .group_by(Life.kind, Life.waiting_for)
        .order_by(Life.kind, func.count().desc(), Life.waiting_for)
    )
    waiting = [Waiting(*row) for row in rows]
    counted = select(Message.status, func.count().label("messages")).group_by(Message.status)
    counted = counted.where(Message.status.in_(NOT_OVER))
    states = {row.status: row.messages for row in work.session.execute(counted)}
    beats = select(Heartbeat.name, Heartbeat.beat_at).order_by(Heartbeat.name)
    tried = select(func.max(Backup.taken_at)).where(Backup.verified_at.is_not(None))
    backup_at, paused = work.session.execute(select(tried.scalar_subquery(), is_paused())).one()
    return Overview(
        waiting=waiting,
        stalled=sum(row.stalled for row in waiting),
        open_lives=sum(row.lives for row in waiting),
        queued=states.get(MessageStatus.QUEUED, 0) + states.get(MessageStatus.SENDING, 0),
        undelivered=not_arrived.count(work),
        set_aside=states.get(MessageStatus.SET_ASIDE, 0),
        pulses=[(name, moment) for name, moment in work.session.execute(beats)],
        backup_at=backup_at,
        is_paused=paused,
    )
