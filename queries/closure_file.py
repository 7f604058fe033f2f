"""A closure as its readers see it: where it stands and what comes next: Art. 17."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select

from casework.record.table import plan_in_force
from casework.table import signing
from casework.table.signing import ClosingForm, Laid
from models.case import Case
from models.closure import Closure
from models.people import Account
from models.session import Work
from queries.signatures import Signatures, under_closure
from rules.duties import Duty
from rules.planning import ActionStatus
from workflow.duties import owes


class Stand(StrEnum):
    """How far a closure has come."""

    NONE = "none"
    PROPOSED = "proposed"
    APPROVED = "approved"
    TO_DECIDE = "to_decide"
    DECIDED = "decided"


@dataclass(frozen=True, slots=True)
class ClosureFile:
    """The proposal on its way, and those that came to nothing."""

    closure: Closure | None
    form: Laid[ClosingForm] | None
    """What is signed, whole, once the table has decided."""
    stand: Stand
    opinions_due: bool
    former: Sequence[Closure]
    """Sent back by the head, or declined by the table."""
    open_actions: int
    signatures: Signatures
    proposer: str


def read(work: Work, case: Case) -> ClosureFile:
    """Where the closure of a case stands."""
    query = select(Closure).where(Closure.case_id == case.id).order_by(Closure.proposed_at.desc())
    every = work.session.scalars(query).all()
    current = next((each for each in every if each.is_open), None)
    plan = plan_in_force(work.session, case.id)
    proposer = work.session.get(Account, current.proposed_by_id) if current else None
    return ClosureFile(
        closure=current,
        stand=_stand(work, case, current),
        opinions_due=bool(current and current.approved_at and not current.decided_on),
        form=signing.read(work.session, current.id, ClosingForm) if current else None,
        former=[each for each in every if not each.is_open],
        open_actions=sum(action.status != ActionStatus.COMPLETED for action in plan.actions)
        if plan
        else 0,
        signatures=(
            under_closure(work, current, case.manager)
            if current and current.signatures_asked_at
            else Signatures(())
        ),
        proposer=(proposer and proposer.name) or "",
    )


def _stand(work: Work, case: Case, current: Closure | None) -> Stand:
    if current is None:
        return Stand.NONE
    if current.decided_on is not None:
        return Stand.DECIDED
    if current.approved_at is None:
        return Stand.PROPOSED
    return Stand.TO_DECIDE if owes(work, case.id, Duty.DECIDE_CLOSURE) else Stand.APPROVED
