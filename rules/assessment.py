"""What an assessment says, the manager's and then the table's: Art. 12."""

from collections.abc import Collection, Mapping
from datetime import date
from enum import StrEnum
from typing import Final

from rules.basis import Article
from rules.facts import HeldFacts
from rules.phases import Phase, StepOutOfTurn
from rules.refusals import ProcedureRefused


class AssessmentKind(StrEnum):
    """Whose assessment it is: Art. 12."""

    INITIAL = "initial"
    """The manager's: Art. 12(1)."""
    COMPREHENSIVE = "comprehensive"
    """The table's: Art. 12(2)."""


class Risk(StrEnum):
    """The level of risk, set with every assessment and review: Art. 12(2), 15(2)."""

    NONE = "none"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


def at_risk(*found: Risk | None) -> bool:
    """A level above none is on record, or said: Art. 8(8), 14(5)."""
    return any((level or Risk.NONE) is not Risk.NONE for level in found)


RISKS: Final = frozenset(Risk)
INDICATORS: Final = {
    "safety": Article(12, "3.1"),
    "needs": Article(12, "3.2"),
    "education": Article(12, "3.3"),
    "care": Article(12, "3.4"),
    "inclusion": Article(12, "3.5"),
}

ANNEX_SECTIONS: Final = ("age", "health", "development", "participation")
"""What Annex 1 has the needs described by, beside what is among the five: Art. 20(1)."""
SECTIONS: Final = (
    *("age", "health", "development", "education", "inclusion", "safety", "participation"),
    *("needs", "care"),
)
"""The parts of the one form: Annex 1 in its order, then what Art. 12(3) has beside it: 12(4)."""


class IndicatorMissing(ProcedureRefused):
    reason = "The assessment must say something on each of the five indicators."
    way_out = "Write what is known, or that it is not known and why."
    basis = Article(12, "3")


class RiskMissing(ProcedureRefused):
    reason = "The level of risk is not given."
    way_out = "Choose none, low, medium or high."
    basis = Article(12, "2")


class NoMeetingHeld(ProcedureRefused):
    reason = "The table has not met on this."
    way_out = "Record the meeting first."
    basis = Article(12, "2")


class NotADayOfTheTable(ProcedureRefused):
    reason = "The table did not meet on {day}; what it says, it says in its meeting."
    way_out = "Choose the day of a meeting that is on record, or record that meeting first."
    basis = Article(13, "1")


class NotOnTheAgenda(ProcedureRefused):
    reason = "The table met on {day}, and this did not stand on the agenda of that meeting."
    way_out = "Choose the day of a meeting with this on its agenda, or plan one."
    basis = Article(10, "3")


def check_said_in(
    held_on: date | None, on: date, basis: Article, met: Collection[date] = ()
) -> None:
    """The table decides, finds and sets in a meeting, and on no day on which nobody met.

    `held_on` is the day of the meeting with this on its agenda; `met`, those of every meeting: it
    works by the agenda that it approved, Art. 10(3).
    """
    if on != held_on and on in met:
        raise NotOnTheAgenda(day=on)
    if held_on is not None and held_on != on:
        raise NotADayOfTheTable(basis, day=on)


def check_assessment(
    risk: Risk, indicators: Mapping[str, str], unknown: Collection[str] = ()
) -> None:
    """Refuse an assessment without a risk level or with an empty indicator: Art. 12(2), 12(3).

    It is refused under the paragraph of the first one that nothing is said on; that it is not
    known is said too. Of what the Annex has beside the five, nothing need be said.
    """
    if not set(unknown) <= set(SECTIONS):
        raise IndicatorMissing
    if risk not in RISKS:
        raise RiskMissing
    for name, article in INDICATORS.items():
        if not indicators.get(name, "").strip() and name not in unknown:
            raise IndicatorMissing(article)


def check_worse(worse: Collection[str]) -> None:
    """Only one of the five can be found worse: Art. 12(3)."""
    if not set(worse) <= INDICATORS.keys():
        raise IndicatorMissing


def check_before_the_table(phase: Phase, *, alone: bool) -> None:
    """What the manager prepares alone ends where the table's own assessment begins: Art. 12(1).

    A closing that the head approves before it leaves the members without papers otherwise: 8(7).
    """
    if not alone:
        raise StepOutOfTurn(Article(12, "1"), phase=phase.value)


def check_settling(met: HeldFacts | None) -> None:
    """The comprehensive assessment is the table's, so the table has met: Art. 12(2)."""
    if met is None:
        raise NoMeetingHeld
