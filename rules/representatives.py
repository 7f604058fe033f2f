"""A meeting without whoever speaks for a child from elsewhere: Art. 4(6)."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Protocol

from rules.composition import STATUSES_OF_4_6, ChildStatus, lacks_representative
from rules.known import Fact, Value, in_force


class Answer(Fact, Protocol):
    """A fact with what it says."""

    @property
    def value(self) -> Value: ...


def met_without(kinds: Collection[str], said: Iterable[Answer], held_on: date) -> bool:
    """Whether a table of these kinds met against Art. 4(6), by all that was said of the status.

    It did where the status that calls for a representative was known before the day, and is still
    held to be true of it: nobody can ask for one on the day itself, and what was a mistake called
    for nobody.
    """
    return lacks_representative(kinds, status_on(said, held_on))


def status_on(said: Iterable[Answer], day: date) -> ChildStatus:
    """The status that called for a representative on that day; unknown where none did."""
    every = list(said)
    then = _status(in_force((fact for fact in every if fact.known_on < day), day))
    now = _status(in_force(every, day))
    return now if {then, now} <= STATUSES_OF_4_6 else ChildStatus.UNKNOWN


def _status(fact: Answer | None) -> ChildStatus:
    return ChildStatus(str(fact.value)) if fact and fact.value else ChildStatus.UNKNOWN
