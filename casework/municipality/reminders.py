"""The reminders of a municipality: one mail per person of every report missing: Art. 8(9)."""

from collections import defaultdict
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from casework.record.report_facts import report_as_known
from core.clock import at_local, local_day
from identity import links
from models.case import Case, Member, of_the_dead
from models.life import Life, LifeKind
from models.meeting import PLANNED, Meeting
from models.outbox import RecipientKind
from models.people import LinkPurpose
from models.plan import Reminder, ReportRequest
from models.session import Work
from notifications import outbox
from notifications.notices.base import Recipient
from notifications.notices.reports import MissingReport, ReportsReminder
from rules.reports import REPORT_DAYS, reminder_days, reminder_due
from rules.steps import DueStep
from workflow.kinds import Kind, Look
from workflow.life import lock_open, settle


def _missing_reports(work: Work, municipality_id: UUID) -> list[tuple[ReportRequest, Case]]:
    """Every report that is missing before a meeting still to come, or on an action that is late."""
    query = (
        select(ReportRequest, Case)
        .outerjoin(Meeting, Meeting.id == ReportRequest.meeting_id)
        .join(Case, Case.id == ReportRequest.case_id)
        .join(Member, Member.id == ReportRequest.member_id)
        .where(
            Case.municipality_id == municipality_id,
            ReportRequest.received_at.is_(None),
            or_(ReportRequest.action_id.is_not(None), PLANNED),
            Case.sealed_at.is_(None),
            Member.left_on.is_(None),
            Member.conflict.is_not(True),
            Case.id.not_in(of_the_dead()),  # Art. 17(3.5)
        )
        .options(
            selectinload(ReportRequest.reminders),
            contains_eager(ReportRequest.member).joinedload(Member.professional),
            joinedload(Case.life),
        )
        .order_by(ReportRequest.due_on, Case.number)
    )
    found = [(request, case) for request, case in work.session.execute(query)]
    return [(request, case) for request, case in found if not _is_over(work, request)]


def _is_over(work: Work, request: ReportRequest) -> bool:
    """The action is completed, dropped or has another day: nobody owes a word on it any more."""
    return request.action_id is not None and report_as_known(work.session, request).done


def _days(request: ReportRequest) -> list[date]:
    """On which days it is reminded of: so many before the meeting, or before its own day."""
    before = request.due_on + timedelta(days=REPORT_DAYS)
    return reminder_days(before, local_day(request.asked_at))


def _number_due(request: ReportRequest, today: date) -> int | None:
    before = request.due_on + timedelta(days=REPORT_DAYS)
    sent = max((reminder.number for reminder in request.reminders), default=0)
    return reminder_due(before, local_day(request.asked_at), sent, today)


def look(work: Work, life: Life) -> Look:
    """Due where somebody is to be reminded today; else it wakes on the next such day."""
    today = work.clock.today()
    owed = _missing_reports(work, life.municipality_id)
    is_due = any(_number_due(request, today) for request, _ in owed)
    days = [day for request, _ in owed for day in _days(request) if day > today]
    return Look(
        steps=[DueStep("send_reminders", life.municipality_id)] if is_due else (),
        waiting_for="AwaitingReminderDay",
        wake_at=at_local(min(days)) if days else None,
    )


def remind(work: Work, life_id: UUID, _subject: UUID | None) -> None:
    """Queue one mail per person with everything they owe, and count each reminder: Art. 8(9)."""
    today, life = work.clock.today(), work.session.get_one(Life, life_id)
    missing: dict[UUID, list[MissingReport]] = defaultdict(list)
    for request, case in _missing_reports(work, life.municipality_id):
        number = _number_due(request, today)
        if number is None:
            continue
        request.reminders.append(
            Reminder(
                number=number,
                due_on=_days(request)[number - 1],
                sent_at=work.clock.now(),
            )
        )
        link = links.issue(work, request.member_id, LinkPurpose.REPORT, request.id)
        item = MissingReport(case_number=case.number, due_on=request.due_on, link_id=link.id)
        missing[request.member.professional_id].append(item)
        article = "14(3.3)" if request.action_id else "8(9)"
        work.record("reminder queued", article, life=case.life, request=request.id, number=number)
    for professional_id, items in missing.items():
        outbox.queue(
            work,
            ReportsReminder(
                recipient=Recipient(RecipientKind.MEMBER, professional_id),
                life_id=life_id,
                morning=today,
                items=tuple(items),
            ),
        )
    _after_reminders(work, missing)


def _after_reminders(work: Work, missing: dict[UUID, list[MissingReport]]) -> None:
    """A reminder may make a last chance due in its case: the case looks again: Art. 14(3.2)."""
    numbers = {item.case_number for items in missing.values() for item in items}
    work.session.flush()
    reminded = work.session.scalars(select(Case.id).where(Case.number.in_(numbers))).all()
    for life in lock_open(work, reminded):
        settle(work, life)
        work.wake(life.id, "reminded")


KIND = Kind(name=LifeKind.REMINDERS, look=look, acts={"send_reminders": remind})
