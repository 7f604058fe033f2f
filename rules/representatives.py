"""A meeting without whoever speaks for a child from elsewhere: Art. 4(6)."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Protocol

from rules.composition import ChildStatus, lacks_representative
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
    every = list(said)
    then = in_force((fact for fact in every if fact.known_on < held_on), held_on)
    now = in_force(every, held_on)
    return all(lacks_representative(kinds, _status(fact)) for fact in (then, now))


def _status(fact: Answer | None) -> ChildStatus:
    return ChildStatus(str(fact.value)) if fact and fact.value else ChildStatus.UNKNOWN
