"""A month or a week as an address names it: `2026-12`, `2026-W49`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, TypeVar

from rules.months import first_of, last_of

T = TypeVar("T")
DAYS: Final = 7
YEARS: Final = range(2000, 2100)
MONTH: Final = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
WEEK: Final = re.compile(r"(\d{4})-W(\d{2})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Period:
    """Whole weeks from Monday on, of a month or one alone."""

    first: date
    """The first of the month, or the week's Monday."""
    is_month: bool

    @property
    def last(self) -> date:
        return last_of(self.first) if self.is_month else self.first + timedelta(days=DAYS - 1)

    @property
    def shown_from(self) -> date:
        return monday(self.first)

    @property
    def shown_to(self) -> date:
        return monday(self.last) + timedelta(days=DAYS - 1)

    @property
    def before(self) -> str:
        return self.at(self.first - timedelta(days=1))

    @property
    def after(self) -> str:
        return self.at(self.last + timedelta(days=1))

    def at(self, day: date) -> str:
        """The month or week of another day."""
        return query(day, is_month=self.is_month)

    def other(self, today: date) -> str:
        """The same time by weeks, or by months: of today where it is within, else of its first."""
        day = today if self.first <= today <= self.last else self.first
        return query(day, is_month=not self.is_month)


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def query(day: date, *, is_month: bool) -> str:
    """What stands in the address for the month or week of a day."""
    if is_month:
        return f"month={day:%Y-%m}"
    year, week, _ = day.isocalendar()
    return f"week={year}-W{week:02}"


def asked(month: str, week: str, today: date) -> Period:
    """What the address asks for; anything else is the month of today."""
    if found := WEEK.fullmatch(week):
        year, number = int(found[1]), int(found[2])
        if year in YEARS and 1 <= number <= date(year, 12, 28).isocalendar().week:
            return Period(date.fromisocalendar(year, number, 1), is_month=False)
    if found := MONTH.fullmatch(month):
        year, number = int(found[1]), int(found[2])
        if year in YEARS and 1 <= number <= 12:
            return Period(date(year, number, 1), is_month=True)
    return Period(first_of(today), is_month=True)


def by_weeks(days: Sequence[T]) -> list[Sequence[T]]:
    """Rows of a grid that begins on a Monday."""
    return [days[at : at + DAYS] for at in range(0, len(days), DAYS)]
