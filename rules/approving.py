"""The head approves the manager's assessment before the table closes the case: Art. 17(3)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from rules.basis import Article
from rules.closure import HeadHasNotApproved, ProposedClosure
from rules.defaults import DEFAULTS
from rules.refusals import Conflict, NotPossible, ProcedureRefused


class HeadHasDecided(Conflict):
    reason = "The head has decided on this proposal."
    way_out = "Open the closure to see the decision."


class ApprovalOfTheFormer(ProcedureRefused):
    reason = "On {day} another proposal to close this case was on its way."
    way_out = "Write the day on which this assessment was approved."
    basis = Article(17, "3")


class OwnApproval(ProcedureRefused):
    reason = "Nobody approves their own assessment."
    way_out = "The head decides, or another deputy; without a head the administrator names one."
    basis = Article(17, "3")


def check_head_decides(
    proposal: ProposedClosure | None, by: UUID, manager_id: UUID | None = None
) -> None:
    """The head, or a deputy, decides on an assessment and a case that are another's: 17(3)."""
    if proposal is None or not proposal.is_open:
        raise HeadHasNotApproved
    if proposal.approved_at is not None:
        raise HeadHasDecided
    _check_not_own(proposal, by, manager_id)


def _check_not_own(proposal: ProposedClosure, by: UUID, manager_id: UUID | None) -> None:
    if by in {proposal.proposed_by, manager_id}:
        raise OwnApproval


@dataclass(frozen=True, slots=True)
class Former:
    """The proposal before, which came to nothing."""

    returned_on: date | None = None
    declined_on: date | None = None


def check_approved_on(former: Former | None, on: date) -> None:
    """One proposal at a time: what was approved while the former was on its way was that one."""
    if is_of_the_former(former, on):
        raise ApprovalOfTheFormer(day=on)


def is_of_the_former(former: Former | None, on: date) -> bool:
    """Until the head sent it back, or the table said no, the other proposal was on its way."""
    if former is None:
        return False
    while_returned = former.returned_on is not None and on < former.returned_on
    while_declined = former.declined_on is not None and on <= former.declined_on
    return while_returned or while_declined


class NotCarried(StrEnum):
    """Why an approval does not carry the closing that was decided on it."""

    LATER = "later"
    """The head approved after the table had decided: Art. 17(3)."""
    OWN = "own"
    """Who approved managed the case alone on that day: Art. 17(3)."""
    CONFLICT = "conflict"
    """Who approved had declared a conflict of interest before: Art. 10(2)."""
    FORMER = "former"
    """On that day the former proposal was on its way still: Art. 17(3)."""


REASONS: Final[Mapping[NotCarried, Article]] = {
    NotCarried.LATER: Article(17, "3"),
    NotCarried.OWN: Article(17, "3"),
    NotCarried.CONFLICT: Article(10, "2"),
    NotCarried.FORMER: Article(17, "3"),
}


@dataclass(frozen=True, slots=True)
class ApprovalFacts:
    """An approval as the record has its day now."""

    on: date
    by: UUID
    managers: Collection[UUID] = ()
    """Who managed the case on that day; both, where one took over from the other on it."""
    in_conflict: bool = False
    """Who approved had declared one before that day, and it stands."""
    former: Former | None = None
    """The proposal before; None also where the approval was typed as it was given, of this one."""


def not_carried(approval: ApprovalFacts, decided_on: date | None) -> NotCarried | None:
    """What is wrong with it by its true day, whatever was known when it was given: Art. 10(2),
    17(3). Of two who managed the case on one day nobody can tell who did when."""
    if decided_on is not None and decided_on < approval.on:
        return NotCarried.LATER
    if set(approval.managers) == {approval.by}:
        return NotCarried.OWN
    if approval.in_conflict:
        return NotCarried.CONFLICT
    return NotCarried.FORMER if is_of_the_former(approval.former, approval.on) else None


class ApprovalNotCarried(ProcedureRefused):
    reason = "The approval does not carry this closing, by what is on record of its day."
    way_out = "Whoever decides for the centre lets it fall; then it is proposed and approved anew."
    basis = Article(17, "3")


class ApprovalCarries(NotPossible):
    reason = "Nothing is on record by which the approval would not carry this closing."
    way_out = "Only what is approved by somebody who was barred, or too late, is let fall here."


class FellWithoutReason(ProcedureRefused):
    reason = "It is not said why the closing is to fall."
    way_out = "Write the reason; it stands beside the closing that fell."
    basis = DEFAULTS.LET_FALL


def check_carried(lacks: NotCarried | None, on: date, today: date) -> None:
    """Nothing is decided today on an approval that is none; what the table decided on a day that is
    over has happened, and is a breach: Art. 17(3)."""
    if on == today and lacks is not None:
        raise ApprovalNotCarried(REASONS[lacks])


def check_let_fall(
    proposal: ProposedClosure | None,
    lacks: NotCarried | None,
    reason: str,
    by: UUID,
    manager_id: UUID | None,
) -> None:
    """Whoever decides for the centre lets a closing fall that its approval does not carry; nobody
    on their own work: Art. 17(3), DEFAULTS.LET_FALL."""
    if proposal is None or not proposal.is_open or lacks is None:
        raise ApprovalCarries
    _check_not_own(proposal, by, manager_id)
    if not reason.strip():
        raise FellWithoutReason
