"""From rows to the frozen facts that the rules decide on."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.record import family_facts, inquiry_facts, opinions, receipt_facts, superiors
from casework.record.chairing import closing_signer
from casework.record.composition_facts import composition_of
from casework.record.from_paper import being_entered, paper_facts
from casework.record.letter_facts import facts_of_letters
from casework.record.opening import Opening, opening_of_each
from casework.record.plan_facts import (
    ActionsKnown,
    PlanRow,
    actions_known,
    plan_facts,
    plans_of_each,
)
from casework.record.report_facts import reports_of, unasked
from casework.record.report_rows import requests_of_each
from casework.record.succession import answering
from casework.record.table import met_on_closing
from casework.record.table_facts import Chair, held_facts, table_of
from casework.record.table_rows import BesideRows, Rows, beside, rows_of_each
from casework.record.unsigned import NOBODY, Unsigned, under
from core.clock import local_day
from models.case import Appointment, Case, Member
from models.closure import Closure
from models.meeting import Attendance, Meeting
from rules import facts as law
from rules.after_eighteen import letters_that_left
from rules.assessment import AssessmentKind
from rules.composition import ChildStatus, Composition
from rules.phases import Phase
from rules.planning import PlanKind


def of_case(session: Session, case_id: UUID) -> law.CaseFacts:
    """Everything the rules need to say what is due in one case."""
    return of_cases(session, [case_id])[case_id]


def of_cases(session: Session, case_ids: Collection[UUID]) -> dict[UUID, law.CaseFacts]:
    """The same of many, in as many statements as of one; what a closure asks is read by case."""
    begins, rows = opening_of_each(session, case_ids), rows_of_each(session, case_ids)
    read, plans = beside(session, rows, has_family=True), plans_of_each(session, case_ids)
    tables = {id: _table(begins[id], rows[id], read) for id in case_ids}
    asked = {id for id in case_ids if inquiry_facts.are_asked(begins[id].asked)}
    requests, out = requests_of_each(session, tables, rows, asked)
    in_force = {id: plan_facts(plans[id], rows[id]) for id in case_ids}
    named = [plan.id for id, plan in in_force.items() if plan and requests[id]]
    assigned = answering(session, named)
    silent = superiors.silent(session, [each for every in requests.values() for each in every])
    found = {}
    for id in case_ids:
        plan, actions = in_force[id], actions_known(plans[id], requests[id], rows[id])
        above = begins[id].above
        who = assigned.get(plan.id, frozenset()) if plan else frozenset()
        owed = reports_of(
            rows[id], requests[id], who, above, silent, over=actions.over, named=actions.named
        )
        owed = out.marked(owed)
        late = unasked(tables[id], requests[id], rows[id])
        known = CaseRead(begins[id], rows[id], tables[id], plans[id], plan, actions, owed, late)
        found[id] = _facts(session, known)
    return found


@dataclass(frozen=True, slots=True)
class CaseRead:
    """What was read of one case together with others."""

    begins: Opening
    rows: Rows
    table: law.TableFacts
    plans: Sequence[PlanRow]
    plan: law.PlanFacts | None
    actions: ActionsKnown
    reports: tuple[law.ReportFacts, ...]
    unasked: tuple[tuple[UUID, UUID], ...]


def _table(begins: Opening, rows: Rows, read: BesideRows) -> law.TableFacts:
    case, appointment, family = begins.case, begins.appointment, begins.family
    chair = Chair(appointment.account_id, appointment.appointed_on) if appointment else None
    table = table_of(case.id, rows, read, composed=case.composed_at is not None, chair=chair)
    assessed = begins.assessed_initially or family.died or being_entered(case)
    return replace(table, composition=_composition(table, rows, family.status, assessed=assessed))


def _facts(session: Session, known: CaseRead) -> law.CaseFacts:
    begins, rows, table, plans = known.begins, known.rows, known.table, known.plans
    case, appointment, family = begins.case, begins.appointment, begins.family
    closure = _closure(session, case, begins.closure, rows)
    ready = _is_drafted(plans) and begins.assessed_initially
    return law.CaseFacts(
        id=case.id,
        phase=Phase(case.phase),
        referred_on=case.referred_on,
        announced=case.announced_at is not None,
        appointed_on=appointment.appointed_on if appointment else None,
        appointment_to_announce=_to_announce(appointment),
        assessed_initially=begins.assessed_initially,
        planned_initially=_is_drafted(plans),
        assessed=AssessmentKind.COMPREHENSIVE in begins.assessed,
        table=_with_papers(table, ready=ready, died=family.died, closure=closure),
        reports=known.reports,
        actions=known.actions.late,
        left_actions=known.actions.left,
        looks=known.actions.looks,
        contacts=known.actions.contacts,
        visits=begins.visits,
        inquiries=inquiry_facts.read(begins.asked, plans, rows),
        unasked=known.unasked,
        plan=known.plan,
        closure=closure,
        instruction=begins.instruction,
        review_opened_on=_review_opened_on(case, known.plan),
        lacks_representative=family_facts.lacks_representative(rows.members, family.status),
        told_before_marked=family.told_before_marked,
        family_named=family.named,
        unreviewed=held_facts(rows.unreviewed),
        receipt=receipt_facts.read(begins.receipt),
        died=family.died,
        paper=paper_facts(case),
        eighteen=family.eighteen,
    )


def _composition(
    table: law.TableFacts, rows: Rows, status: ChildStatus, *, assessed: bool
) -> Composition:
    has_chair = table.chair is not None and table.chair.conflict_on is None
    return composition_of(rows.members, has_chair=has_chair, assessed=assessed, status=status)


def _to_announce(appointment: Appointment | None) -> UUID | None:
    return appointment.id if appointment and appointment.announced_at is None else None


def _is_drafted(plans: Sequence[Any]) -> bool:
    return any(each.kind == PlanKind.INITIAL for each in plans)


def _with_papers(
    table: law.TableFacts, *, ready: bool, died: bool, closure: law.ClosureFacts | None
) -> law.TableFacts:
    """Assessment and initial plan go ahead of the first meeting only: Art. 8(7).

    Once the table has closed the case no meeting follows that could approve minutes (T2).
    """
    papers, planned = table.minutes, table.planned
    if died:  # nobody assesses needs or drafts a plan any more
        planned = tuple(replace(meeting, needs_papers=False) for meeting in planned)
    if closure is not None and closure.decided_on is not None:
        papers = tuple(replace(paper, in_writing=True) for paper in papers)
    ready = ready or table.last is not None
    table = replace(table, papers_ready=ready, minutes=papers)
    return replace(table, meeting=planned[0], beside=planned[1:]) if planned else table


def _review_opened_on(case: Case, plan: law.PlanFacts | None) -> date | None:
    opened = case.review_opened_on
    return opened if plan and opened and opened > plan.settled_on else None


def _closure(
    session: Session, case: Case, closure: Closure | None, rows: Rows
) -> law.ClosureFacts | None:
    if closure is None:
        return None
    fell = closure.fell_at is not None
    asked = None if fell else closure.signatures_asked_at
    met = met_on_closing(rows.held, closure)
    missing = _unsigned(session, case, closure, met) if asked else NOBODY
    return law.ClosureFacts(
        id=closure.id,
        proposed_on=local_day(closure.proposed_at),
        asked=closure.asked_at is not None,
        approved_on=local_day(closure.approved_at) if closure.approved_at else None,
        returned=not closure.is_open,
        answered=fell or closure.answered_at is not None,
        opinions=_heard(session, closure),
        decided_on=None if fell else closure.decided_on,
        ground=closure.ground,
        signatures_asked_on=local_day(asked) if asked else None,
        unsigned=missing.members,
        chair_unsigned=missing.chair,
        chair=missing.officer,
        unsigned_since=missing.members_since,
        chair_since=missing.chair_since,
        unlettered=_is_unlettered(session, closure),
        meeting=held_facts(met),
    )


def _unsigned(session: Session, case: Case, closure: Closure, met: Meeting | None) -> Unsigned:
    wanted = {closure.id: (closure.digest, closing_members(session, closure))}
    signer = closing_signer(session, case, met)  # by the record of that day, corrected or not
    return under(session, wanted, chaired_by={closure.id: signer})[closure.id]


def _is_unlettered(session: Session, closure: Closure) -> bool:
    """Looked at once the table has decided that services are needed: Art. 17(4)."""
    if not closure.needs_services or closure.decided_on is None or closure.fell_at is not None:
        return False
    return not letters_that_left(facts_of_letters(session, closure.case_id))


def _heard(session: Session, closure: Closure) -> bool:
    """Looked at while it is owed: after the approval, before the decision."""
    if closure.approved_at is None or closure.decided_on is not None:
        return closure.decided_on is not None
    return opinions.heard(session, closure.case_id, closure.id).is_complete


def closing_members(session: Session, closure: Closure, on: date | None = None) -> list[UUID]:
    """Who had a seat in the meeting that closed the case, and still sits: Art. 17(5).

    With the day of a paper, also who left after it.
    """
    query = (
        select(Member)
        .join(Attendance, Attendance.member_id == Member.id)
        .where(Attendance.meeting_id == closure.meeting_id)
        .order_by(Member.selected_on, Member.id)
    )
    found = session.scalars(query)
    return [each.id for each in found if each.sits or (on is not None and each.sat_on(on))]
