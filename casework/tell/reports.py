"""What is told of a report that is owed: Art. 8(9), 14(3.2)."""

from datetime import date

from casework.tell.readers import member_of
from core.clock import local_day
from models.meeting import Meeting
from models.outbox import RecipientKind
from models.people import MemberLink
from models.plan import ReportRequest
from models.session import Work
from notifications import outbox
from notifications.notices.base import Recipient
from notifications.notices.reports import LastChance, ReportRequested, SuperiorNotified
from workflow.kinds import label_of


def report_wanted(work: Work, meeting: Meeting, request: ReportRequest, link: MemberLink) -> None:
    outbox.queue(
        work,
        ReportRequested(
            recipient=member_of(request.member),
            life_id=meeting.life_id,
            link_id=link.id,
            request_id=request.id,
            case_number=label_of(work.session, meeting.life_id),
            due_on=request.due_on,
            starts_at=meeting.starts_at,
            place=meeting.place,
        ),
    )


def last_chance(work: Work, request: ReportRequest, until: date, link: MemberLink) -> None:
    outbox.queue(
        work,
        LastChance(
            recipient=member_of(request.member),
            life_id=request.case_id,
            link_id=link.id,
            request_id=request.id,
            case_number=label_of(work.session, request.case_id),
            due_on=request.due_on,
            last_chance_on=until,
        ),
    )


def superior(work: Work, request: ReportRequest, last_chance_on: date) -> None:
    outbox.queue(
        work,
        SuperiorNotified(
            recipient=Recipient(RecipientKind.SUPERIOR, request.member.professional_id),
            life_id=request.case_id,
            request_id=request.id,
            case_number=label_of(work.session, request.case_id),
            institution=request.member.professional.affiliation,
            asked_on=local_day(request.asked_at),
            due_on=request.due_on,
            reminded_on=tuple(local_day(sent.sent_at) for sent in request.reminders),
            last_chance_on=last_chance_on,
        ),
    )
