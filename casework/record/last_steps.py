"""What was done last before a superior is notified, as far as it reached the member: 14(3.2)."""

from datetime import date

from sqlalchemy import func, select

from core.clock import local_day
from models.last_call import LastCallRow
from models.outbox import Message, MessageStatus
from models.plan import ReportRequest
from models.session import Work
from notifications.notices.reports import LastChance


def called_on(work: Work, request: ReportRequest) -> tuple[date, ...]:
    """The days of the texts that the gateway took; one that never left called nobody."""
    query = select(LastCallRow.taken_at).where(
        LastCallRow.subject_id == request.id,
        LastCallRow.member_id == request.member_id,
        LastCallRow.taken_at.is_not(None),
    )
    taken = work.session.scalars(query.order_by(LastCallRow.taken_at))
    return tuple(dict.fromkeys(local_day(at) for at in taken if at))


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
