"""What a member could not answer, since their own word barred them, and a question whose answer on
record was none: Art. 10(2), 14(3.1), 14(3.2).

The day of a question and of a word on a late action is ours, and so is another one: decision 0126.
Of either, reminders and the superior count from the day on which it was put again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from rules.defaults import DEFAULTS


def another_day(due: date, declared_on: date, today: date) -> date | None:
    """From the day on which it is on record that the conflict was a mistake: DEFAULTS.PUT_AGAIN.

    Until then every door was closed to them. None where its day had passed before they declared
    it, and stays missed, or is still to come, and stands.
    """
    if not declared_on <= due <= today:
        return None
    return _another(today)


def _another(today: date) -> date:
    return today + timedelta(days=DEFAULTS.PUT_AGAIN.days)


def is_put_again(due: date, declared_on: date) -> bool:
    """Whether it is asked anew, by another day or by its own: the links to it ended with 10(2)."""
    return due >= declared_on


def is_asked_anew(due: date, today: date) -> bool:
    """What was on record as the answer is taken back on the last day or after it: decision 0114.

    No reminder ahead of the day is left. It stays owed by its day, for nobody else has answered.
    """
    return today >= due


def counts_anew(due: date, today: date, *, superior_told: bool) -> bool:
    """Reminders, last chance and the word on the superior begin again, unless the superior has
    heard: that notice rests on the silence before, and holds again: Art. 14(3.2)."""
    return is_asked_anew(due, today) and not superior_told


def day_of_report(meeting_on: date, today: date, *, shut_out: bool) -> date | None:
    """Of a report whose member owed it on its last day, and was `shut_out` until now: ahead of a
    meeting there is one other day, its own: DEFAULTS.REPORT_AT_ONCE.

    None on the meeting's day or after it: no day is left, and nobody is late with it.
    """
    return meeting_on if shut_out and today < meeting_on else None


@dataclass(frozen=True, slots=True)
class ClosedTo:
    """The days on which every door was closed to a member by a conflict that was none: 10(2)."""

    declared_on: date
    known_on: date
    """The day on which its withdrawal is on record, and the doors opened again."""


def day_anew(due: date, today: date, closed: Iterable[ClosedTo], again_on: date | None) -> date:
    """By when: its own day, as it was. Where the doors were closed to the member on the day that
    counted nobody has put it again yet, for it had an answer; it has another, as it had without
    one: `another_day`."""
    by = counts_by(due, again_on)
    missed = any(another_day(by, each.declared_on, each.known_on) for each in closed)
    return _another(today) if missed else due


def had_an_answer(due: date, put_again_on: date) -> bool:
    """Why it was put again: after a conflict that was none its day is always another, to come."""
    return put_again_on >= due


def counts_by(due: date, put_again_on: date | None) -> date:
    """The day by which it had passed before a conflict, or was still open to the member: what was
    put again meanwhile they did not hear of."""
    return due if put_again_on is None else max(due, put_again_on)
