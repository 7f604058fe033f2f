"""From reports asked for to the facts of what is owed and who hears of it: Art. 8(9), 14(3)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from casework.record import late_actions, superiors
from casework.record.known import child_person
from casework.record.plan_facts import actions_of, plans_of
from casework.record.succession import answering, holder
from casework.record.table import plan_in_force
from casework.record.table_facts import Rows, rows_of
from core.clock import local_day
from models.asked import LIFE, kept, several
from models.case import Member
from models.meeting import Meeting
from models.plan import ReportRequest
from rules import facts as law


def requests_of(
    session: Session, case_id: UUID, table: law.TableFacts, *, beside: bool
) -> Sequence[ReportRequest]:
    """Asked of everybody, who has left since too, for the meetings to come and the last, on actions
    that are late, and, where anything was asked `beside` them, that."""
    held = {table.last.id} if table.last else set()
    wanted = held | {meeting.id for meeting in table.planned if meeting.reports_asked}
    if not (wanted or beside):
        return ()
    return session.scalars(_requests(), {"life": case_id, "wanted": list(wanted)}).all()


@kept
def _requests() -> Select[ReportRequest]:
    wanted = ReportRequest.meeting_id.in_(several("wanted"))
    return (
        select(ReportRequest)
        .where(ReportRequest.case_id == LIFE, or_(wanted, ReportRequest.meeting_id.is_(None)))
        .where(ReportRequest.follows_id.is_(None))
        .options(
            joinedload(ReportRequest.member).joinedload(Member.professional),
            selectinload(ReportRequest.reminders),
        )
        .order_by(ReportRequest.due_on, ReportRequest.id)
    )


def reports_of(
    session: Session,
    table: law.TableFacts,
    requests: Sequence[ReportRequest],
    plan: law.PlanFacts | None,
    above: Collection[UUID],
    *,
    over: Collection[UUID],
) -> tuple[law.ReportFacts, ...]:
    """The reports owed for the meetings to come, and what is left of those for the last one."""
    held = table.last.id if table.last else None
    assigned = assigned_in(session, plan.id if requests and plan else None)
    return tuple(
        report_facts(
            request,
            assigned,
            above,
            meeting_held=request.meeting_id == held and held is not None,
            done=request.action_id in over or request.withdrawn_at is not None,
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
    return assigned_in(session, plan.id if plan else None)


def assigned_in(session: Session, plan_id: UUID | None) -> frozenset[UUID | None]:
    if plan_id is None:
        return frozenset()
    return answering(session, plan_id)


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
    called_off = (meeting.cancelled_at or meeting.called_off_at) if meeting else None
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


@dataclass(frozen=True, slots=True)
class ReportsAsKnown:
    """What a notice about any report of one case rests on: Art. 14(3.2)."""

    meetings: Mapping[UUID, Meeting]
    actions: late_actions.Actions
    who: Mapping[UUID | None, Member]
    assigned: frozenset[UUID | None]
    above: Collection[UUID]
    died: bool

    @classmethod
    def of(cls, session: Session, case_id: UUID) -> "ReportsAsKnown":
        """The same number of statements, however many reports."""
        rows = rows_of(session, case_id)
        actions = actions_of(plans_of(session, case_id))
        return cls(
            meetings={meeting.id: meeting for meeting in rows.meetings},
            actions=actions,
            who=late_actions.holders_of(actions.rows.values(), rows.members, rows.places),
            assigned=assigned_members(session, case_id),
            above=superiors.known_in(session, case_id),
            died=child_person(session, case_id).died,
        )

    def facts(self, request: ReportRequest) -> law.ReportFacts:
        action, meeting = request.action_id, request.meeting_id
        return report_facts(
            request,
            self.assigned,
            self.above,
            meeting=self.meetings[meeting] if meeting else None,
            done=request.withdrawn_at is not None
            or (action is not None and self.actions.is_over(action, self.who)),
            died=self.died,
        )


def report_as_known(session: Session, request: ReportRequest) -> law.ReportFacts:
    """One report and what a notice about it rests on: Art. 14(3.2)."""
    return ReportsAsKnown.of(session, request.case_id).facts(request)
