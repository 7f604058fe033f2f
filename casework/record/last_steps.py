"""What was done last before a superior is notified, as far as it reached the member: 14(3.2)."""

from datetime import date

from sqlalchemy import func, select

from core.clock import ZONE, local_day
from models.last_call import LastCallRow
from models.outbox import Message, MessageStatus
from models.plan import ReportRequest
from models.session import Work
from notifications.notices.last_calls import LastCall
from notifications.notices.reports import LastChance


def called_on(work: Work, request: ReportRequest) -> tuple[date, ...]:
    """The days of the texts that the gateway took; one that never left called nobody."""
    text_of_day = select(Message.id).where(
        Message.template == LastCall.template,
        Message.recipient_id == request.member.professional_id,
        Message.status == MessageStatus.SENT,
        func.date(func.timezone(ZONE.key, Message.accepted_at)) == LastCallRow.sent_on,
    )
    query = select(LastCallRow.sent_on).where(
        LastCallRow.subject_id == request.id,
        LastCallRow.member_id == request.member_id,
        text_of_day.exists(),
    )
    return tuple(work.session.scalars(query.distinct().order_by(LastCallRow.sent_on)))


def chance_given_on(work: Work, request: ReportRequest, until: date) -> date | None:
    """The day on which a server took the mail that gave it."""
    taken = select(func.min(Message.accepted_at)).where(
        Message.life_id == request.case_id,
        Message.template == LastChance.template,
        Message.context["request_id"].astext == str(request.id),
        Message.context["last_chance_on"].astext == until.isoformat(),
        Message.status == MessageStatus.SENT,
    )
    at = work.session.scalar(taken)
    return local_day(at) if at else None
