"""An approval of a closing as the record has its day now: Art. 10(2), 17(3)."""

from sqlalchemy.orm import Session

from casework.record.closure_facts import formers_of
from core.clock import local_day
from identity.conflicts import has_conflict, was_barred
from identity.officers import appointed_on, decided_on, managers_on
from models.closure import Closure
from models.session import Work
from rules.approving import ApprovalFacts, Assessor, NotCarried, not_carried


def lacking(work: Work, closure: Closure) -> NotCarried | None:
    """What is wrong with it; nothing while the head has not approved."""
    facts = approval_facts(work.session, closure)
    return not_carried(facts, closure.decided_on) if facts is not None else None


def approval_facts(session: Session, closure: Closure) -> ApprovalFacts | None:
    """None while the head has not approved."""
    if closure.approved_at is None or closure.approved_by_id is None:
        return None
    case, by = closure.case_id, closure.approved_by_id
    day, typed = local_day(closure.approved_at), closure.approval_entered_at
    return ApprovalFacts(
        day,
        by,
        managers_on(session, case, day),
        in_conflict=has_conflict(session, case, by, before=day),
        formers=formers_of(session, closure) if typed and local_day(typed) != day else (),
        assessor=assessor_of(session, closure),
    )


def assessor_of(session: Session, closure: Closure) -> Assessor:
    """Who proposed it, by the appointments and conflicts of the day of the proposal."""
    case, by, day = closure.case_id, closure.proposed_by_id, local_day(closure.proposed_at)
    managers = appointed_on(session, case, day)
    return Assessor(
        by,
        managers,
        in_conflict=has_conflict(session, case, by, before=day),
        stood_in=by not in managers
        and decided_on(session, by, day)
        and any(was_barred(session, case, each, day) for each in managers),
    )
