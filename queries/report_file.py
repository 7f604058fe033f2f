"""Who has reported and who has not, meeting by meeting: Art. 8(9), 14(3.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from casework.case.reports import instruction_in_force
from casework.record.facts import assigned_members, report_facts
from casework.record.known import child_person
from casework.record.table import meetings, plan_in_force, seats_of
from casework.table import contacts
from casework.table.contacts import Returned
from core.clock import local_day
from identity.access import NotThere
from models.case import Case, StandingInstruction
from models.meeting import Meeting
from models.plan import PlanAction, ReportedAction, ReportRequest
from models.session import Work
from rules.facts import ReportFacts
from rules.refusals import ProcedureRefused
from rules.reports import check_notice, is_late


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One report asked for, and what can be done about it."""

    request: ReportRequest
    in_plan: bool
    superior_known: bool
    may_notify: bool
    """The manager's word would set the notice to the superior going: Art. 14(3.2)."""
    died: bool
    """The child has died, and nobody owes it any more: Art. 17(3.5)."""

    @property
    def is_missing(self) -> bool:
        return self.request.received_at is None

    def is_late(self, today: date) -> bool:
        """Late when missing after its day, or when it came after it, whenever it was typed."""
        return is_late(self.request.due_on, self.request.received_on or today)

    @property
    def typed_on(self) -> date | None:
        """When it was typed in, where that is not the day on which it came."""
        entered = self.request.received_at
        day = local_day(entered) if entered else None
        return None if day == self.request.received_on else day


@dataclass(frozen=True, slots=True)
class ReportsOfMeeting:
    """The reports asked for before one meeting."""

    meeting: Meeting
    lines: Sequence[ReportLine]

    @property
    def received(self) -> int:
        return sum(not line.is_missing for line in self.lines)


@dataclass(frozen=True, slots=True)
class ReportFile:
    """The reports of one case by meeting, newest first."""

    meetings: Sequence[ReportsOfMeeting]
    instruction: StandingInstruction | None
    returned: Sequence[Returned]
    died: bool
    """The child has died: Art. 17(3.5)."""


def read(work: Work, case: Case) -> ReportFile:
    """Every report asked for, the standing instruction, and mail that came back."""
    query = select(ReportRequest).where(ReportRequest.case_id == case.id)
    asked: dict[UUID, list[ReportRequest]] = {}
    for request in work.session.scalars(query.order_by(ReportRequest.id)):
        asked.setdefault(request.meeting_id, []).append(request)
    held = [meeting for meeting in meetings(work.session, case.id) if meeting.id in asked]
    return ReportFile(
        meetings=[
            ReportsOfMeeting(meeting, [_line(work, request) for request in asked[meeting.id]])
            for meeting in reversed(held)
        ],
        instruction=instruction_in_force(work, case.id),
        returned=contacts.returned(work, case.id),
        died=child_person(work.session, case.id).died,
    )


def _line(work: Work, request: ReportRequest) -> ReportLine:
    meeting = work.session.get_one(Meeting, request.meeting_id)
    assigned = assigned_members(work.session, request.case_id)
    died = child_person(work.session, request.case_id).died
    known = report_facts(request, assigned, meeting=meeting, died=died)
    return ReportLine(
        request=request,
        in_plan=known.in_plan,
        superior_known=known.superior_known,
        may_notify=not (known.confirmed or known.notified or known.last_chance_on)
        and request.member.sits
        and _is_carried(known, work.clock.today()),
        died=died,
    )


def _is_carried(known: ReportFacts, today: date) -> bool:
    try:
        check_notice(known, today)
    except ProcedureRefused:
        return False
    return True


def line_of(work: Work, case: Case, request_id: UUID) -> ReportLine:
    """One report of this case; raises `NotThere` for another's."""
    request = work.session.get(ReportRequest, request_id)
    if request is None or request.case_id != case.id:
        raise NotThere
    return _line(work, request)


def actions_of(work: Work, request: ReportRequest) -> Sequence[PlanAction]:
    """What the plan makes this member responsible for: Art. 13(2.2)."""
    plan = plan_in_force(work.session, request.case_id)
    mine = seats_of(work.session, request.member)
    return [action for action in plan.actions if action.member_id in mine] if plan else []


def said_of_actions(work: Work, request: ReportRequest) -> Sequence[tuple[PlanAction, str]]:
    query = select(ReportedAction).where(ReportedAction.request_id == request.id)
    return [
        (work.session.get_one(PlanAction, line.action_id), line.status)
        for line in work.session.scalars(query)
    ]
