"""The only place that asks the system for the time."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Belgrade")  # Kosovo's civil time; tzdata has no Europe/Pristina
REMINDERS = time(8, 0)  # on both sides of every daylight-saving change


class Clock(Protocol):
    """What the time is, for whoever must not ask the system."""

    def now(self) -> datetime:
        """The moment, aware and in UTC."""
        ...

    def today(self) -> date:
        """The calendar day in Kosovo, which is the day the law means."""
        ...


def local_day(moment: datetime) -> date:
    """The calendar day in Kosovo of an aware moment."""
    return moment.astimezone(ZONE).date()


def day_begins(day: date) -> datetime:
    """The UTC moment at which a calendar day begins in Kosovo."""
    return at_local(day, time.min)


def local_time(moment: datetime) -> time:
    """What a clock on a wall in Kosovo shows at an aware moment."""
    return moment.astimezone(ZONE).time()


def at_local(day: date, hour: time = REMINDERS) -> datetime:
    """The UTC moment of a wall-clock time in Kosovo."""
    # A time that spring leaves out comes out an hour later; of one that autumn has twice it is the
    # first (PEP 495, fold=0).
    return datetime.combine(day, hour, ZONE).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class SystemClock:
    """Real time, moved on by `offset` where a demo plays months in minutes."""

    offset: timedelta = timedelta()

    def now(self) -> datetime:
        # In UTC: with a zone `+` moves the wall clock and counts no change (python/cpython#91618).
        return datetime.now(UTC) + self.offset

    def today(self) -> date:
        return local_day(self.now())


@dataclass(slots=True)
class FrozenClock:
    """A clock that stands still until moved: one transaction's moment, or a test's."""

    moment: datetime

    @classmethod
    def on(cls, day: date, hour: time = REMINDERS) -> "FrozenClock":
        return cls(at_local(day, hour))

    def now(self) -> datetime:
        return self.moment

    def today(self) -> date:
        return local_day(self.moment)

    def move_to(self, day: date, hour: time = REMINDERS) -> None:
        self.moment = at_local(day, hour)
