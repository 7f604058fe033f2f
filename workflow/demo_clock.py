"""The demo clock: real time, moved on to the next thing that happens. Never in production."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import func, text, update
from sqlalchemy.dialects.postgresql import insert

from core.clock import SystemClock, at_local
from core.settings import settings
from models.life import WAKE_CHANNEL, DemoClock
from models.session import Work

MOVED = "clock"
"""What the wake-up channel carries when the clock was moved."""

MOMENTS = text("SELECT * FROM demo_moments(:now, :today)")
"""Of all centres, whoever asks: three moments, and nothing of whose they are."""


class NotADemo(RuntimeError):
    """The clock of a real system is not for turning; nor is one that no demo has begun."""


class StillAtWork(RuntimeError):
    """What is due at this moment has not been done yet."""


def next_event(work: Work) -> datetime | None:
    """The next moment at which a life wakes by itself, a meeting begins, or a duty falls due."""
    now, today = work.clock.now(), work.clock.today()
    wake, meeting, due = work.session.execute(MOMENTS, {"now": now, "today": today}).one()
    moments = (wake, meeting, at_local(due) if due else None)
    return min((moment for moment in moments if moment is not None), default=None)


def is_busy(work: Work) -> bool:
    """Some life is due and has not been at work yet: its steps would be taken on a later day than
    their own, or not at all, once their last day is jumped over."""
    long_ago = datetime(2000, 1, 1, tzinfo=UTC)
    asked = {"now": long_ago, "today": work.clock.today()}
    wake = work.session.execute(MOMENTS, asked).one().wake
    return wake is not None and wake <= work.clock.now()


def begin(work: Work) -> None:
    """From here on this record runs by the clock of a story, and its trail says so: 0153."""
    row = insert(DemoClock).values(id=func.gen_random_uuid(), single=True, offset_seconds=0)
    work.session.execute(row.on_conflict_do_nothing())


def move_to(work: Work, moment: datetime) -> None:
    """Move the demo clock on to `moment`, never back; the keepers hear of it at commit."""
    if not settings().demo:
        raise NotADemo
    ahead = moment - SystemClock().now()
    latest = func.greatest(DemoClock.offset_seconds, _seconds(ahead))
    moved = update(DemoClock).values(offset_seconds=latest).returning(DemoClock.id)
    if work.session.scalar(moved) is None:
        raise NotADemo
    work.session.execute(
        text("SELECT pg_notify(:channel, :moved)"), {"channel": WAKE_CHANNEL, "moved": MOVED}
    )


def skip(work: Work) -> datetime | None:
    """Move on to the next event; returns the moment, or None where nothing is to come.

    Raises `StillAtWork`: whoever presses faster than the steps are taken jumps over none.
    """
    if is_busy(work):
        raise StillAtWork
    moment = next_event(work)
    if moment is not None:
        move_to(work, moment)
    return moment


def _seconds(ahead: timedelta) -> int:
    return max(0, -int(-ahead.total_seconds() // 1))  # rounded up: the moment has come
