"""What an assessment says, the manager's and then the table's: Art. 12."""

from collections.abc import Mapping
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


RISKS: Final = frozenset(Risk)
INDICATORS: Final = {
    "safety": Article(12, "3.1"),
    "needs": Article(12, "3.2"),
    "education": Article(12, "3.3"),
    "care": Article(12, "3.4"),
    "inclusion": Article(12, "3.5"),
}


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


def check_assessment(risk: Risk, indicators: Mapping[str, str]) -> None:
    """Refuse an assessment without a risk level or with an empty indicator: Art. 12(2), 12(3).

    It is refused under the paragraph of the first one that nothing is said on.
    """
    if risk not in RISKS:
        raise RiskMissing
    for name, article in INDICATORS.items():
        if not indicators.get(name, "").strip():
            raise IndicatorMissing(article)


def check_before_the_table(phase: Phase) -> None:
    """What the manager prepares alone ends where the table's own assessment begins: Art. 12(1)."""
    if phase is not Phase.ASSESSMENT:
        raise StepOutOfTurn(Article(12, "1"), phase=phase.value)


def check_settling(met: HeldFacts | None) -> None:
    """The comprehensive assessment is the table's, so the table has met: Art. 12(2)."""
    if met is None:
        raise NoMeetingHeld
