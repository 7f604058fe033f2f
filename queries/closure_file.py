"""A closure as its readers see it: where it stands and what comes next: Art. 17."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select

from casework.record import opinions
from casework.record.approval_facts import lacking
from casework.record.chairing import closing_signer
from casework.record.closure_facts import age_finding, closure_meeting, ground_facts, proposal_of
from casework.record.known import child_person
from casework.record.plan_facts import actions_of, plans_of
from casework.record.table import plan_in_force
from casework.table import signing
from casework.table.signing import ClosingForm, Laid
from models.case import Case, FamilyPerson
from models.closure import AgeFinding, Closure
from models.meeting import Meeting
from models.people import Account
from models.plan import Plan, PlanAction
from models.session import Work
from queries.signatures import Signatures, under_closure
from queries.signed_otherwise import SignedOtherwise, beside
from queries.succession_file import Seated, who_left
from rules.after_eighteen import NOT_ASKED, ServicesAnswer, is_still_asked, wants_services
from rules.approving import NotCarried
from rules.closure import gives_way
from rules.duties import OF_DECLARATIONS, Duty
from rules.grounds import Ground
from rules.meetings import MeetingKind
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
    otherwise: SignedOtherwise
    lacks: NotCarried | None
    """What is wrong with the approval, as the record has its day: Art. 10(2), 17(3)."""
    stand: Stand
    opinions_due: bool
    former: Sequence[Closure]
    """Sent back by the head, declined by the table, or fallen with their ground."""
    open_actions: int
    said_done: Sequence[PlanAction]
    """What of them is said to be completed, and no review has found yet: Art. 14(2), 15(2)."""
    signatures: Signatures
    proposer: str
    signer: UUID | None
    """Who signs as case manager: of the day of the meeting: Art. 17(5)."""
    met: UUID | None
    met_on: date | None
    """When the table met on closing the case last."""
    met_for_it: bool
    """That meeting was planned as one on closing the case."""
    age: AgeFinding | None
    wants_age: bool
    """Closed on its age, and the date of birth is an estimate: Art. 17(3.2)."""
    asks_services: bool
    """Of age by now, and nobody has said whether services are needed, or which: Art. 17(4)."""
    asks_of_letters: bool
    """Of age, or services are needed, or nobody had said it: Art. 17(4)."""
    died: bool
    """The child has died: no other ground closes the case from that day: Art. 17(3.5)."""
    gives_way: bool
    """The child has died since: it can be proposed anew, on the death: Art. 17(3.5)."""
    unheard: bool
    """The table met on a day that is over, and child or parent had not been asked by then."""
    gone: Sequence[Seated]
    """Who took part and sits no more: Art. 8(11)."""
    undeclared: bool
    """Somebody's declaration is missing, and with the seal none is taken any more: Art. 18(2)."""
    entered_by: str
    """Who of this centre entered the other one's acceptance."""

    @property
    def gone_since(self) -> Sequence[Seated]:
        """Those of them who left once the form was laid, and are named neither in it nor among its
        signatures."""
        named = {(each.name, each.left_on) for each in self.form.words.gone} if self.form else set()
        shown = {line.name for line in self.signatures.gone}
        every = [each for each in self.gone if each.name not in shown]
        return [each for each in every if (each.name, each.left_on) not in named]


def read(work: Work, case: Case) -> ClosureFile:
    """Where the closure of a case stands."""
    query = select(Closure).where(Closure.case_id == case.id)
    every = work.session.scalars(query.order_by(Closure.proposal_entered_at.desc())).all()
    current = next((each for each in every if each.is_open), None)
    plan = plan_in_force(work.session, case.id)
    met = closure_meeting(work.session, case.id, current)
    signer = closing_signer(work.session, case, met)
    stand = _stand(work, case, current)
    child = child_person(work.session, case.id)
    asks, of_letters = _services(work, case, current)
    form = signing.read(work.session, current.id, ClosingForm) if current else None
    return ClosureFile(
        closure=current,
        stand=stand,
        opinions_due=bool(current and current.approved_at and not current.decided_on),
        form=form,
        otherwise=beside(work, current, form),
        lacks=lacking(work, current) if current else None,
        former=[each for each in every if not each.is_open],
        open_actions=sum(action.is_open for action in plan.actions) if plan else 0,
        said_done=_said_done(work, plan) if plan else (),
        signatures=(
            under_closure(work, current, work.session.get(Account, signer) if signer else None)
            if current and current.signatures_asked_at
            else Signatures(())
        ),
        proposer=_name(work, current.proposed_by_id, current.proposed_at) if current else "",
        signer=signer,
        met=met.id if met else None,
        met_on=met.met_on if met else None,
        met_for_it=met is not None and met.kind == MeetingKind.CLOSURE,
        age=age_finding(work.session, case.id, work.clock.today()),
        wants_age=current is not None
        and current.ground == Ground.EIGHTEEN
        and case.child.birth_estimated,
        asks_services=asks,
        asks_of_letters=of_letters,
        died=child.died,
        gives_way=_gives_way(child, current),
        unheard=stand is Stand.TO_DECIDE and _unheard(work, current, met),
        gone=who_left(work, case.id),
        undeclared=stand in {Stand.TO_DECIDE, Stand.DECIDED}
        and owes(work, case.id, *OF_DECLARATIONS),
        entered_by=_name(work, current.accepted_entered_by_id, current.accepted_entered_at)
        if current
        else "",
    )


def _said_done(work: Work, plan: Plan) -> list[PlanAction]:
    waiting = [action for action in plan.actions if action.is_open]
    if not waiting:
        return []
    lines = actions_of(plans_of(work.session, plan.case_id)).in_force
    said = {line.id for line in lines if line.said_done}
    return [action for action in waiting if action.id in said]


def _services(work: Work, case: Case, current: Closure | None) -> tuple[bool, bool]:
    """Whether services after eighteen are asked for now, and whether letters say them: 17(4)."""
    if current is not None and current.decided_on is not None:
        return False, bool(current.needs_services) or current.services_unsaid
    today, ground = work.clock.today(), current.ground if current else Ground.EIGHTEEN
    facts = ground_facts(work, case, ground, "", current, on=today)
    said = (
        ServicesAnswer(current.needs_services, current.after_eighteen or "")
        if current
        else NOT_ASKED
    )
    asked = current is not None and is_still_asked(facts, said, today)
    return asked, wants_services(facts, today) or bool(said.needs)


def _unheard(work: Work, current: Closure | None, met: Meeting | None) -> bool:
    """While a decision of that day is still to be typed: Art. 17(2)."""
    if current is None or met is None or met.met_on == work.clock.today():
        return False
    return not opinions.heard(work.session, current.case_id, current.id, met.met_on).is_complete


def _gives_way(child: FamilyPerson, current: Closure | None) -> bool:
    proposal = proposal_of(current)
    return proposal is not None and gives_way(proposal, died=child.died, died_on=child.died_on)


def _name(work: Work, account_id: UUID | None, at: datetime | None) -> str:
    account = work.session.get(Account, account_id) if account_id else None
    return account.name_at(at) if account else ""


def _stand(work: Work, case: Case, current: Closure | None) -> Stand:
    if current is None:
        return Stand.NONE
    if current.decided_on is not None:
        return Stand.DECIDED
    if current.approved_at is None:
        return Stand.PROPOSED
    return Stand.TO_DECIDE if owes(work, case.id, Duty.DECIDE_CLOSURE) else Stand.APPROVED
