"""Whether a parent who took part in a meeting was one who uses violence: Art. 4(5)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Protocol

from rules.known import Fact, Value, begin, uncorrected


class ViolenceMark(Fact, Protocol):
    """What was said of somebody's violence."""

    @property
    def value(self) -> Value: ...


def was_barred(said: Iterable[ViolenceMark], held_on: date, begins_at: datetime) -> bool:
    """Whether they were barred from a meeting, by all that was said of them: Art. 4(5).

    They were if the mark had been made by then, and is still held to be true of that day: nobody
    keeps out whom nobody has marked, and a mark that was a mistake bars nobody. On the meeting's
    own day it counts where it was typed before the meeting began. Decision 0082.
    """
    every = list(said)
    known = [fact for fact in every if _was_known(fact, held_on, begins_at)]
    return all(_is_marked(facts, held_on) for facts in (known, every))


def _was_known(fact: ViolenceMark, held_on: date, begins_at: datetime) -> bool:
    if fact.known_on == held_on:
        return fact.recorded_at < begins_at
    return fact.known_on < held_on


def _is_marked(facts: Sequence[ViolenceMark], day: date) -> bool:
    """By the last word on that day; a correction holds from where what it corrects began."""
    standing = [fact for fact in uncorrected(facts) if begin(fact, facts) <= day]
    return bool(standing) and standing[-1].value is True
