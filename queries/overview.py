"""What an administrator sees of the whole system: counts, causes and pulses, never a case."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import func, select

from identity.access import administrator_of
from models import edition
from models.copies import Backup, is_paused
from models.life import SENDING, WATCH, Heartbeat, Life
from models.outbox import NOT_OVER, Message, MessageStatus
from models.session import Work
from queries import not_arrived

NO_PULSE: Final = (WATCH, SENDING)
"""What was found, and not that a part lives."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many lives of a kind wait for the same, and when the next of them wakes."""

    kind: str
    waiting_for: str
    lives: int
    stalled: int
    wake_at: datetime | None


@dataclass(frozen=True, slots=True)
class LineOfDoctor:
    """What `tryeza doctor` said of one part; in the reader's language on the page."""

    part: str
    works: bool
    says: str
    facts: Mapping[str, object]
    warns: bool = False
    """It works, and somebody had better see to it."""


@dataclass(frozen=True, slots=True)
class LookedAt:
    """What a timer found on one machine, and when: what the portal itself may not look at."""

    machine: str
    at: datetime
    lines: Sequence[LineOfDoctor]

    @property
    def faults(self) -> list[LineOfDoctor]:
        return [each for each in self.lines if not each.works]

    @property
    def warnings(self) -> list[LineOfDoctor]:
        return [each for each in self.lines if each.works and each.warns]


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
    looked_at: Sequence[LookedAt]
    edition: str
    """Of the database."""


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
    query = select(Heartbeat.name, Heartbeat.beat_at, Heartbeat.detail).order_by(Heartbeat.name)
    beats = work.session.execute(query).all()
    tried = select(func.max(Backup.taken_at)).where(Backup.verified_at.is_not(None))
    backup_at, paused = work.session.execute(select(tried.scalar_subquery(), is_paused())).one()
    return Overview(
        waiting=waiting,
        stalled=sum(row.stalled for row in waiting),
        open_lives=sum(row.lives for row in waiting),
        queued=states.get(MessageStatus.QUEUED, 0) + states.get(MessageStatus.SENDING, 0),
        undelivered=not_arrived.count(work),
        set_aside=states.get(MessageStatus.SET_ASIDE, 0),
        pulses=[(name, moment) for name, moment, _ in beats if not name.startswith(NO_PULSE)],
        looked_at=[
            LookedAt(name.removeprefix(WATCH), moment, _lines(detail))
            for name, moment, detail in beats
            if name.startswith(WATCH)
        ],
        edition=work.session.scalar(edition.REVISION) or "",
        backup_at=backup_at,
        is_paused=paused,
    )


def _lines(detail: Mapping[str, Any]) -> list[LineOfDoctor]:
    return [LineOfDoctor(**each) for each in detail.get("lines", ())]
