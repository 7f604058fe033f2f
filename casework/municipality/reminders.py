"""The reminders of a municipality: one mail per person of every report missing: Art. 8(9)."""

from collections import defaultdict
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

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
from rules.reports import reminder_days, reminder_due
from rules.steps import DueStep
from workflow.kinds import Kind, Look
from workflow.life import lock_open, settle


def _missing_reports(
    work: Work, municipality_id: UUID
) -> list[tuple[ReportRequest, Meeting, Case]]:
    """Every report that is missing before a meeting still to come."""
    query = (
        select(ReportRequest, Meeting, Case)
        .join(Meeting, Meeting.id == ReportRequest.meeting_id)
        .join(Case, Case.id == ReportRequest.case_id)
        .join(Member, Member.id == ReportRequest.member_id)
        .where(
            Case.municipality_id == municipality_id,
            ReportRequest.received_at.is_(None),
            PLANNED,
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
    return [(request, meeting, case) for request, meeting, case in work.session.execute(query)]


def _number_due(request: ReportRequest, meeting: Meeting, today: date) -> int | None:
    sent = max((reminder.number for reminder in request.reminders), default=0)
    return reminder_due(meeting.day, local_day(request.asked_at), sent, today)


def look(work: Work, life: Life) -> Look:
    """Due where somebody is to be reminded today; else it wakes on the next such day."""
    today = work.clock.today()
    owed = _missing_reports(work, life.municipality_id)
    is_due = any(_number_due(request, meeting, today) for request, meeting, _ in owed)
    days = [
        day
        for request, meeting, _ in owed
        for day in reminder_days(meeting.day, local_day(request.asked_at))
        if day > today
    ]
    return Look(
        steps=[DueStep("send_reminders", life.municipality_id)] if is_due else (),
        waiting_for="AwaitingReminderDay",
        wake_at=at_local(min(days)) if days else None,
    )


def remind(work: Work, life_id: UUID, _subject: UUID | None) -> None:
    """Queue one mail per person with everything they owe, and count each reminder: Art. 8(9)."""
    today, life = work.clock.today(), work.session.get_one(Life, life_id)
    missing: dict[UUID, list[MissingReport]] = defaultdict(list)
    for request, meeting, case in _missing_reports(work, life.municipality_id):
        number = _number_due(request, meeting, today)
        if number is None:
            continue
        request.reminders.append(
            Reminder(
                number=number,
                due_on=reminder_days(meeting.day, local_day(request.asked_at))[number - 1],
                sent_at=work.clock.now(),
            )
        )
        link = links.issue(work, request.member_id, LinkPurpose.REPORT, request.id)
        item = MissingReport(case_number=case.number, due_on=request.due_on, link_id=link.id)
        missing[request.member.professional_id].append(item)
        work.record("reminder queued", "8(9)", life=case.life, request=request.id, number=number)
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
