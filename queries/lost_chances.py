"""Last chances that reached nobody: their mail came back, or never left: 14(3.2), 0174."""

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from core.clock import local_day
from models.outbox import MailCause, Message
from models.plan import ReportRequest
from models.session import Work
from notifications.notices.reports import LastChance


def lost_chances(work: Work, requests: Collection[ReportRequest]) -> Mapping[UUID, date]:
    """By request the day of the last of them, also where it was withdrawn for that."""
    if not requests:
        return {}
    about = Message.context["request_id"].astext
    query = (
        select(about, func.max(Message.queued_at))
        .where(
            Message.life_id.in_({each.case_id for each in requests}),
            Message.template == LastChance.template,
            Message.cause == MailCause.ADDRESS,
            about.in_([str(each.id) for each in requests]),
        )
        .group_by(about)
    )
    return {UUID(request): local_day(at) for request, at in work.session.execute(query)}
