"""The head approves the manager's assessment before the table closes the case: Art. 17(3)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from rules.basis import Article
from rules.closure import HeadHasNotApproved, ProposedClosure
from rules.refusals import Conflict, ProcedureRefused


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
    if by in {proposal.proposed_by, manager_id}:
        raise OwnApproval


@dataclass(frozen=True, slots=True)
class Former:
    """The proposal before, which came to nothing."""

    returned_on: date | None = None
    declined_on: date | None = None


def check_approved_on(former: Former | None, on: date) -> None:
    """One proposal at a time: what was approved while the former was on its way was that one."""
    if former is None:
        return
    while_returned = former.returned_on is not None and on < former.returned_on
    while_declined = former.declined_on is not None and on <= former.declined_on
    if while_returned or while_declined:
        raise ApprovalOfTheFormer(day=on)
