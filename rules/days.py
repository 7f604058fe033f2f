"""Counting days: months, the three readings of "three days", and quarters."""

import calendar as _calendar
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from rules.defaults import DEFAULTS
from rules.refusals import ProcedureRefused

SATURDAY = 5


class StillToCome(ProcedureRefused):
    reason = "{day} is still to come; what has not happened is not put on record."
    way_out = "Write the day on which it happened, today at the latest."
    basis = DEFAULTS.HAPPENED


def add_months(day: date, months: int) -> date:
    """The same day so many months on, or the month's last day where it has no such day."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, _calendar.monthrange(year, month)[1]))


def check_happened(on: date | None, today: date) -> date:
    """The day on which something happened, today where none is said; a day to come is refused."""
    if on is not None and on > today:
        raise StillToCome(day=on)
    return on or today


def is_working_day(day: date, holidays: Collection[date]) -> bool:
    return day.weekday() < SATURDAY and day not in holidays


def working_days_before(day: date, count: int, holidays: Collection[date]) -> date:
    """The day that lies `count` working days before `day`."""
    while count:
        day -= timedelta(days=1)
        count -= is_working_day(day, holidays)
    return day


def next_working_day(day: date, holidays: Collection[date]) -> date:
    """`day` itself if offices are open on it, else the next day they are."""
    while not is_working_day(day, holidays):
        day += timedelta(days=1)
    return day


def last_working_day(day: date, holidays: Collection[date]) -> date:
    """`day` itself if offices are open on it, else the last day before on which they were."""
    while not is_working_day(day, holidays):
        day -= timedelta(days=1)
    return day


@dataclass(frozen=True, slots=True)
class ThreeReadings:
    """The last day for a notice of n days, by each way of counting that the text allows."""

    calendar: date
    """The day itself counts: the reading breaches are counted by, which is our default."""
    clear: date
    """Neither end counts."""
    working: date
    """Weekends and holidays do not count."""

    @property
    def aim(self) -> date:
        """The earliest of the three, which satisfies them all."""
        return min(self.calendar, self.clear, self.working)


def readings(day: date, days: int, holidays: Collection[date] = ()) -> ThreeReadings:
    """What "at least `days` days before `day`" may mean."""
    return ThreeReadings(
        day - timedelta(days=days),
        day - timedelta(days=days + 1),
        working_days_before(day, days, holidays),
    )


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """A calendar quarter; reads `2026-Q4`."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Quarter":
        return cls(day.year, (day.month - 1) // 3 + 1)

    @classmethod
    def parse(cls, text: str) -> "Quarter":
        """Read `2026-Q4`; raises `ValueError` on anything else."""
        year, _, number = text.partition("-Q")
        if number not in {"1", "2", "3", "4"} or len(year) != 4:
            raise ValueError(f"not a quarter: {text!r}")
        return cls(int(year), int(number))

    @property
    def first_day(self) -> date:
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last_day(self) -> date:
        return add_months(self.first_day, 3) - timedelta(days=1)

    def following(self) -> "Quarter":
        return Quarter.of(self.last_day + timedelta(days=1))

    def __str__(self) -> str:
        return f"{self.year}-Q{self.number}"
