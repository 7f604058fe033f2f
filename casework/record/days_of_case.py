"""The first day of all that is of one case alone, whatever its own act asked: Art. 8(1), 4(2).

Every dated column that leads to a case is named here, with the referral's other days in
`casework.case.referral_day`, or excused by name: `tests/casework/test_days_of_case.py`.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select, union_all
from sqlalchemy.orm import Session, aliased

from casework.record.morning_news import day_of
from models.agenda import AgendaItem
from models.assessment import Assessment
from models.case import Appointment, Case, Member
from models.chairing import SubstituteChair
from models.closure import Closure, OpinionRow
from models.information import Claim, ClaimOutcome, Information
from models.inquiry import Inquiry
from models.meeting import FamilyNotice, Meeting
from models.monitoring import MonitoredAction, MonitoringForm
from models.own_progress import OwnProgress
from models.participant import WITHDRAWN, Participant, ParticipantWord
from models.plan import Plan, PlanAction, ReportedAction, ReportRequest
from models.record_export import ExportRequest, RecordExport
from models.service import HandService
from models.services_letter import ServicesLetter
from models.superior import SuperiorReply
from models.supervision import SupervisionQuestion
from models.visit import MonitoringVisit

OF_A_MEETING: Final = (
    AgendaItem.added_on,
    FamilyNotice.taken_back_on,
    HandService.served_on,
    SubstituteChair.named_on,
)
"""What names a meeting that was taken out as another case's holds nothing up: decision 0102."""
OF_A_CASE: Final = (
    Assessment.made_on,
    Claim.asked_on,
    Closure.accepted_on,
    Information.given_on,
    Inquiry.asked_on,
    ReportRequest.received_on,
    ReportRequest.served_on,
    SupervisionQuestion.asked_on,
)
CORRECTED: Final = (MonitoringVisit.visited_on, ServicesLetter.left_on)
"""Of what another row corrects the day that stands."""
OF_A_SEAT: Final = (Member.declared_on, Member.refused_on, Member.signed_on)


def first_done(session: Session, case_id: UUID) -> date | None:
    """The first of them all."""
    return _first(session, *days_done(case_id))


def _first(session: Session, *days: Select[Any]) -> date | None:
    found = union_all(*days).subquery()
    first: date | None = session.scalar(select(func.min(found.c[0])))
    return first


def days_done(case_id: UUID) -> Iterator[Select[Any]]:
    for day in OF_A_CASE:
        yield select(day).where(day.class_.case_id == case_id)
    for day in OF_A_SEAT:
        yield select(day).where(Member.life_id == case_id)
    for day in OF_A_MEETING:
        of = Meeting.id == day.class_.meeting_id
        yield select(day).join(Meeting, of).where(*_of_its_table(case_id))
    for day in CORRECTED:
        row, later = day.class_, aliased(day.class_)
        corrected = select(later.id).where(later.corrects_id == row.id).exists()
        yield select(day).where(row.case_id == case_id, ~corrected)
    yield select(Case.from_paper_on).where(Case.id == case_id)
    yield _proposed(case_id)
    yield select(day_of(Meeting.cancelled_at)).where(*_of_its_table(case_id))
    known = select(MonitoredAction.known_on).join(MonitoringForm)
    yield known.where(MonitoringForm.case_id == case_id)
    yield select(day_of(Closure.proposed_at)).where(Closure.case_id == case_id)
    yield select(OpinionRow.asked_on).join(Closure).where(Closure.case_id == case_id)
    yield select(ClaimOutcome.found_on).join(Claim).where(Claim.case_id == case_id)
    said = select(ParticipantWord.said_on).join(Participant).where(~WITHDRAWN)
    yield said.where(Participant.life_id == case_id)
    asked = select(ExportRequest.asked_on).join(RecordExport)
    yield asked.where(RecordExport.case_id == case_id)
    own = select(OwnProgress.said_on).join(PlanAction).join(Plan)
    yield own.where(Plan.case_id == case_id)
    for day in (ReportedAction.done_on, SuperiorReply.came_on, SuperiorReply.done_on):
        of = ReportRequest.id == day.class_.request_id
        yield select(day).join(ReportRequest, of).where(ReportRequest.case_id == case_id)


def _proposed(case_id: UUID) -> Select[Any]:
    return select(day_of(Meeting.proposed_at)).where(*_of_its_table(case_id))


def _of_its_table(case_id: UUID) -> tuple[ColumnElement[bool], ...]:
    return Meeting.life_id == case_id, Meeting.misplaced_at.is_(None)


def rests_on_appointment(session: Session, row: Appointment) -> date | None:
    """The first meeting that was put forward, which only whoever manages the case does; a manager
    declares when they please: Art. 8(3), 18(2)."""
    return _first(session, _proposed(row.case_id))
