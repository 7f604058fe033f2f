"""From rows to the frozen facts that the rules decide on."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session

from casework.record import (
    age_facts,
    family_facts,
    inquiry_facts,
    opinions,
    receipt_facts,
    superiors,
    visit_marks,
)
from casework.record.chairing import closing_signer
from casework.record.from_paper import being_entered, paper_facts
from casework.record.letter_facts import facts_of_letters
from casework.record.plan_facts import actions_known, plan_facts, plans_of
from casework.record.report_facts import reports_of, requests_of, unasked
from casework.record.table import met_on_closing
from casework.record.table_facts import Chair, Rows, composition_of, held_facts, of_table, rows_of
from casework.record.unsigned import NOBODY, Unsigned, under
from core.clock import local_day
from models.asked import LIFE, kept
from models.assessment import Assessment
from models.case import Appointment, Case, Member
from models.closure import Closure, came_to_nothing
from models.meeting import Attendance, Meeting
from models.superior import StandingInstruction
from rules import facts as law
from rules.after_eighteen import letters_that_left
from rules.assessment import AssessmentKind
from rules.composition import ChildStatus, Composition
from rules.phases import Phase
from rules.planning import PlanKind
from rules.visit_facts import VisitsOnRecord


def of_case(session: Session, case_id: UUID) -> law.CaseFacts:
    """Everything the rules need to say what is due in one case."""
    opening = _opening(session, case_id)
    case, appointment, instruction, latest, kinds, above, asked, (receipt, visits), known = opening
    rows = rows_of(session, case_id)
    chair = Chair(appointment.account_id, appointment.appointed_on) if appointment else None
    table = of_table(session, case_id, rows, composed=case.composed_at is not None, chair=chair)
    assessed = AssessmentKind.INITIAL in kinds or known.died or being_entered(case)
    table = replace(table, composition=_composition(table, rows, known.status, assessed=assessed))
    plans = plans_of(session, case_id)
    plan, ready = plan_facts(plans, rows), _is_drafted(plans) and AssessmentKind.INITIAL in kinds
    closure = _closure(session, case, latest, rows)
    requests = requests_of(session, case_id, table, beside=inquiry_facts.are_asked(asked))
    actions = actions_known(plans, requests, rows)
    return law.CaseFacts(
        id=case_id,
        phase=Phase(case.phase),
        referred_on=case.referred_on,
        announced=case.announced_at is not None,
        appointed_on=appointment.appointed_on if appointment else None,
        appointment_to_announce=_to_announce(appointment),
        assessed_initially=AssessmentKind.INITIAL in kinds,
        planned_initially=_is_drafted(plans),
        assessed=AssessmentKind.COMPREHENSIVE in kinds,
        table=_with_papers(table, ready=ready, died=known.died, closure=closure),
        reports=reports_of(session, rows, requests, plan, above, over=actions.over),
        actions=actions.late,
        left_actions=actions.left,
        looks=actions.looks,
        contacts=actions.contacts,
        visits=visits,
        inquiries=inquiry_facts.read(asked, plans, rows),
        unasked=unasked(table, requests, rows),
        plan=plan,
        closure=closure,
        instruction=instruction,
        review_opened=_review_opened(case, plan),
        lacks_representative=family_facts.lacks_representative(rows.members, known.status),
        told_before_marked=known.told_before_marked,
        family_named=known.named,
        unreviewed=held_facts(rows.unreviewed),
        receipt=receipt_facts.read(receipt),
        died=known.died,
        paper=paper_facts(case),
        eighteen=known.eighteen,
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


def _opening(
    session: Session, case_id: UUID
) -> tuple[
    Case,
    Appointment | None,
    law.Instruction | None,
    Closure | None,
    set[AssessmentKind],
    frozenset[UUID],
    Sequence[Any],
    tuple[Sequence[Any] | None, VisitsOnRecord],
    family_facts.FamilyFacts,
]:
    """The case, who manages it, the standing word on superiors, its closure, what was assessed,
    of which seats a superior is known, what was asked beside the reports, the receipt for who
    referred and visits with the days named for them, what is known of the family, the birthday."""
    row = session.execute(_opening_question(), {"life": case_id}).one()
    case, appointment, given, closure, kinds, above, *more = row
    asked, receipt, marks, child, found, said, *known = more
    word = law.Instruction(given.after_reminders, given.last_chance_days) if given else None
    kinds, above = set(kinds or ()), frozenset(above or ())
    family = replace(family_facts.read(child, *known), eighteen=age_facts.read(child, found, said))
    beside = (receipt, visit_marks.read(marks))
    return case, appointment, word, closure, kinds, above, asked, beside, family


@kept
def _opening_question() -> Select[Any]:
    latest = select(Closure.id).where(Closure.case_id == LIFE)
    latest = latest.order_by(came_to_nothing(), Closure.proposal_entered_at.desc()).limit(1)
    assessed = select(func.array_agg(Assessment.kind)).where(Assessment.case_id == LIFE)
    query = (
        select(
            Case,
            Appointment,
            StandingInstruction,
            Closure,
            assessed.scalar_subquery(),
            superiors.seats_with_one(),
            inquiry_facts.column(),
            receipt_facts.column(),
            visit_marks.column(),
            *age_facts.ROWS,
            *family_facts.columns(),
        )
        .select_from(Case)
        .outerjoin(
            Appointment, and_(Appointment.case_id == Case.id, Appointment.ended_on.is_(None))
        )
        .outerjoin(
            StandingInstruction,
            and_(StandingInstruction.case_id == Case.id, StandingInstruction.ended_at.is_(None)),
        )
        .outerjoin(Closure, Closure.id == latest.correlate(None).scalar_subquery())
        .where(Case.id == LIFE)
    )
    return age_facts.joined(query)


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


def _review_opened(case: Case, plan: law.PlanFacts | None) -> bool:
    opened = case.review_opened_on
    return plan is not None and opened is not None and opened > plan.settled_on


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
