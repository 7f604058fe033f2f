"""From the rows of a closure to the frozen facts that its rules ask: Art. 17."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.record.facts import closing_members
from casework.record.from_paper import reviewed_on
from casework.record.known import child_person
from casework.record.letter_facts import facts_of_letters
from casework.record.standing import standing_on
from casework.record.table import held_of, meetings, met_on_closing, plan_in_force
from core.clock import day_begins, local_day
from models.assessment import Assessment
from models.case import Case
from models.closure import NEWEST_FINDING, AgeFinding, Closure, came_to_nothing
from models.meeting import Meeting
from models.session import Work
from rules.after_eighteen import had_left, wants_services
from rules.approving import Former
from rules.assessment import AssessmentKind
from rules.closure import Met, ProposedClosure
from rules.eighteen import born_on
from rules.grounds import Ground, GroundFacts
from rules.phases import Phase, Transition, resuming


def current(work: Work, case_id: UUID) -> Closure | None:
    """The proposal that is on its way, or was the last one."""
    query = select(Closure).where(Closure.case_id == case_id)
    return work.session.scalars(
        query.order_by(came_to_nothing(), Closure.proposal_entered_at.desc())
    ).first()


def decided_on(work: Work, case_id: UUID) -> date | None:
    """When the table closed the case, where that stands: Art. 17(3)."""
    closure = current(work, case_id)
    return closure.decided_on if closure and closure.fell_at is None else None


def decided_in(session: Session, meeting: Meeting) -> Closure | None:
    """The closing that the table decided on in this meeting, where that stands; read anew."""
    query = select(Closure).where(Closure.meeting_id == meeting.id, Closure.decided_on.is_not(None))
    query = query.where(Closure.fell_at.is_(None)).execution_options(populate_existing=True)
    return session.scalars(query).first()


def standing(session: Session, case_id: UUID) -> Closure | None:
    """The one that the table decided on and that has not fallen since."""
    query = select(Closure).where(Closure.case_id == case_id, Closure.decided_on.is_not(None))
    return session.scalars(query.where(Closure.fell_at.is_(None)).limit(1)).first()


def proposal_of(closure: Closure | None) -> ProposedClosure | None:
    if closure is None:
        return None
    return ProposedClosure(
        proposed_by=closure.proposed_by_id,
        ground=closure.ground,
        returned=closure.returned_at is not None,
        declined=closure.declined_on is not None,
        fell=closure.fell_at is not None,
        proposed_at=day_begins(local_day(closure.proposed_at)),
        approved_at=closure.approved_at,
        approved_on=local_day(closure.approved_at) if closure.approved_at else None,
        decided_on=closure.decided_on,
    )


def signed_by(session: Session, closure: Closure, on: date | None = None) -> ProposedClosure:
    """The proposal with those who sign its form, or signed it on paper of that day."""
    return ProposedClosure(
        proposed_by=closure.proposed_by_id,
        ground=closure.ground,
        decided_on=closure.decided_on,
        laid=closure.is_open and None not in (closure.digest, closure.signatures_asked_at),
        signatories=tuple(closing_members(session, closure, on)),
    )


def met_on(meeting: Meeting | None) -> Met | None:
    return Met(meeting.held_at) if meeting is not None and meeting.held_at is not None else None


def closure_meeting(
    session: Session, case_id: UUID, closure: Closure | None, by: date | None = None
) -> Meeting | None:
    """The last one, or the last one by that day."""
    held = held_of(meetings(session, case_id))
    return met_on_closing([each for each in held if by is None or each.met_on <= by], closure)


def formers_of(session: Session, closure: Closure) -> Sequence[Former]:
    """The proposals before this one, and until when each was on its way."""
    query = select(Closure).where(Closure.case_id == closure.case_id, came_to_nothing())
    query = query.where(Closure.proposal_entered_at < closure.proposal_entered_at)
    on_death = closure.ground == Ground.DEATH
    return [
        Former(
            returned_on=local_day(row.returned_at) if row.returned_at else None,
            declined_on=row.declined_on,
            let_fall_on=local_day(row.fell_at) if row.fell_at and row.approval_lacked else None,
            closed_on=None if on_death else row.decided_on,
        )
        for row in session.scalars(query)
    ]


def ground_facts(
    work: Work,
    case: Case,
    ground: Ground,
    detail: str,
    closure: Closure | None = None,
    *,
    best_interest: str = "",
    on: date,
) -> GroundFacts:
    """What the file says of a ground as it was on that day: it moves from station to station.

    Of plan, risk and the child's age, what was adopted and found by then; of whoever is of age, the
    letters with services that had left.
    """
    stood = standing_on(work.session, case.id, on)
    found = age_finding(work.session, case.id, by=on)
    child = child_person(work.session, case.id)
    facts = GroundFacts(
        ground,
        detail,
        case.child.birth_date,
        planned=stood.planned,
        open_actions=stood.open_actions,
        risk=stood.risk,
        best_interest=best_interest,
        died=child.died,
        died_on=child.died_on,
        birth_estimated=case.child.birth_estimated,
        found_born_on=found.born_on if found else None,
        accepted_on=closure.accepted_on if closure else None,
    )
    if not wants_services(facts, on):
        return facts
    return replace(facts, lettered=had_left(facts_of_letters(work.session, case.id), on))


def age_finding(session: Session, case_id: UUID, by: date) -> AgeFinding | None:
    """What the table had found last by that day, whenever it was typed."""
    query = select(AgeFinding).where(AgeFinding.case_id == case_id, AgeFinding.found_on <= by)
    return session.scalars(query.order_by(*NEWEST_FINDING).limit(1)).first()


def born_on_now(work: Work, case: Case, closure: Closure) -> date | None:
    """As the record says, and the table has found last; where the case is to be closed on the
    child's age: Art. 17(3.2)."""
    if closure.ground != Ground.EIGHTEEN:
        return None
    found = age_finding(work.session, case.id, by=work.clock.today())
    estimated = case.child.birth_estimated
    return born_on(case.child.birth_date, found.born_on if found else None, estimated=estimated)


def way_back(session: Session, case_id: UUID) -> Transition:
    """How a case goes on whose closing came to nothing after the head had approved it."""
    query = select(Assessment.id).where(
        Assessment.case_id == case_id, Assessment.kind == AssessmentKind.COMPREHENSIVE
    )
    assessed = session.scalar(query.limit(1)) is not None
    planned = plan_in_force(session, case_id) is not None
    of_paper = planned or reviewed_on(session, session.get_one(Case, case_id)) is not None
    return resuming(assessed=assessed, planned=of_paper)


def is_before_the_table(session: Session, case: Case) -> bool:
    """The table has not assessed itself, also where its closing was approved meanwhile: 12(1)."""
    if case.phase == Phase.CLOSURE:
        return way_back(session, case.id) is Transition.RESUME_ASSESSMENT
    return case.phase == Phase.ASSESSMENT
