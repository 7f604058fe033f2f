"""The life of a case as one table: Art. 11(1)."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from rules.basis import Article, Basis
from rules.defaults import DEFAULTS
from rules.refusals import ProcedureRefused


class Phase(StrEnum):
    """Where a case stands: the five of Art. 11(1), and the sealed file."""

    ASSESSMENT = "assessment"
    PLANNING = "planning"
    IMPLEMENTATION = "implementation"
    REVIEW = "review"
    CLOSURE = "closure"
    CLOSED = "closed"


class Transition(StrEnum):
    """What moves a case from one phase to another."""

    SETTLE_ASSESSMENT = "settle_assessment"
    ADOPT_PLAN = "adopt_plan"
    ADOPT_PLAN_OF_PAPER = "adopt_plan_of_paper"
    CARRY_ON_FROM_PAPER = "carry_on_from_paper"
    OPEN_REVIEW = "open_review"
    SETTLE_REVIEW = "settle_review"
    APPROVE_CLOSURE = "approve_closure"
    RESUME_ASSESSMENT = "resume_assessment"
    RESUME_PLANNING = "resume_planning"
    RESUME_PLAN = "resume_plan"
    SEAL_FILE = "seal_file"
    END_REFERRAL = "end_referral"


NEXT: Final[Mapping[tuple[Phase, Transition], Phase]] = {
    (Phase.ASSESSMENT, Transition.SETTLE_ASSESSMENT): Phase.PLANNING,  # Art. 12(2)
    (Phase.PLANNING, Transition.ADOPT_PLAN): Phase.IMPLEMENTATION,  # Art. 13(1)
    # ours: of a case of paper nobody may know any more what the table assessed before its plan
    (Phase.ASSESSMENT, Transition.ADOPT_PLAN_OF_PAPER): Phase.IMPLEMENTATION,
    # ours: a plan was reviewed on paper that nobody knows any more, till one is made or turns up
    (Phase.ASSESSMENT, Transition.CARRY_ON_FROM_PAPER): Phase.IMPLEMENTATION,
    (Phase.PLANNING, Transition.CARRY_ON_FROM_PAPER): Phase.IMPLEMENTATION,
    (Phase.IMPLEMENTATION, Transition.ADOPT_PLAN_OF_PAPER): Phase.IMPLEMENTATION,
    # Art. 12(2), 14(4): risk and needs are raised at any meeting, in any phase
    (Phase.PLANNING, Transition.SETTLE_ASSESSMENT): Phase.PLANNING,
    (Phase.IMPLEMENTATION, Transition.SETTLE_ASSESSMENT): Phase.IMPLEMENTATION,
    (Phase.REVIEW, Transition.SETTLE_ASSESSMENT): Phase.REVIEW,
    (Phase.CLOSURE, Transition.SETTLE_ASSESSMENT): Phase.CLOSURE,
    (Phase.IMPLEMENTATION, Transition.OPEN_REVIEW): Phase.REVIEW,  # Art. 15(1)
    (Phase.REVIEW, Transition.SETTLE_REVIEW): Phase.IMPLEMENTATION,  # Art. 15(2)
    # Art. 5(1.5), 15(1): at any time after the plan, also before the month asks for it
    (Phase.IMPLEMENTATION, Transition.SETTLE_REVIEW): Phase.IMPLEMENTATION,
    # Art. 17(3.2) to (3.5) know no phase.
    (Phase.ASSESSMENT, Transition.APPROVE_CLOSURE): Phase.CLOSURE,
    (Phase.PLANNING, Transition.APPROVE_CLOSURE): Phase.CLOSURE,
    (Phase.IMPLEMENTATION, Transition.APPROVE_CLOSURE): Phase.CLOSURE,  # Art. 17(3)
    (Phase.REVIEW, Transition.APPROVE_CLOSURE): Phase.CLOSURE,
    (Phase.CLOSURE, Transition.OPEN_REVIEW): Phase.CLOSURE,  # Art. 5(1.5): reviews go on meanwhile
    (Phase.CLOSURE, Transition.SETTLE_REVIEW): Phase.CLOSURE,
    # the table did not close the case
    (Phase.CLOSURE, Transition.RESUME_ASSESSMENT): Phase.ASSESSMENT,
    (Phase.CLOSURE, Transition.RESUME_PLANNING): Phase.PLANNING,
    (Phase.CLOSURE, Transition.RESUME_PLAN): Phase.IMPLEMENTATION,
    (Phase.CLOSURE, Transition.SEAL_FILE): Phase.CLOSED,  # Art. 17(5)
    # ours: a mistaken referral, before the table has met; its closing may have been proposed
    (Phase.ASSESSMENT, Transition.END_REFERRAL): Phase.CLOSED,
    (Phase.CLOSURE, Transition.END_REFERRAL): Phase.CLOSED,
}

BASIS: Final[Mapping[Transition, Article]] = {
    Transition.SETTLE_ASSESSMENT: Article(12, "2"),
    Transition.ADOPT_PLAN: Article(13, "1"),
    Transition.ADOPT_PLAN_OF_PAPER: Article(13, "1"),
    Transition.CARRY_ON_FROM_PAPER: Article(15, "1"),
    Transition.OPEN_REVIEW: Article(15, "1"),
    Transition.SETTLE_REVIEW: Article(15, "2"),
    Transition.APPROVE_CLOSURE: Article(17, "3"),
    Transition.RESUME_ASSESSMENT: Article(17, "3"),
    Transition.RESUME_PLANNING: Article(17, "3"),
    Transition.RESUME_PLAN: Article(17, "3"),
    Transition.SEAL_FILE: Article(17, "5"),
    Transition.END_REFERRAL: Article(11, "1"),
}
"""The paragraph of each step, which it is refused under where it is out of turn."""

ORDER: Final = tuple(Phase)


class StepOutOfTurn(ProcedureRefused):
    reason = "The case is not in the phase where this step belongs."
    way_out = "Open the case to see what comes next."
    basis: Basis | None = Article(11, "1")


class FileSealed(StepOutOfTurn):
    reason = "The file of case {number} is sealed: nothing is entered in it any more."
    way_out = "Add what happened beside the file, as a supplement with its true day."
    basis = DEFAULTS.SUPPLEMENT


class SealedForMembers(StepOutOfTurn):
    """The same, said to whoever has a link and no file."""

    reason = "The file of case {number} is closed: nothing is signed or said behind this link."
    way_out = "If something is still to be said, call the centre for social work."
    basis = Article(17, "5")


def after(phase: Phase, step: Transition) -> Phase:
    """The phase a step leads to; raises `StepOutOfTurn` for one that is not in the table."""
    try:
        return NEXT[phase, step]
    except KeyError:
        raise StepOutOfTurn(BASIS[step], phase=phase.value, step=step.value) from None


def check_open(phase: Phase, number: str) -> None:
    """Nothing enters a sealed file; what happened stands in a supplement beside it: Art. 17(5)."""
    if phase is Phase.CLOSED:
        raise FileSealed(number=number)


def resuming(*, assessed: bool, planned: bool) -> Transition:
    """How a case goes on that the table did not close: where its papers left it."""
    if planned:
        return Transition.RESUME_PLAN
    return Transition.RESUME_PLANNING if assessed else Transition.RESUME_ASSESSMENT
