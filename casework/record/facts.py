"""From rows to the frozen facts that the rules decide on."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from casework.record import contact_facts
from casework.record.table import (
    last_held,
    last_unreviewed,
    meetings,
    minutes_of,
    plan_in_force,
    seats,
    settled_on,
    sitting,
)
from casework.record.unsigned import NOBODY, Unsigned, under, under_minutes
from core.clock import local_day
from models.case import Appointment, Case, FamilyPerson, Member, StandingInstruction
from models.meeting import Attendance, FamilyNotice, Meeting, Minutes
from models.people import MemberLink
from models.plan import Assessment, Closure, PlanAction, ReportRequest
from rules import facts as law
from rules.convening import may_be_agreed
from rules.phases import Phase


def of_case(session: Session, case_id: UUID) -> law.CaseFacts:
    """Everything the rules need to say what is due in one case."""
    case = session.get_one(Case, case_id)
    appointment = session.scalars(
        select(Appointment).where(Appointment.case_id == case_id, Appointment.ended_on.is_(None))
    ).first()
    kinds = set(session.scalars(select(Assessment.kind).where(Assessment.case_id == case_id)))
    table = of_table(session, case_id, composed=case.composed_at is not None)
    plan = _plan(session, case_id)
    planned = plan_in_force(session, case_id, "initial") is not None
    closure = _closure(session, case_id)
    return law.CaseFacts(
        id=case_id,
        phase=Phase(case.phase),
        referred_on=case.referred_on,
        announced=case.announced_at is not None,
        appointed_on=appointment.appointed_on if appointment else None,
        appointment_to_announce=(
            appointment.id if appointment and appointment.announced_at is None else None
        ),
        assessed_initially="initial" in kinds,
        planned_initially=planned,
        assessed="comprehensive" in kinds,
        table=_with_papers(table, ready=planned and "initial" in kinds, closure=closure),
        reports=_reports(session, table, case_id),
        plan=plan,
        closure=closure,
        instruction=_instruction(session, case_id),
        review_opened=_review_opened(case, plan),
        unreviewed=_held(last_unreviewed(session, case_id)),
    )


def _with_papers(
    table: law.TableFacts, *, ready: bool, closure: law.ClosureFacts | None
) -> law.TableFacts:
    """Assessment and initial plan go ahead of the first meeting only: Art. 8(7).

    Once the table has closed the case no meeting follows that could approve minutes (T2).
    """
    papers = table.minutes
    if closure is not None and closure.decided_on is not None:
        papers = tuple(replace(paper, in_writing=True) for paper in papers)
    return replace(table, papers_ready=ready or table.last is not None, minutes=papers)


def of_table(
    session: Session, life_id: UUID, *, composed: bool, has_family: bool = True
) -> law.TableFacts:
    """What a case's table and a municipality's have in common."""
    members = seats(session, life_id)
    all_meetings = meetings(session, life_id)
    planned = [m for m in all_meetings if m.held_at is None and m.cancelled_at is None]
    held = [m for m in all_meetings if m.held_at is not None]
    papers = minutes_of(session, life_id)
    missing = under_minutes(session, papers, members)
    return law.TableFacts(
        members=tuple(_member(member, held) for member in members if member.sits),
        meeting=_planned(session, planned[0], all_meetings) if planned else None,
        last=_meeting(session, held[-1]) if held else None,
        minutes=tuple(_minutes(paper, missing.get(paper.id, NOBODY), held) for paper in papers),
        composed=composed,
        has_family=has_family,
        bad_contacts=contact_facts.bad(session, life_id),
        contacts=contact_facts.waiting(session, life_id),
        recusals=contact_facts.recusals(session, members),
    )


def _member(member: Member, held: Sequence[Meeting]) -> law.MemberFacts:
    asked, declared = member.asked_at, member.declared_at is not None
    late = [] if asked is None or declared else [m for m in held if m.held_at and m.held_at > asked]
    missed = _held(late[0]) if late else None
    return law.MemberFacts(member.id, asked is not None, declared, missed)


def _planned(
    session: Session, meeting: Meeting, all_meetings: Sequence[Meeting]
) -> law.MeetingFacts:
    """The meeting to come; the head owes an answer since the first day that lapsed without one."""
    since = None
    for former in all_meetings:
        if former.held_at or former.agreed_at or former.countered_at:
            since = None
        elif former.cancelled_at and lapsed_by(former, local_day(former.cancelled_at)):
            since = since or local_day(former.proposed_at)
    return replace(_meeting(session, meeting), open_since=None if meeting.agreed_at else since)


def lapsed_by(meeting: Meeting, day: date) -> bool:
    """Nobody had agreed, and from this day on nobody could."""
    excused = meeting.short_notice_reason is not None
    return meeting.agreed_at is None and not may_be_agreed(meeting.day, day, excused=excused)


def _meeting(session: Session, meeting: Meeting) -> law.MeetingFacts:
    return law.MeetingFacts(
        id=meeting.id,
        kind=meeting.kind,
        day=meeting.day,
        proposed_on=local_day(meeting.proposed_at),
        asked=meeting.asked_at is not None,
        agreed=meeting.agreed_at is not None,
        countered=meeting.countered_at is not None,
        invited=meeting.invited_at is not None and not uninvited(session, meeting),
        inviting=meeting.invited_at is not None,
        excused=meeting.short_notice_reason is not None,
        reports_asked=meeting.reports_asked_at is not None,
        held_on=local_day(meeting.held_at) if meeting.held_at else None,
        family_told=_family_told(session, meeting),
        needs_papers=meeting.no_assessment_reason is None,
    )


def uninvited(session: Session, meeting: Meeting) -> list[Member]:
    """Who sits at the table and was never given a way to the meeting's papers: Art. 8(3), 8(7).

    A link that was cut with a changed contact was given: another one left, or the day has passed.
    """
    query = select(MemberLink.member_id).where(
        MemberLink.purpose == "read", MemberLink.subject_id == meeting.id
    )
    invited = set(session.scalars(query))
    return [member for member in sitting(session, meeting.life_id) if member.id not in invited]


def _family_told(session: Session, meeting: Meeting) -> bool:
    told = select(FamilyNotice.person_id).where(FamilyNotice.meeting_id == meeting.id)
    query = select(func.count()).where(
        FamilyPerson.case_id == meeting.life_id, FamilyPerson.id.not_in(told)
    )
    return not session.scalar(query)


def _minutes(paper: Minutes, missing: Unsigned, held: Sequence[Meeting]) -> law.MinutesFacts:
    kind = paper.meeting.kind
    later = [meeting for meeting in held if meeting.number > paper.meeting.number]
    following = _held(later[0]) if later else None
    return law.MinutesFacts(
        id=paper.id,
        meeting_id=paper.meeting_id,
        sent=paper.sent_at is not None,
        approved=paper.approved_on is not None,
        in_writing=kind in {"closure", "quarterly"},
        next_held_on=following.held_on if following else None,
        asked_on=local_day(paper.signatures_asked_at) if paper.signatures_asked_at else None,
        unsigned=missing.members,
        chair_unsigned=missing.chair,
    )


def _held(meeting: Meeting | None) -> law.HeldFacts | None:
    if meeting is None or meeting.held_at is None:
        return None
    return law.HeldFacts(meeting.id, local_day(meeting.held_at))


def _review_opened(case: Case, plan: law.PlanFacts | None) -> bool:
    opened = case.review_opened_on
    return plan is not None and opened is not None and opened > plan.settled_on


def _reports(session: Session, table: law.TableFacts, case_id: UUID) -> tuple[law.ReportFacts, ...]:
    """The reports owed for the meeting to come, and what is left of those for the last one."""
    held = {table.last.id} if table.last else set()
    wanted = held | ({table.meeting.id} if table.meeting else set())
    if not wanted:
        return ()
    query = (
        select(ReportRequest)
        .where(ReportRequest.meeting_id.in_(wanted))
        .options(
            joinedload(ReportRequest.member).joinedload(Member.professional),
            selectinload(ReportRequest.reminders),
        )
        .order_by(ReportRequest.due_on, ReportRequest.id)
    )
    assigned = assigned_members(session, case_id)
    return tuple(
        report_facts(request, assigned, meeting_held=request.meeting_id in held)
        for request in session.scalars(query)
        if request.member.sits
    )


def assigned_members(session: Session, case_id: UUID) -> frozenset[UUID | None]:
    """The seats whose people the plan in force makes responsible for something: Art. 13(2.2).

    Who left and came back sits on another seat, and answers for the same actions.
    """
    plan = plan_in_force(session, case_id)
    if plan is None:
        return frozenset()
    people = (
        select(Member.professional_id)
        .join(PlanAction, PlanAction.member_id == Member.id)
        .where(PlanAction.plan_id == plan.id)
    )
    query = select(Member.id).where(Member.life_id == case_id, Member.professional_id.in_(people))
    return frozenset(session.scalars(query))


def report_facts(
    request: ReportRequest, assigned: frozenset[UUID | None], *, meeting_held: bool = False
) -> law.ReportFacts:
    """One report owed, as the rules see it."""
    return law.ReportFacts(
        id=request.id,
        meeting_id=request.meeting_id,
        member_id=request.member_id,
        due=request.due_on,
        received=request.received_at is not None,
        reminders=len(request.reminders),
        in_plan=request.member_id in assigned,
        superior_known=request.member.professional.superior_email is not None,
        last_chance_on=request.last_chance_on,
        confirmed=request.confirmed_at is not None,
        notified=request.notified_at is not None,
        meeting_held=meeting_held,
    )


def _plan(session: Session, case_id: UUID) -> law.PlanFacts | None:
    plan = plan_in_force(session, case_id)
    if plan is None:
        return None
    return law.PlanFacts(plan.id, settled_on(session, case_id), plan.sent_at is not None)


def _closure(session: Session, case_id: UUID) -> law.ClosureFacts | None:
    over = Closure.returned_at.is_not(None) | Closure.declined_on.is_not(None)
    query = select(Closure).where(Closure.case_id == case_id)
    closure = session.scalars(query.order_by(over, Closure.proposed_at.desc()).limit(1)).first()
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
        opinions=closure.opinions_on is not None,
        decided_on=closure.decided_on,
        signatures_asked_on=local_day(asked) if asked else None,
        unsigned=missing.members,
        chair_unsigned=missing.chair,
        meeting=_held(last_held(session, case_id, "closure")),
    )


def closing_members(session: Session, closure: Closure) -> list[UUID]:
    """Who had a seat in the meeting that closed the case, and still sits: Art. 17(5)."""
    query = (
        select(Member)
        .join(Attendance, Attendance.member_id == Member.id)
        .where(Attendance.meeting_id == closure.meeting_id)
        .order_by(Member.selected_on, Member.id)
    )
    return [member.id for member in session.scalars(query) if member.sits]


def _instruction(session: Session, case_id: UUID) -> law.Instruction | None:
    query = select(StandingInstruction).where(
        StandingInstruction.case_id == case_id, StandingInstruction.ended_at.is_(None)
    )
    given = session.scalars(query).first()
    return law.Instruction(given.after_reminders, given.last_chance_days) if given else None
