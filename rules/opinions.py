"""What child and parents think of the closure of a case, each for themselves: Art. 17(2).

"Kur kjo është e mundur" is said of the child alone, and of one parent or guardian the text speaks
in the singular: one of them who was asked is enough. That a reason is taken where none was asked,
and that it is then asked for of each of them, is ours: DEFAULTS.PARENT_EXCUSED.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from rules.basis import Article
from rules.breaches import Breach, Wrong
from rules.composition import BY_LAW, Relation
from rules.defaults import DEFAULTS
from rules.refusals import ProcedureRefused
from rules.roles import Owner


class Hearing(StrEnum):
    """What became of asking somebody."""

    SAID = "said"
    NOT_ASKED = "not_asked"
    """With the reason, which is no opinion."""
    NOT_POSSIBLE = "not_possible"
    """Of the child the text asks for no reason."""


@dataclass(frozen=True, slots=True)
class KinFacts:
    """The child or an adult of its family, and what is on record of their opinion."""

    id: UUID
    relation: Relation
    violent: bool = False
    died: bool = False
    outcome: Hearing | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """Everybody of the family, and what each of them said on this closure."""

    family: Sequence[KinFacts] = ()
    why_none: bool = False
    """Why no parent and no guardian is named is on record."""

    @property
    def child_is_heard(self) -> bool:
        """Or it was not possible; of a child that has died nobody asks anything: Art. 17(3.5)."""
        children = [each for each in self.family if each.relation is Relation.CHILD]
        return all(each.died or each.outcome for each in children)

    @property
    def parent_is_heard(self) -> bool:
        """One parent or guardian was asked, or of each of them it is on record why not.

        Of one who is said to use violence no word is needed where there is another: Art. 4(5).
        """
        by_law = [each for each in self.family if each.relation in BY_LAW]
        alive = [each for each in by_law if not each.died]
        if not by_law:
            return self.why_none
        if any(each.outcome is Hearing.SAID for each in by_law):
            return True
        wanted = [each for each in alive if not each.violent] or alive
        return all(each.outcome for each in wanted)

    @property
    def is_complete(self) -> bool:
        return self.child_is_heard and self.parent_is_heard


@dataclass(frozen=True, slots=True)
class Opinion:
    """One word that is to be put on record."""

    outcome: Hearing
    words: str
    """The opinion itself, or why there is none."""
    of_child: bool
    asked_on: date
    died: bool = False
    died_on: date | None = None


class OpinionsMissing(ProcedureRefused):
    reason = "The opinion of the child and of a parent or guardian is not recorded."
    way_out = (
        "Write down what each of them said, or why they were not asked; where no parent or"
        " guardian is named, name one or write why none is."
    )
    basis = Article(17, "2")


class OpinionWithoutWords(ProcedureRefused):
    reason = "It is not written down what this person said."
    way_out = "Write what they said, or choose that they were not asked, and why."
    basis = Article(17, "2")


class NotAskedWithoutReason(ProcedureRefused):
    reason = "It is not said why this person was not asked."
    way_out = "Write the reason; that nobody asked is a reason only together with why."
    basis = DEFAULTS.PARENT_EXCUSED


class OpinionOfTheDead(ProcedureRefused):
    reason = "This person had died by that day."
    way_out = "Write the day before on which they were asked; of the dead nobody asks anything."
    basis = Article(17, "3.5")


class OpinionsAreFixed(ProcedureRefused):
    reason = "The table has closed the case; the opinions stand in the form that is signed."
    way_out = "Whoever finds them wrong says so beside their signature, or does not sign."
    basis = Article(17, "2")


def check_opinion(said: Opinion) -> None:
    """A word is what somebody said, or the reason why nobody asked them: Art. 17(2)."""
    if said.died and (said.died_on is None or said.asked_on > said.died_on):
        raise OpinionOfTheDead
    if said.words.strip():
        return
    if said.outcome is Hearing.SAID:
        raise OpinionWithoutWords
    if not (said.of_child and said.outcome is Hearing.NOT_POSSIBLE):
        raise NotAskedWithoutReason


def unheard(heard: Heard, closure_id: UUID, meeting_id: UUID, on: date) -> Iterator[Breach]:
    """The table closed the case on that day, and they had not been asked by then: Art. 17(2)."""
    if not heard.is_complete:
        wrong, of = Wrong.CLOSED_UNHEARD, Article(17, "2")
        yield Breach(wrong, of, Owner.MANAGER, on, closure_id, meeting_id)


def check_heard(heard: Heard) -> None:
    """The child is heard when it is possible, a parent or guardian always: Art. 17(2)."""
    if not heard.is_complete:
        raise OpinionsMissing
