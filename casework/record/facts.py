"""From rows to the frozen facts that the rules decide on."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from casework.record import family_facts, late_actions, opinions, superiors
from casework.record.known import child_person
from casework.record.rhythm import newest_rhythm
from casework.record.succession import answering, holder
from casework.record.table import plan_in_force
from casework.record.table_facts import Chair, Rows, composition_of, held_facts, of_table, rows_of
from casework.record.unsigned import NOBODY, under
from core.clock import local_day
from models.case import Appointment, Case, Member, StandingInstruction
from models.closure import Closure
from models.meeting import Attendance, Meeting
from models.people import LinkPurpose, MemberLink
from models.plan import Assessment, Plan, ReportRequest
from rules import facts as law
from rules.assessment import AssessmentKind
from rules.meetings import MeetingKind
from rules.phases import Phase
from rules.planning import PlanKind


def of_case(session: Session, case_id: UUID) -> law.CaseFacts:
    """Everything the rules need to say what is due in one case."""
    case, appointment, instruction, latest, kinds, above, known = _opening(session, case_id)
    rows = rows_of(session, case_id)
    chair = Chair(appointment.account_id, appointment.appointed_on) if appointment else None
    table = of_table(session, case_id, rows, composed=case.composed_at is not None, chair=chair)
    composition = composition_of(
        rows.members,
        has_chair=table.chair is not None and table.chair.conflict_on is None,
        assessed=AssessmentKind.INITIAL in kinds or known.died,
        status=known.status,
    )
    table = replace(table, composition=composition)
    plans = _plans(session, case_id)
    plan = _plan(plans, rows)
    planned = any(each.kind == PlanKind.INITIAL for each in plans)
    closure = _closure(session, latest, rows)
    requests = _requests(session, case_id, table)
    actions = actions_of(plans)
    who = late_actions.holders_of(actions.rows.values(), rows.members, rows.places)
    return law.CaseFacts(
        id=case_id,
        phase=Phase(case.phase),
        referred_on=case.referred_on,
        announced=case.announced_at is not None,
        appointed_on=appointment.appointed_on if appointment else None,
        appointment_to_announce=(
            appointment.id if appointment and appointment.announced_at is None else None
        ),
        assessed_initially=AssessmentKind.INITIAL in kinds,
        planned_initially=planned,
        assessed=AssessmentKind.COMPREHENSIVE in kinds,
        table=_with_papers(
            table,
            ready=planned and AssessmentKind.INITIAL in kinds,
            died=known.died,
            closure=closure,
        ),
        reports=_reports(
            table,
            requests,
            _assigned(session, plan.id if requests and plan else None),
            above,
            over={a for a in late_actions.asked_about(requests) if actions.is_over(a, who)},
        ),
        actions=actions.open_ones(late_actions.asked_about(requests), who),
        unasked=unasked(table, requests, rows),
        plan=plan,
        closure=closure,
        instruction=instruction,
        review_opened=_review_opened(case, plan),
        lacks_representative=family_facts.lacks_representative(rows.members, known.status),
        told_before_marked=known.told_before_marked,
        family_named=known.named,
        unreviewed=held_facts(rows.unreviewed),
        died=known.died,
    )


def _opening(
    session: Session, case_id: UUID
) -> tuple[
    Case,
    Appointment | None,
    law.Instruction | None,
    Closure | None,
    set[AssessmentKind],
    frozenset[UUID],
    family_facts.FamilyFacts,
]:
    """The case, who manages it, the standing word on superiors, its closure, what was assessed,
    of which seats a superior is known, what is known of the family."""
    over = Closure.returned_at.is_not(None) | Closure.declined_on.is_not(None)
    latest = select(Closure.id).where(Closure.case_id == case_id)
    latest = latest.order_by(over, Closure.proposed_at.desc()).limit(1)
    assessed = select(func.array_agg(Assessment.kind)).where(Assessment.case_id == case_id)
    query = (
        select(
            Case,
            Appointment,
            StandingInstruction,
            Closure,
            assessed.scalar_subquery(),
            superiors.seats_with_one(case_id),
            *family_facts.columns(case_id),
        )
        .outerjoin(
            Appointment, and_(Appointment.case_id == Case.id, Appointment.ended_on.is_(None))
        )
        .outerjoin(
            StandingInstruction,
            and_(StandingInstruction.case_id == Case.id, StandingInstruction.ended_at.is_(None)),
        )
        .outerjoin(Closure, Closure.id == latest.correlate(None).scalar_subquery())
        .where(Case.id == case_id)
    )
    case, appointment, given, closure, kinds, above, *known = session.execute(query).one()
    word = law.Instruction(given.after_reminders, given.last_chance_days) if given else None
    kinds, above = set(kinds or ()), frozenset(above or ())
    return case, appointment, word, closure, kinds, above, family_facts.read(*known)


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


def _requests(session: Session, case_id: UUID, table: law.TableFacts) -> Sequence[ReportRequest]:
    """Asked of everybody, who has left since too, for the meetings to come and the last, and on
    actions that are late."""
    held = {table.last.id} if table.last else set()
    wanted = held | {meeting.id for meeting in table.planned if meeting.reports_asked}
    if not wanted:
        return ()
    query = (
        select(ReportRequest)
        .where(
            ReportRequest.case_id == case_id,
            or_(ReportRequest.meeting_id.in_(wanted), ReportRequest.action_id.is_not(None)),
        )
        .options(
            joinedload(ReportRequest.member).joinedload(Member.professional),
            selectinload(ReportRequest.reminders),
        )
        .order_by(ReportRequest.due_on, ReportRequest.id)
    )
    return session.scalars(query).all()


def _reports(
    table: law.TableFacts,
    requests: Sequence[ReportRequest],
    assigned: frozenset[UUID | None],
    above: Collection[UUID],
    *,
    over: Collection[UUID],
) -> tuple[law.ReportFacts, ...]:
    """The reports owed for the meetings to come, and what is left of those for the last one."""
    held = table.last.id if table.last else None
    return tuple(
        report_facts(
            request,
            assigned,
            above,
            meeting_held=request.meeting_id == held and held is not None,
            done=request.action_id in over,
        )
        for request in requests
        if request.member.sits
    )


def unasked(
    table: law.TableFacts, requests: Sequence[ReportRequest], rows: Rows
) -> tuple[tuple[UUID, UUID], ...]:
    """Who was seated after the others were asked, each with the meeting; a report of whose place
    they took is theirs."""
    found = []
    for meeting in table.planned:
        these = [each for each in requests if each.meeting_id == meeting.id]
        asked = {each.member_id for each in these}
        given = {
            holder(each.member, rows.members, rows.places).id for each in these if each.received_at
        }
        if meeting.reports_asked:
            late = (each.id for each in rows.members if each.sits and each.id not in asked | given)
            found += [(meeting.id, member) for member in late]
    return tuple(found)


def assigned_members(session: Session, case_id: UUID) -> frozenset[UUID | None]:
    """The seats whose people the plan in force makes responsible for something: Art. 13(2.2).

    Who left and came back sits on another seat, and answers for the same actions; so does who
    took the place of somebody.
    """
    plan = plan_in_force(session, case_id)
    return _assigned(session, plan.id if plan else None)


def _assigned(session: Session, plan_id: UUID | None) -> frozenset[UUID | None]:
    if plan_id is None:
        return frozenset()
    return frozenset(session.scalars(select(answering(plan_id).c.id)))


def report_facts(
    request: ReportRequest,
    assigned: frozenset[UUID | None],
    above: Collection[UUID],
    *,
    meeting_held: bool = False,
    meeting: Meeting | None = None,
    died: bool = False,
    done: bool = False,
) -> law.ReportFacts:
    called_off = meeting.cancelled_at if meeting else None
    return law.ReportFacts(
        id=request.id,
        meeting_id=request.meeting_id,
        member_id=request.member_id,
        due=request.due_on,
        received=request.received_at is not None,
        reminders=len(request.reminders),
        in_plan=request.member_id in assigned,
        superior_known=request.member_id in above,
        last_chance_on=request.last_chance_on,
        confirmed=request.confirmed_at is not None,
        notified=request.notified_at is not None or request.served_on is not None,
        meeting_held=meeting_held,
        called_off_on=local_day(called_off) if called_off else None,
        died=died,
        action_id=request.action_id,
        done=done,
    )


def report_as_known(session: Session, request: ReportRequest) -> law.ReportFacts:
    """One report and what a notice about it rests on: Art. 14(3.2)."""
    about = request.meeting_id and session.get_one(Meeting, request.meeting_id)
    rows = rows_of(session, request.case_id)
    actions = actions_of(_plans(session, request.case_id))
    who = late_actions.holders_of(actions.rows.values(), rows.members, rows.places)
    return report_facts(
        request,
        assigned_members(session, request.case_id),
        superiors.known_in(session, request.case_id),
        meeting=about or None,
        done=request.action_id is not None and actions.is_over(request.action_id, who),
        died=child_person(session, request.case_id).died,
    )


PlanRow = Row[UUID, PlanKind, date | None, bool, list[UUID] | None, int | None, list[Any] | None]
"""Id, kind, when it was adopted, whether it was sent, and to which seats; the rhythm of the case's
reviews; its lines."""


def _plans(session: Session, case_id: UUID) -> Sequence[PlanRow]:
    """Every version of the case's plans, the oldest first; their words stay sealed."""
    sent = Plan.sent_at.is_not(None).label("sent")
    to = (
        select(func.array_agg(MemberLink.member_id))
        .where(MemberLink.subject_id == Plan.id, MemberLink.purpose == LinkPurpose.PLAN)
        .correlate(Plan)
        .scalar_subquery()
        .label("sent_to")
    )
    rhythm = newest_rhythm(case_id).scalar_subquery().label("rhythm")
    lines = late_actions.lines().label("lines")
    query = select(Plan.id, Plan.kind, Plan.adopted_on, sent, to, rhythm, lines)
    query = query.where(Plan.case_id == case_id)
    return session.execute(query.order_by(Plan.version)).all()


def actions_of(plans: Sequence[PlanRow]) -> late_actions.Actions:
    """The lines of every version of the unified plan."""
    unified = [plan for plan in plans if plan.kind == PlanKind.UNIFIED]
    return late_actions.Actions.of([late_actions.read(plan.lines) for plan in unified])


def _plan(plans: Sequence[PlanRow], rows: Rows) -> law.PlanFacts | None:
    """The unified plan in force; settled by its adoption, or by the last review: Art. 5(1.5)."""
    unified = [plan for plan in plans if plan.kind == PlanKind.UNIFIED]
    if not unified:
        return None
    settled = [plan.adopted_on for plan in plans if plan.adopted_on is not None]
    settled_on, last = max([*settled, *rows.reviewed.values()]), unified[-1]
    to = set(last.sent_to or ())
    late = tuple(member.id for member in rows.members if member.sits and member.id not in to)
    return law.PlanFacts(last.id, settled_on, last.sent, last.rhythm, late if last.sent else ())


def _closure(session: Session, closure: Closure | None, rows: Rows) -> law.ClosureFacts | None:
    if closure is None:
        return None
    asked = closure.signatures_asked_at
    wanted = {closure.id: (closure.digest, closing_members(session, closure))}
    missing = under(session, wanted)[closure.id] if asked else NOBODY
    return law.ClosureFacts(
        id=closure.id,
        proposed_on=local_day(closure.proposed_at),
        asked=closure.asked_at is not None,
        approved_on=local_day(closure.approved_at) if closure.approved_at else None,
        returned=not closure.is_open,
        answered=closure.answered_at is not None,
        opinions=_heard(session, closure),
        decided_on=closure.decided_on,
        signatures_asked_on=local_day(asked) if asked else None,
        unsigned=missing.members,
        chair_unsigned=missing.chair,
        meeting=held_facts(rows.last_held(MeetingKind.CLOSURE)),
    )


def _heard(session: Session, closure: Closure) -> bool:
    """Looked at while it is owed: after the approval, before the decision."""
    if closure.approved_at is None or closure.decided_on is not None:
        return closure.decided_on is not None
    return opinions.heard(session, closure.case_id, closure.id).is_complete


def closing_members(session: Session, closure: Closure) -> list[UUID]:
    """Who had a seat in the meeting that closed the case, and still sits: Art. 17(5)."""
    query = (
        select(Member)
        .join(Attendance, Attendance.member_id == Member.id)
        .where(Attendance.meeting_id == closure.meeting_id)
        .order_by(Member.selected_on, Member.id)
    )
    return [member.id for member in session.scalars(query) if member.sits]
