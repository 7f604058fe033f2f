"""The days on which a contact of the child is due by the plan: Art. 13(2.4), 15(3).

The text names no contacts; what follows is our reading (0104): a rhythm divides the days into
times, each of which wants one entry in the log, and is judged by what was in force then.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import takewhile
from typing import Final
from uuid import UUID

MOST_DAYS: Final = 366
"""No contact is rarer than once a year; a day of its own is an action with a date."""


@dataclass(frozen=True, slots=True)
class ContactTime:
    """A stretch of days within which there is one contact."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class ContactRhythm:
    """Once within each so many days from a day on, or on each of some days of the week."""

    from_on: date
    every_days: int | None = None
    weekdays: frozenset[int] = field(default=frozenset())
    """Monday is 0."""

    def times(self, since: date = date.min) -> Iterator[ContactTime]:
        """Without an end; the first one begins with the first day, or with the first `since`."""
        step = timedelta(days=self.every_days or 1)
        passed = max((since - self.from_on).days, 0)
        first = self.from_on + timedelta(days=-(-passed // step.days) * step.days)
        while first <= date.max - 2 * step:
            if self.every_days is not None or first.weekday() in self.weekdays:
                yield ContactTime(first, first + step - timedelta(days=1))
            first += step


@dataclass(frozen=True, slots=True)
class ContactInForce:
    """A rhythm from the day on which the table set it until it set another one: Art. 15(3)."""

    rhythm: ContactRhythm
    since: date
    until: date | None = None
    """The first day on which it was not in force any more."""

    def times(self) -> Iterator[ContactTime]:
        """What lies within it whole: a time that the table cut short is not owed."""
        every = self.rhythm.times(self.since)
        return takewhile(lambda each: self.until is None or each.last < self.until, every)


@dataclass(frozen=True, slots=True)
class ContactVersion:
    """What one version of the plan says of the contact of one action; None where nothing."""

    rhythm: ContactRhythm | None
    adopted_on: date
    over_on: date | None = None
    """When the table found the action completed, or dropped it, or carried it on no more."""


def in_force(versions: Iterable[ContactVersion]) -> list[ContactInForce]:
    """From version to version, the oldest first: what is changed runs from its day: Art. 15(3).

    What is carried on unchanged goes on as it was; a later first day leaves the former until then.
    """
    found: list[ContactInForce] = []
    for version in versions:
        rhythm, begins = version.rhythm, version.adopted_on
        if found and found[-1].until is None and found[-1].rhythm == rhythm:
            found[-1] = replace(found[-1], until=version.over_on)
            continue
        if found:
            ends = begins if rhythm is None else max(begins, rhythm.from_on)
            found[-1] = replace(found[-1], until=min(found[-1].until or ends, ends))
        if rhythm is not None:
            found.append(ContactInForce(rhythm, begins, version.over_on))
    return found


@dataclass(frozen=True, slots=True)
class ScheduledContact:
    """The contact of one action through every version of the plan, and what the log has of it."""

    action_id: UUID
    """The line in which the action stands last."""
    stretches: tuple[ContactInForce, ...]
    entered: frozenset[date] = field(default=frozenset())
    """Days of entries, of contacts that took place and of those that did not."""
    died_on: date | None = None
    """Whoever the child was to meet had died by that day: nothing is due from then on."""

    def times(self) -> Iterator[ContactTime]:
        every = (each for stretch in self.stretches for each in stretch.times())
        return takewhile(lambda each: self.died_on is None or each.last < self.died_on, every)


def passed(contact: ScheduledContact, today: date) -> list[ContactTime]:
    """Every time that is over."""
    return list(takewhile(lambda each: each.last < today, contact.times()))


def without_entry(times: Sequence[ContactTime], entered: Collection[date]) -> list[ContactTime]:
    """The times of which the log says nothing, neither that it was nor why it was not."""
    return [each for each in times if not any(each.holds(day) for day in entered)]


def next_owed(contact: ScheduledContact) -> ContactTime | None:
    """The oldest time without an entry, passed or to come."""
    found = (each for each in contact.times() if without_entry([each], contact.entered))
    return next(found, None)
