"""Closing a case: Art. 8(11), 17."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from rules.basis import Article
from rules.days import add_months
from rules.defaults import DEFAULTS
from rules.duties import Duty, OpenDuty, owed
from rules.facts import CaseFacts, ClosureFacts
from rules.planned import Planned
from rules.planning import Risk
from rules.refusals import ProcedureRefused
from rules.roles import Owner


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


class GroundMissing(ProcedureRefused):
    reason = "A case is closed on one of the grounds of Art. 17(3)."
    way_out = "Choose the ground that applies."
    basis = Article(17, "3")


class NotYetEighteen(ProcedureRefused):
    reason = "The child has not turned eighteen."
    way_out = "Choose another ground, or wait for the birthday."
    basis = Article(17, "3.2")


class BirthDateUnknown(ProcedureRefused):
    reason = "The child's date of birth is not known."
    way_out = "Record the date of birth, also an estimated one."
    basis = Article(17, "3.2")


class GroundDetailMissing(ProcedureRefused):
    reason = "This ground needs a few words more."
    way_out = (
        "Name the centre or country that takes over and why it serves the child, or what happened."
    )
    basis = Article(17, "3")


class ClosureAlreadyProposed(ProcedureRefused):
    reason = "A proposal to close this case is on its way."
    way_out = "Wait for the head's decision."
    basis = Article(17, "3")


class HeadHasDecided(ProcedureRefused):
    reason = "The head has decided on this proposal."
    way_out = "Open the closure to see the decision."
    basis = Article(17, "3")


class HeadHasNotApproved(ProcedureRefused):
    reason = "The head has not approved the manager's assessment."
    way_out = "Ask for the approval first; a meeting on closure comes after it."
    basis = Article(17, "3")


class ClosureMeetingNotHeld(ProcedureRefused):
    reason = "The table has not met on this proposal to close the case."
    way_out = "Invite everybody who took part in the case, and hold the meeting."
    basis = Article(8, "11")


class AlreadyDecided(ProcedureRefused):
    reason = "The table has closed this case already."
    way_out = "Open the closure to see who still has to sign."
    basis = Article(17, "3")


class OwnApproval(ProcedureRefused):
    reason = "Nobody approves their own assessment."
    way_out = "The head decides, or another deputy; without a head the administrator names one."
    basis = Article(17, "3")


class OpinionsMissing(ProcedureRefused):
    reason = "The opinion of the child and of a parent or guardian is not recorded."
    way_out = "Write down each opinion, or why it could not be asked for."
    basis = Article(17, "2")


class OpinionsAreFixed(ProcedureRefused):
    reason = "The table has closed the case; the opinions stand in the form that is signed."
    way_out = "Whoever finds them wrong says so beside their signature, or does not sign."
    basis = Article(17, "2")


class ActionsStillOpen(ProcedureRefused):
    reason = "{open} actions of the plan are not completed, or the risk is not gone."
    way_out = "Review the plan first, or choose another ground."
    basis = Article(17, "3.1")


@dataclass(frozen=True, slots=True)
class GroundFacts:
    """What a ground is checked against."""

    ground: Ground
    detail: str
    birth_date: date | None
    open_actions: int
    risk: Risk | None


def check_ground(facts: GroundFacts, today: date) -> None:
    """Refuse a ground that the file does not carry: Art. 17(3)."""
    if facts.ground not in GROUNDS:
        raise GroundMissing
    if facts.ground == Ground.OUT_OF_DANGER and (
        facts.open_actions or facts.risk in {Risk.MEDIUM, Risk.HIGH, None}
    ):
        raise ActionsStillOpen(open=facts.open_actions)
    if facts.ground == Ground.EIGHTEEN:
        if facts.birth_date is None:
            raise BirthDateUnknown
        if today < add_months(facts.birth_date, 18 * 12):
            raise NotYetEighteen
    if facts.ground in WITH_DETAIL and not facts.detail.strip():
        raise GroundDetailMissing(GROUNDS[facts.ground])


def steps(facts: CaseFacts) -> Iterator[Planned]:
    """Ask the head, tell the manager, ask for signatures, seal."""
    closure = facts.closure
    if closure is None:
        return
    decided = closure.approved_on is not None or closure.returned
    if not closure.asked and not decided:
        yield Planned("ask_closure_approval", closure.id, closure.proposed_on)
    if decided and not closure.answered:
        yield Planned("answer_closure", closure.id, date.min)
    if closure.decided_on is None:
        return
    if closure.signatures_asked_on is None:
        yield Planned("ask_closing_signatures", closure.id, closure.decided_on)
    elif _is_complete(facts, closure):
        yield Planned("seal_file", closure.id, closure.decided_on)


def _is_complete(facts: CaseFacts, closure: ClosureFacts) -> bool:
    """Everybody signed the closing form, and every meeting has approved and signed minutes."""
    papers = facts.table.minutes
    return (
        closure.is_signed
        and facts.table.meeting is None
        and facts.table.unwritten is None
        and all(paper.approved and paper.is_signed for paper in papers)
    )


def duties(facts: CaseFacts) -> Iterator[OpenDuty]:
    """The head approves, the manager asks the family and convenes, everybody signs."""
    closure = facts.closure
    if closure is None or closure.returned:
        return
    if closure.approved_on is None:
        yield owed(
            Duty.APPROVE_CLOSURE,
            Owner.HEAD,
            closure.proposed_on,
            DEFAULTS.APPROVE_CLOSURE,
            subject=closure.id,
        )
        return
    if not closure.opinions:
        yield owed(
            Duty.RECORD_OPINIONS,
            Owner.MANAGER,
            closure.approved_on,
            DEFAULTS.OPINIONS,
            subject=closure.id,
        )
    if closure.decided_on is None:
        yield from _towards_the_decision(facts, closure)
    elif closure.signatures_asked_on:
        yield from _signatures(closure, closure.signatures_asked_on)


def _signatures(closure: ClosureFacts, asked_on: date) -> Iterator[OpenDuty]:
    """The chair signs with the others, and sees it as a duty of their own."""
    limit = DEFAULTS.SIGN_CLOSURE
    if closure.chair_unsigned:
        yield owed(Duty.CHAIR_SIGNS_CLOSURE, Owner.MANAGER, asked_on, limit, subject=closure.id)
    if closure.unsigned:
        yield owed(
            Duty.SIGN_CLOSURE,
            Owner.MEMBERS,
            asked_on,
            limit,
            subject=closure.id,
            members=closure.unsigned,
        )


def _towards_the_decision(facts: CaseFacts, closure: ClosureFacts) -> Iterator[OpenDuty]:
    met, approved_on = closure.met, closure.approved_on
    assert approved_on is not None  # the caller asked
    if met is not None:
        yield owed(
            Duty.DECIDE_CLOSURE,
            Owner.MANAGER,
            met.held_on,
            DEFAULTS.MINUTES,
            subject=closure.id,
            meeting=met.id,
        )
    elif facts.table.meeting is None:
        yield owed(Duty.PLAN_MEETING, Owner.MANAGER, approved_on, DEFAULTS.OPINIONS)
