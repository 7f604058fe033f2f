"""From the rows of a closure to the frozen facts that its rules ask: Art. 17."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.record.facts import closing_members
from casework.record.known import child_person
from casework.record.table import held_of, meetings, met_on_closing, plan_in_force
from core.clock import local_day
from models.case import Case
from models.closure import AgeFinding, Closure, came_to_nothing
from models.meeting import Meeting
from models.plan import Assessment
from models.session import Work
from rules.assessment import AssessmentKind
from rules.closure import Former, Met, ProposedClosure
from rules.grounds import Ground, GroundFacts
from rules.phases import Transition, resuming


def current(work: Work, case_id: UUID) -> Closure | None:
    """The proposal that is on its way, or was the last one."""
    query = select(Closure).where(Closure.case_id == case_id)
    return work.session.scalars(
        query.order_by(came_to_nothing(), Closure.proposed_at.desc())
    ).first()


def proposal_of(closure: Closure | None) -> ProposedClosure | None:
    if closure is None:
        return None
    return ProposedClosure(
        proposed_by=closure.proposed_by_id,
        returned=closure.returned_at is not None,
        declined=closure.declined_on is not None,
        fell=closure.fell_at is not None,
        approved_at=closure.approved_at,
        approved_on=local_day(closure.approved_at) if closure.approved_at else None,
        decided_on=closure.decided_on,
    )


def signed_by(session: Session, closure: Closure) -> ProposedClosure:
    """The proposal with those who sign its form."""
    return ProposedClosure(
        proposed_by=closure.proposed_by_id,
        decided_on=closure.decided_on,
        laid=closure.is_open and None not in (closure.digest, closure.signatures_asked_at),
        signatories=tuple(closing_members(session, closure)),
    )


def met_on(meeting: Meeting | None) -> Met | None:
    return Met(meeting.held_at) if meeting is not None and meeting.held_at is not None else None


def closure_meeting(session: Session, case_id: UUID, closure: Closure | None) -> Meeting | None:
    return met_on_closing(held_of(meetings(session, case_id)), closure)


def former_of(session: Session, closure: Closure) -> Former | None:
    """The proposal before this one."""
    query = select(Closure).where(Closure.case_id == closure.case_id, Closure.id != closure.id)
    row = session.scalars(query.order_by(Closure.proposed_at.desc()).limit(1)).first()
    if row is None:
        return None
    return Former(local_day(row.returned_at) if row.returned_at else None, row.declined_on)


def ground_facts(
    work: Work, case: Case, ground: Ground, detail: str, closure: Closure | None = None
) -> GroundFacts:
    """What the file says today of a ground: it may have moved since the station before."""
    plan = plan_in_force(work.session, case.id)
    actions = plan.actions if plan else ()
    found = age_finding(work.session, case.id)
    return GroundFacts(
        ground,
        detail,
        case.child.birth_date,
        planned=plan is not None,
        open_actions=sum(action.is_open for action in actions),
        risk=case.risk,
        died=child_person(work.session, case.id).died,
        birth_estimated=case.child.birth_estimated,
        found_born_on=found.born_on if found else None,
        accepted_on=closure.accepted_on if closure else None,
    )


def age_finding(session: Session, case_id: UUID) -> AgeFinding | None:
    """What the table found last."""
    query = select(AgeFinding).where(AgeFinding.case_id == case_id)
    return session.scalars(query.order_by(AgeFinding.recorded_at.desc()).limit(1)).first()


def way_back(session: Session, case_id: UUID) -> Transition:
    """How a case goes on whose closing came to nothing after the head had approved it."""
    query = select(Assessment.id).where(
        Assessment.case_id == case_id, Assessment.kind == AssessmentKind.COMPREHENSIVE
    )
    assessed = session.scalar(query.limit(1)) is not None
    return resuming(assessed=assessed, planned=plan_in_force(session, case_id) is not None)
