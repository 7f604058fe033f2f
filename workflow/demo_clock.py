"""The demo clock: real time, moved on to the next thing that happens. Never in production."""

from datetime import datetime, timedelta

from sqlalchemy import func, select, text
from sqlalchemy.dialects.postgresql import insert

from core.clock import SystemClock, at_local
from core.settings import settings
from models.duty import DutyRow
from models.life import WAKE_CHANNEL, DemoClock, Life
from models.meeting import PLANNED, Meeting
from models.session import Work

MOVED = "clock"
"""What the wake-up channel carries when the clock was moved."""


class NotADemo(RuntimeError):
    """The clock of a real system is not for turning."""


def next_event(work: Work) -> datetime | None:
    """The next moment at which a life wakes by itself, a meeting begins, or a duty falls due."""
    now, today = work.clock.now(), work.clock.today()
    wake = work.session.scalar(
        select(func.min(Life.wake_at)).where(Life.ended_at.is_(None), Life.wake_at > now)
    )
    meeting = work.session.scalar(
        select(func.min(Meeting.starts_at)).where(Meeting.starts_at > now, PLANNED)
    )
    due = work.session.scalar(select(func.min(DutyRow.due_on)).where(DutyRow.due_on > today))
    moments = (wake, meeting, at_local(due) if due else None)
    return min((moment for moment in moments if moment is not None), default=None)


def begin(work: Work) -> None:
    """From here on this record runs by the clock of a story, and its trail says so: 0153."""
    row = insert(DemoClock).values(id=func.gen_random_uuid(), single=True, offset_seconds=0)
    work.session.execute(row.on_conflict_do_nothing())


def move_to(work: Work, moment: datetime) -> None:
    """Move the demo clock on to `moment`, never back; the keepers hear of it at commit."""
    if not settings().demo:
        raise NotADemo
    ahead = moment - SystemClock().now()
    statement = insert(DemoClock).values(
        id=func.gen_random_uuid(), single=True, offset_seconds=_seconds(ahead)
    )
    latest = func.greatest(DemoClock.offset_seconds, statement.excluded.offset_seconds)
    work.session.execute(
        statement.on_conflict_do_update(
            constraint="one_demo_clock", set_={"offset_seconds": latest}
        )
    )
    work.session.execute(
        text("SELECT pg_notify(:channel, :moved)"), {"channel": WAKE_CHANNEL, "moved": MOVED}
    )


def skip(work: Work) -> datetime | None:
    """Move on to the next event; returns the moment, or None where nothing is to come."""
    moment = next_event(work)
    if moment is not None:
        move_to(work, moment)
    return moment


def _seconds(ahead: timedelta) -> int:
    return max(0, -int(-ahead.total_seconds() // 1))  # rounded up: the moment has come
