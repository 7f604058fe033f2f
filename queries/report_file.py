"""Who has reported and who has not, meeting by meeting: Art. 8(9), 14(3.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select

from casework.case.reports import instruction_in_force
from casework.record.known import child_person
from casework.record.report_facts import report_as_known
from casework.record.table import meetings, plan_in_force, seats_of
from casework.table import contacts
from casework.table.contacts import Returned
from core.clock import local_day
from identity.access import NotThere
from models.case import Case, StandingInstruction
from models.meeting import Meeting
from models.plan import PlanAction, ReportedAction, ReportRequest
from models.session import Work
from models.superior import SuperiorReply, SuperiorService
from notifications.superiors import Superior, superior_of
from rules.facts import ReportFacts
from rules.refusals import ProcedureRefused
from rules.reports import check_notice, is_late

Told = TypeVar("Told", SuperiorService, SuperiorReply)


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One report asked for, and what can be done about it."""

    request: ReportRequest
    in_plan: bool
    superior_known: bool
    may_notify: bool
    """The manager's word would set the notice to the superior going: Art. 14(3.2)."""
    asks_first: bool
    """It would too, once the manager says so all the same: DEFAULTS.REMINDED_FIRST."""
    died: bool
    """The child has died, and nobody owes it any more: Art. 17(3.5)."""
    is_over: bool
    """The action it is about is not late any more: nobody owes a word on it."""
    notified_on: date | None
    """When the superior was notified, by mail, letter or call."""
    above: Superior | None
    services: Sequence[SuperiorService]
    replies: Sequence[SuperiorReply]

    @property
    def is_missing(self) -> bool:
        return self.request.received_at is None and not self.is_over

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
    actions: Sequence[ReportLine]
    """What was asked about actions that are late, the newest first: Art. 14(3.3)."""
    instruction: StandingInstruction | None
    returned: Sequence[Returned]
    died: bool
    """The child has died: Art. 17(3.5)."""


def read(work: Work, case: Case) -> ReportFile:
    """Every report asked for, the standing instruction, and mail that came back."""
    query = select(ReportRequest).where(ReportRequest.case_id == case.id)
    asked: dict[UUID | None, list[ReportRequest]] = {}
    for request in work.session.scalars(query.order_by(ReportRequest.id)):
        asked.setdefault(request.meeting_id, []).append(request)
    held = [meeting for meeting in meetings(work.session, case.id) if meeting.id in asked]
    return ReportFile(
        meetings=[
            ReportsOfMeeting(meeting, [_line(work, request) for request in asked[meeting.id]])
            for meeting in reversed(held)
        ],
        actions=[_line(work, request) for request in reversed(asked.get(None, []))],
        instruction=instruction_in_force(work, case.id),
        returned=contacts.returned(work, case.id),
        died=child_person(work.session, case.id).died,
    )


def _line(work: Work, request: ReportRequest) -> ReportLine:
    known = report_as_known(work.session, request)
    served = request.served_on
    mailed = local_day(request.notified_at) if request.notified_at else None
    is_begun = known.confirmed or known.notified or known.last_chance_on is not None
    today, is_free = work.clock.today(), request.member.sits and not is_begun
    may_notify = is_free and _is_carried(known, today)
    return ReportLine(
        request=request,
        in_plan=known.in_plan,
        superior_known=known.superior_known,
        may_notify=may_notify,
        asks_first=is_free and not may_notify and _is_carried(known, today, all_the_same=True),
        died=known.died,
        is_over=known.done,
        notified_on=min((day for day in (served, mailed) if day), default=None),
        above=superior_of(work.session, request.member.professional),
        services=_of(work, SuperiorService, request),
        replies=_of(work, SuperiorReply, request),
    )


def _of(work: Work, told: type[Told], request: ReportRequest) -> Sequence[Told]:
    """Every entry, in the order in which they were made; the last one counts."""
    query = select(told).where(told.request_id == request.id)
    return work.session.scalars(query.order_by(told.recorded_at, told.id)).all()


def _is_carried(known: ReportFacts, today: date, *, all_the_same: bool = False) -> bool:
    try:
        check_notice(known, today, all_the_same=all_the_same)
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
