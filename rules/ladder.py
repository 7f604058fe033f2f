"""The one ladder of whoever was asked for something: reminded, late, the superior: Art. 14(3.2).

The text knows the duty and no reminder. On which days somebody is reminded is ours; each reminder
of the system asks a ladder for them, and so does every later one (decisions 0012, 0014, 0113).
All of them are working days: DEFAULTS.DAYS_OFF.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import zip_longest
from typing import Final

from rules.days import last_working_day, next_working_day
from rules.defaults import DEFAULTS

REPORT_DAYS: Final = 3  # Art. 8(9)
APART: Final = tuple(
    earlier - later
    for earlier, later in zip(DEFAULTS.REMIND_AHEAD, DEFAULTS.REMIND_AHEAD[1:], strict=False)
)
"""So many days lie between two reminders; no fewer where one is late, since it was asked late or no
server took the one before: three mornings running are no patience. Ours."""
ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Ladder:
    """When it was asked for, when it is reminded of, when it is late, when the superior is told."""

    asked_on: date
    """Since when it is owed; nobody is reminded on that day."""
    due: date | None
    """The last day in time; None where there is none."""
    rungs: tuple[date, ...]
    """The days of the reminders, in their order."""
    again: int | None = None
    """After the last of them, every so many days as long as it is owed."""
    ends_on: date | None = None
    """The last day on which it can be done at all, where there is one: nobody is reminded after."""
    holidays: Collection[date] = ()
    """On which nobody is reminded either."""

    def passed(self, today: date) -> int:
        """How many days of reminders have come."""
        come = sum(rung <= today for rung in self.rungs)
        if self.again is None or come < len(self.rungs):
            return come
        worked = last_working_day(today, self.holidays)
        return come + (worked - self.rungs[-1]).days // self.again

    def number_due(self, sent: int, today: date) -> int | None:
        """The number of the reminder to send today, or None; days missed are not made up for."""
        passed = self.passed(today)
        return passed if passed > sent and self.goes_on(today) else None

    def is_due(self, reminded_on: date | None, today: date, left_on: date | None = None) -> bool:
        """Whether one of its days has come since the last reminder, whatever came before; and as
        long after the one that left last as the next comes after its day: neither an outage nor
        days off make two of a week."""
        since = self.asked_on if reminded_on is None else max(reminded_on, self.asked_on)
        if today < self.rests_after(reminded_on, left_on):
            return False
        return self.goes_on(today) and self.passed(today) > self.passed(since)

    def rests_after(self, reminded_on: date | None, left_on: date | None = None) -> date:
        """The first day on which one may follow; any where it was asked for anew since."""
        if self.again is None or reminded_on is None or reminded_on <= self.asked_on:
            return date.min
        return self.week_after(max(reminded_on, left_on or reminded_on))

    def week_after(self, taken_on: date) -> date:
        """As long after a reminder as the next one comes after its day."""
        return next_working_day(taken_on + timedelta(days=self.again or 1), self.holidays)

    def spread(self, number: int, left_on: date | None) -> date:
        """The first day on which a reminder may leave after one that left: as long after it as it
        would be by their days."""
        if left_on is None or number < 2:
            return date.min
        by_days = (self.day_of(number) - self.day_of(number - 1)).days
        least = min(by_days, (*APART, by_days)[min(number - 2, len(APART))])
        return next_working_day(left_on + timedelta(days=least), self.holidays)

    def goes_on(self, day: date) -> bool:
        """Whether it can still be done on that day."""
        return self.ends_on is None or day <= self.ends_on

    def day_of(self, number: int) -> date:
        """The day of a reminder by its number, from 1."""
        ahead = number - len(self.rungs)
        if ahead <= 0 or self.again is None:
            return self.rungs[number - 1]
        day = self.rungs[-1] + timedelta(days=ahead * self.again)
        return next_working_day(day, self.holidays)

    def next_day(self, after: date) -> date | None:
        """The first day of a reminder later than another one; None where no more comes."""
        number = self.passed(after) + 1
        if self.again is None and number > len(self.rungs):
            return None
        day = self.day_of(number)
        return day if self.goes_on(day) else None

    def is_late(self, on: date) -> bool:
        """By the day on which it came, or today; the due day itself is in time."""
        return self.due is not None and on > self.due

    @property
    def superior_from(self) -> date:
        """The first day on which silence is a ground to notify the superior: Art. 14(3.2)."""
        return date.max if self.due is None else self.due + timedelta(days=1)


def rests_until(anew_on: date | None) -> date:
    """The first day on which somebody is reminded again whose links left anew, which asks for all
    of it: DEFAULTS.REMIND_AFTER_ANEW."""
    if anew_on is None:
        return date.min
    return anew_on + timedelta(days=DEFAULTS.REMIND_AFTER_ANEW.days)


def after_the_last_chance(last_chance_on: date | None) -> date:
    """The first day on which somebody is reminded again who was given a last chance, which names
    its own last day: 14(3.2), ours."""
    return date.min if last_chance_on is None else last_chance_on + ONE_DAY


def counts(left_on: date, due: date, *, ahead: bool) -> bool:
    """Whether a reminder that left on that day is one of those after which a superior hears of it.

    Those of a report come before its last day (0012), and what an outage held up until after it
    brings no superior in: 14(3.2). What was put again, and a question, has later ones.
    """
    return left_on <= due or not ahead


def word_since(due: date, reminded_on: Sequence[date]) -> date:
    """From when on the manager owes a word on the superior: Art. 14(3.2).

    The last day in time, or that of the last reminder that makes them enough, where it came later.
    """
    return max((due, *reminded_on))


def before_meeting(
    meeting_on: date, asked_on: date = date.min, holidays: Collection[date] = ()
) -> Ladder:
    """Of a report owed before a meeting: DEFAULTS.REMIND_AHEAD, Art. 8(9)."""
    return until(meeting_on - timedelta(days=REPORT_DAYS), asked_on, holidays)


def until(due: date, asked_on: date = date.min, holidays: Collection[date] = ()) -> Ladder:
    """Of whatever is owed by a day, with the reminders that a report has: DEFAULTS.REMIND_AHEAD."""
    counted_from = due + timedelta(days=REPORT_DAYS)
    days = [counted_from - timedelta(days=ahead) for ahead in DEFAULTS.REMIND_AHEAD]
    return Ladder(asked_on, due, _ahead(days, asked_on, due, holidays))


def _ahead(
    days: Sequence[date], asked_on: date, end: date, holidays: Collection[date]
) -> tuple[date, ...]:
    """Each on the last working day by its own that is before the next one's; or else on the first
    from its own that is so many days before it. Those for which the asking left none fall away."""
    found: list[date] = []
    for day, apart in zip(reversed(days), (1, *reversed(APART)), strict=True):
        worked, latest = last_working_day(min(day, end - ONE_DAY), holidays), end - ONE_DAY
        if worked <= asked_on:
            worked, latest = next_working_day(day, holidays), end - timedelta(days=apart)
        if not asked_on < worked <= latest:
            break
        found.append(worked)
        end = worked
    return tuple(reversed(found))


def _after(
    days: Iterable[date], since: date, holidays: Collection[date], apart: Iterable[int] = ()
) -> tuple[date, ...]:
    """Each on the first working day from its own that is after the one before; so many days after
    it where that is said."""
    found: list[date] = []
    for day, least in zip_longest(days, apart, fillvalue=None):
        if day is None:
            break
        earliest = (found[-1] if found else since) + timedelta(days=least or 1)
        found.append(next_working_day(max(day, earliest), holidays))
    return tuple(found)


def for_an_answer(due: date, asked_on: date, holidays: Collection[date] = ()) -> Ladder:
    """Of a question, whose day the manager chooses, and of a word on a late action: as many
    reminders whatever time it left, and whatever days off lie in it.

    Those for which there was none come after its day, or after it was typed: DEFAULTS.REMIND_LATE.
    """
    ladder, since = until(due, asked_on, holidays), max(due, asked_on)
    missing = len(DEFAULTS.REMIND_AHEAD) - len(ladder.rungs)
    late = [since + timedelta(days=days) for days in DEFAULTS.REMIND_LATE[:missing]]
    apart = (1, *APART)[len(ladder.rungs) :]
    return replace(ladder, rungs=(*ladder.rungs, *_after(late, since, holidays, apart)))


def as_long_as_owed(
    owed_since: date, due: date | None = None, holidays: Collection[date] = ()
) -> Ladder:
    """Of what stays owed until it is there: DEFAULTS.REMIND_TO_SIGN, then DEFAULTS.REMIND_AGAIN."""
    first = owed_since + timedelta(days=DEFAULTS.REMIND_TO_SIGN.days)
    rungs = _after((first,), owed_since, holidays)
    return Ladder(owed_since, due, rungs, again=DEFAULTS.REMIND_AGAIN.days, holidays=holidays)


def to_agree(
    asked_on: date, due: date | None, ends_on: date, holidays: Collection[date] = ()
) -> Ladder:
    """Of a day that was put forward: DEFAULTS.REMIND_TO_AGREE, then DEFAULTS.AGREE_AGAIN, and on
    the last day on which it can be agreed to, or the last before it on which somebody works."""
    first, again = DEFAULTS.REMIND_TO_AGREE, DEFAULTS.AGREE_AGAIN.days
    ahead = (*first, *range(first[-1] + again, (ends_on - asked_on).days, again))
    days = _after((asked_on + timedelta(days=each) for each in ahead), asked_on, holidays)
    last = last_working_day(ends_on, holidays)
    rungs = (*(day for day in days if day < last), last) if last > asked_on else ()
    return Ladder(asked_on, due, rungs, ends_on=ends_on)


def of_a_superior(
    told_on: date, holidays: Collection[date] = (), asked_again_on: date | None = None
) -> Ladder:
    """Of who was notified and has not replied: DEFAULTS.ASK_SUPERIOR_AGAIN; the second time as many
    days after the first one as lie between them, where that left later than on its day."""
    ahead = DEFAULTS.ASK_SUPERIOR_AGAIN
    first, second = _after((told_on + timedelta(days=each) for each in ahead), told_on, holidays)
    if asked_again_on is not None and first < asked_again_on < second:
        apart = timedelta(days=ahead[1] - ahead[0])
        second = next_working_day(asked_again_on + apart, holidays)
    return Ladder(told_on, None, (first, second))
