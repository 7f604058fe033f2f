"""What follows at once from a fact that changed, and what is owed for it: Art. 4(5), 4(6)."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from rules.basis import Article
from rules.composition import ChildStatus, lacks_representative
from rules.defaults import DEFAULTS
from rules.duties import Duty, OpenDuty, owed
from rules.eighteen import is_eighteen
from rules.facts import CaseFacts
from rules.grounds import Ground
from rules.known import FactName, Value
from rules.roles import Owner

OVERTAKE: Final = frozenset({FactName.DEATH, FactName.BIRTH_DATE, FactName.BIRTH_CERTAINTY})
"""What a closing may rest on as a fact, and fall with: Art. 17(3.2), 17(3.5)."""


class Consequence(StrEnum):
    """What is said at once to whoever stated the fact."""

    REPRESENTATIVE_MISSING = "representative_missing"
    BARRED = "barred"
    TOLD_BEFORE = "told_before"
    BAR_LIFTED = "bar_lifted"
    TOO_YOUNG = "too_young"
    CLOSING_FELL = "closing_fell"
    """The child was not eighteen when the table decided to close the case on it: Art. 17(3.2)."""
    SAFETY_OPEN = "safety_open"
    DIED = "died"
    """The child: what the death makes senseless has stopped: Art. 17(3.5)."""
    DEATH_CORRECTED = "death_corrected"
    """The child lives: what had stopped is owed again."""
    EARLIER = "earlier"
    """It began before what holds now, which stays."""


@dataclass(frozen=True, slots=True)
class Change:
    """What held before and what holds now, with what the file says beside it."""

    name: FactName
    before: Value
    now: Value
    stated: Value = None
    kinds: Collection[str] = ()
    """The kinds of member that sit at the table."""
    told: int = 0
    """Meetings to come that this person was told of."""
    ground: Ground | None = None
    """On which closing the case is on its way."""
    of_the_child: bool = False


def follows(change: Change, today: date) -> Consequence | None:
    """The consequence of a change; None where everything stays as it is."""
    name, before, now = change.name, change.before, change.now
    if now == before != change.stated:
        return Consequence.EARLIER
    if name is FactName.CONTACT:
        return None if now is None else Consequence.SAFETY_OPEN
    if before == now:
        return None
    if name is FactName.STATUS:
        missing = now is not None and lacks_representative(change.kinds, ChildStatus(str(now)))
        return Consequence.REPRESENTATIVE_MISSING if missing else None
    if name is FactName.BIRTH_DATE:
        fits = change.ground is not Ground.EIGHTEEN or is_of_age(now, today)
        return None if fits else Consequence.TOO_YOUNG
    return _of_a_person(change)


def _of_a_person(change: Change) -> Consequence | None:
    if change.name is FactName.DEATH:
        return _of_a_death(change)
    return _of_a_mark(change) if change.name is FactName.VIOLENCE else None


def _of_a_mark(change: Change) -> Consequence | None:
    if change.now is True:
        return Consequence.TOLD_BEFORE if change.told else Consequence.BARRED
    return Consequence.BAR_LIFTED if change.before is True else None


def _of_a_death(change: Change) -> Consequence | None:
    if not change.of_the_child:
        return None
    if change.now is True:
        return Consequence.DIED
    return Consequence.DEATH_CORRECTED if change.before is True else None


def is_of_age(born: Value, today: date) -> bool:
    """Eighteen on the day of birth that is in force: Art. 17(3.2)."""
    return isinstance(born, date) and is_eighteen(born, today)


def duties(facts: CaseFacts) -> Iterator[OpenDuty]:
    """A representative for a child from elsewhere; a word taken back; somebody of the family."""
    lacks = facts.table.composed and facts.lacks_representative
    if lacks and not facts.is_decided:
        yield OpenDuty(Duty.ADD_REPRESENTATIVE, Owner.MANAGER, None, Article(4, "6"), facts.id)
    for person in facts.told_before_marked:
        yield OpenDuty(Duty.TAKE_BACK_WORD, Owner.MANAGER, None, DEFAULTS.VIOLENCE, person)
    if not facts.family_named and facts.appointed_on and not facts.is_decided:
        yield owed(Duty.NAME_FAMILY, Owner.MANAGER, facts.appointed_on, DEFAULTS.NAME_FAMILY)
