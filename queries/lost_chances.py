"""What became of the mails that gave a last chance: they came back, never left, or wait to leave:
14(3.2), 0174."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from core.clock import local_day
from models.outbox import ON_THE_WAY, MailCause, Message
from models.plan import ReportRequest
from models.session import Work
from notifications.notices.reports import LastChance


@dataclass(frozen=True, slots=True)
class ChanceMail:
    """Of one report."""

    lost_on: date | None = None
    """The day of the last one that reached nobody, also where it was withdrawn for that."""
    waits: bool = False
    """No server has taken it: the chance does not run, and its day is the first that it may be."""


NONE_SENT = ChanceMail()


def chance_mails(work: Work, requests: Collection[ReportRequest]) -> Mapping[UUID, ChanceMail]:
    """By request; of who was given none, nothing."""
    if not requests:
        return {}
    about = Message.context["request_id"].astext
    lost = func.max(Message.queued_at).filter(Message.cause == MailCause.ADDRESS)
    waits = func.bool_or(Message.status.in_(ON_THE_WAY) & Message.accepted_at.is_(None))
    query = (
        select(about, lost, waits)
        .where(
            Message.life_id.in_({each.case_id for each in requests}),
            Message.template == LastChance.template,
            about.in_([str(each.id) for each in requests]),
        )
        .group_by(about)
    )
    return {
        UUID(request): ChanceMail(local_day(at) if at else None, waits)
        for request, at, waits in work.session.execute(query)
    }
