"""An approval of a closing as the record has its day now: Art. 10(2), 17(3)."""

from casework.record.closure_facts import former_of
from core.clock import local_day
from identity.conflicts import has_conflict
from identity.officers import managers_on
from models.closure import Closure
from models.session import Work
from rules.approving import ApprovalFacts, NotCarried, not_carried


def lacking(work: Work, closure: Closure) -> NotCarried | None:
    """What is wrong with it; nothing while the head has not approved."""
    if closure.approved_at is None or closure.approved_by_id is None:
        return None
    session, case, by = work.session, closure.case_id, closure.approved_by_id
    day, typed = local_day(closure.approved_at), closure.approval_entered_at
    facts = ApprovalFacts(
        day,
        by,
        managers_on(session, case, day),
        in_conflict=has_conflict(session, case, by, before=day),
        former=former_of(session, closure) if typed and local_day(typed) != day else None,
    )
    return not_carried(facts, closure.decided_on)
