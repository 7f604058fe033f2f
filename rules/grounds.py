"""The grounds on which a case is closed, and what each needs: Art. 17(3)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from rules.assessment import NoMeetingHeld, Risk
from rules.basis import Article
from rules.defaults import DEFAULTS
from rules.eighteen import born_on, is_eighteen
from rules.facts import HeldFacts
from rules.refusals import ProcedureRefused


class Ground(StrEnum):
    """On what a case is closed, by its code in Annex 1, part 4.7."""

    OUT_OF_DANGER = "X1"
    EIGHTEEN = "X2"
    OTHER_CENTRE = "X3"
    OTHER_COUNTRY = "X4"
    DEATH = "X5"
    OTHER = "X6"
    """Of the Annex only: beyond the list of Art. 17(3)."""


GROUNDS: Final[Mapping[str, Article]] = {
    Ground.OUT_OF_DANGER: Article(17, "3.1"),
    Ground.EIGHTEEN: Article(17, "3.2"),
    Ground.OTHER_CENTRE: Article(17, "3.3"),
    Ground.OTHER_COUNTRY: Article(17, "3.4"),
    Ground.DEATH: Article(17, "3.5"),
    Ground.OTHER: Article(20, "1.1"),
}
WITH_DETAIL: Final[Collection[str]] = frozenset(
    {Ground.OTHER_CENTRE, Ground.OTHER_COUNTRY, Ground.OTHER}
)
"""Grounds that a name alone does not explain."""
OUT_OF_DANGER: Final = frozenset({Risk.NONE, Risk.LOW})
"""The risk with which the table may find a child out of danger: Art. 5(2), 17(3.1)."""


@dataclass(frozen=True, slots=True)
class GroundFacts:
    """What a ground is checked against, at each station anew."""

    ground: Ground
    detail: str
    birth_date: date | None
    planned: bool
    """A unified plan was adopted."""
    open_actions: int
    risk: Risk | None
    best_interest: str = ""
    """Why it is in the child's best interest to move to another country."""
    died: bool = False
    """That the child has died is on record."""
    died_on: date | None = None
    """None also where the day is not known."""
    birth_estimated: bool = False
    found_born_on: date | None = None
    """The date of birth that the table has found, with its source, where ours is an estimate."""
    accepted_on: date | None = None
    """When the other centre took the case over, as its letter says."""
    lettered: bool = False
    """A letter with services after eighteen had left; looked for where 17(4) asks."""

    def had_died_before(self, day: date) -> bool:
        return self.died and was_before(self.died_on, day)

    def lived_on(self, day: date) -> bool:
        return lived_on(day, died=self.died, died_on=self.died_on)

    @property
    def born_on(self) -> date | None:
        return born_on(self.birth_date, self.found_born_on, estimated=self.birth_estimated)


def was_before(died_on: date | None, day: date) -> bool:
    """Whether a death was before what is of that day.

    Of one of that day itself nobody knows; one whose day is not known may have been before.
    """
    return died_on is None or died_on < day


def lived_on(day: date, *, died: bool, died_on: date | None) -> bool:
    """Whether no death is on record that was by then; of one without a day nobody knows."""
    return not died or (died_on is not None and day < died_on)


class GroundMissing(ProcedureRefused):
    reason = "A case is closed on one of the grounds of Art. 17(3)."
    way_out = "Choose the ground that applies."
    basis = Article(17, "3")


class NoPlanToComplete(ProcedureRefused):
    reason = "No plan was adopted whose measures could be completed."
    way_out = "Adopt the unified plan first, or choose another ground."
    basis = Article(17, "3.1")


class DeathNotOnRecord(ProcedureRefused):
    reason = "It is not on record that the child has died."
    way_out = "Record it first, with the day and the source, on the page of what is known."
    basis = Article(17, "3.5")


class DiedLater(ProcedureRefused):
    reason = "The child lived on that day: the death on record is of a later one."
    way_out = "Write the true day; or correct the day of the death, with its source."
    basis = Article(17, "3.5")


class ActionsStillOpen(ProcedureRefused):
    reason = "The plan is not completed (open actions: {open}), or the risk is not gone."
    way_out = "Review the plan first, or choose another ground."
    basis = Article(17, "3.1")


class NotYetEighteen(ProcedureRefused):
    reason = "The child has not turned eighteen."
    way_out = "Choose another ground, or wait for the birthday."
    basis = Article(17, "3.2")


class BirthDateUnknown(ProcedureRefused):
    reason = "The child's date of birth is not known."
    way_out = "Record the date of birth, also an estimated one."
    basis = Article(17, "3.2")


class DeathIsTheGround(ProcedureRefused):
    reason = "The child has died: no other ground closes the case any more."
    way_out = "Propose to close the case on the child's death."
    basis = Article(17, "3.5")


class AgeNotFound(ProcedureRefused):
    reason = "The date of birth is an estimate, and the table has not found how old the child is."
    way_out = "Record what the table found, and from which source."
    basis = Article(17, "3.2")


class AgeWithoutSource(ProcedureRefused):
    reason = "A finding of age names the date of birth and where it is taken from."
    way_out = "Write the date and its source: a register, a document, an expert's opinion."
    basis = DEFAULTS.AGE_FOUND


class GroundDetailMissing(ProcedureRefused):
    reason = "This ground needs a few words more."
    way_out = "Name the centre or country that takes over, or what happened."
    basis = Article(17, "3")


class BestInterestMissing(ProcedureRefused):
    reason = "It is not said why moving abroad is in the child's best interest."
    way_out = "Write why it is, beside the country."
    basis = Article(17, "3.4")


class NotTakenOver(ProcedureRefused):
    reason = "The other centre has not taken the case over."
    way_out = "Record who accepted it there, on which day and by which letter."
    basis = Article(17, "3.3")


class AcceptanceIncomplete(ProcedureRefused):
    reason = "An acceptance says who accepted the case, and the number of the letter."
    way_out = "Write both as they stand in the other centre's letter."
    basis = DEFAULTS.TAKEN_OVER


class NothingToTakeOver(ProcedureRefused):
    reason = "This case is not to be closed because the child moved to another municipality."
    way_out = "Propose its closure on that ground first."
    basis = Article(17, "3.3")


def check_proposed_ground(facts: GroundFacts, on: date) -> None:
    """What is proposed on the day of a death comes after it: Art. 17(1), 17(3.5)."""
    was_before = facts.died_on is not None and on < facts.died_on
    check_ground(facts if was_before else replace(facts, died_on=None), on)


def check_ground(facts: GroundFacts, on: date) -> None:
    """Refuse a ground that the file does not carry on that day: Art. 17(3).

    Who has died is not out of danger, has not turned eighteen and has moved nowhere: 17(3.5). What
    was approved or decided before the death is recorded as it was, whenever it is typed.
    """
    if facts.ground not in GROUNDS:
        raise GroundMissing
    if facts.ground != Ground.DEATH and facts.had_died_before(on):
        raise DeathIsTheGround
    if facts.ground == Ground.OUT_OF_DANGER:
        _check_out_of_danger(facts)
    if facts.ground == Ground.EIGHTEEN:
        _check_eighteen(facts, on)
    if facts.ground == Ground.DEATH and facts.lived_on(on):
        raise DiedLater if facts.died else DeathNotOnRecord
    if facts.ground in WITH_DETAIL and not facts.detail.strip():
        raise GroundDetailMissing(GROUNDS[facts.ground])
    if facts.ground == Ground.OTHER_COUNTRY and not facts.best_interest.strip():
        raise BestInterestMissing


def _check_out_of_danger(facts: GroundFacts) -> None:
    """Measures of a plan are completed, and the risk is lower or gone: Art. 5(2), 17(3.1)."""
    if not facts.planned:
        raise NoPlanToComplete
    if facts.open_actions or facts.risk not in OUT_OF_DANGER:
        raise ActionsStillOpen(open=facts.open_actions)


def _check_eighteen(facts: GroundFacts, on: date) -> None:
    if facts.born_on is None:
        raise BirthDateUnknown
    if not is_eighteen(facts.born_on, on):
        raise NotYetEighteen


def check_ground_before_the_table(facts: GroundFacts, on: date) -> None:
    """What a proposal may still lack, the table's decision does not: Art. 17(3.2), 17(3.3).

    The table finds the age in a meeting, and the other centre writes when it knows of the closure:
    both may come after the head has approved.
    """
    check_ground(facts, on)
    if facts.ground == Ground.EIGHTEEN and facts.birth_estimated and facts.found_born_on is None:
        raise AgeNotFound
    if facts.ground == Ground.OTHER_CENTRE and (
        facts.accepted_on is None or facts.accepted_on > on
    ):
        raise NotTakenOver


def check_acceptance(ground: Ground, by: str, letter: str) -> None:
    """What is on record of the other centre's acceptance: DEFAULTS.TAKEN_OVER."""
    if ground != Ground.OTHER_CENTRE:
        raise NothingToTakeOver
    if not by.strip() or not letter.strip():
        raise AcceptanceIncomplete


def check_age_finding(met: HeldFacts | None, born_on: date | None, source: str) -> None:
    """It is the table that finds it, and from a source: Art. 17(3.2), DEFAULTS.AGE_FOUND."""
    if met is None:
        raise NoMeetingHeld(Article(17, "3.2"))
    if born_on is None or not source.strip():
        raise AgeWithoutSource
