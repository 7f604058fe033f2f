"""The life of a case as one table: Art. 11(1)."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from rules.basis import Article
from rules.refusals import ProcedureRefused


class Phase(StrEnum):
    """Where a case stands: the five of Art. 11(1), and the sealed file."""

    ASSESSMENT = "assessment"
    PLANNING = "planning"
    IMPLEMENTATION = "implementation"
    REVIEW = "review"
    CLOSURE = "closure"
    CLOSED = "closed"


class Step(StrEnum):
    """What moves a case from one phase to another."""

    SETTLE_ASSESSMENT = "settle_assessment"
    ADOPT_PLAN = "adopt_plan"
    OPEN_REVIEW = "open_review"
    SETTLE_REVIEW = "settle_review"
    APPROVE_CLOSURE = "approve_closure"
    RESUME_ASSESSMENT = "resume_assessment"
    RESUME_PLANNING = "resume_planning"
    RESUME_PLAN = "resume_plan"
    SEAL_FILE = "seal_file"


NEXT: Final[Mapping[tuple[Phase, Step], Phase]] = {
    (Phase.ASSESSMENT, Step.SETTLE_ASSESSMENT): Phase.PLANNING,  # Art. 12(2)
    (Phase.PLANNING, Step.ADOPT_PLAN): Phase.IMPLEMENTATION,  # Art. 13(1)
    (Phase.IMPLEMENTATION, Step.OPEN_REVIEW): Phase.REVIEW,  # Art. 15(1)
    (Phase.REVIEW, Step.SETTLE_REVIEW): Phase.IMPLEMENTATION,  # Art. 15(2)
    (Phase.ASSESSMENT, Step.APPROVE_CLOSURE): Phase.CLOSURE,  # Art. 17(3.2) to (3.5) know no phase
    (Phase.PLANNING, Step.APPROVE_CLOSURE): Phase.CLOSURE,
    (Phase.IMPLEMENTATION, Step.APPROVE_CLOSURE): Phase.CLOSURE,  # Art. 17(3)
    (Phase.REVIEW, Step.APPROVE_CLOSURE): Phase.CLOSURE,
    (Phase.CLOSURE, Step.OPEN_REVIEW): Phase.CLOSURE,  # Art. 5(1.5): reviews go on meanwhile
    (Phase.CLOSURE, Step.SETTLE_REVIEW): Phase.CLOSURE,
    (Phase.CLOSURE, Step.RESUME_ASSESSMENT): Phase.ASSESSMENT,  # the table did not close the case
    (Phase.CLOSURE, Step.RESUME_PLANNING): Phase.PLANNING,
    (Phase.CLOSURE, Step.RESUME_PLAN): Phase.IMPLEMENTATION,
    (Phase.CLOSURE, Step.SEAL_FILE): Phase.CLOSED,  # Art. 17(5)
}

ORDER: Final = tuple(Phase)


class StepOutOfTurn(ProcedureRefused):
    reason = "The case is not in the phase where this step belongs."
    way_out = "Open the case to see what comes next."
    basis = Article(11, "1")


def after(phase: Phase, step: Step) -> Phase:
    """The phase a step leads to; raises `StepOutOfTurn` for one that is not in the table."""
    try:
        return NEXT[phase, step]
    except KeyError:
        raise StepOutOfTurn(phase=phase.value, step=step.value) from None


def resuming(*, assessed: bool, planned: bool) -> Step:
    """How a case goes on that the table did not close: where its papers left it."""
    if planned:
        return Step.RESUME_PLAN
    return Step.RESUME_PLANNING if assessed else Step.RESUME_ASSESSMENT
