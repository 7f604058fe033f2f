"""A superior who replied behind their link: news for whoever manages the case: 14(3.2)."""

from typing import Any

from sqlalchemy import Select, func

from casework.record.morning_news import day_of, news_of
from models.case import Case, Member
from models.outbox import Message, MessageStatus
from models.people import Professional
from models.plan import ReportRequest
from models.superior import AbsenceNotice, SuperiorLink, SuperiorReply
from notifications.superiors import NOT_THEIRS
from rules.mornings import Happening


def disowned_after_reply() -> Select[Any]:
    """The same of one behind whose link a reply is on record: it stays, and the manager asks."""
    request, notice = ReportRequest, AbsenceNotice
    on = day_of(SuperiorLink.disowned_at)
    institution = Professional.institution
    query = news_of(Happening.SUPERIOR_DISOWNED, SuperiorLink.id, on, institution=institution)
    return (
        query.select_from(SuperiorLink)
        .outerjoin(request, request.id == SuperiorLink.request_id)
        .outerjoin(notice, notice.id == SuperiorLink.absence_id)
        .join(Member, Member.id == func.coalesce(request.member_id, notice.member_id))
        .join(Professional, Professional.id == Member.professional_id)
        .join(Case, Case.id == Member.life_id)
        .where(SuperiorLink.disowned_at.is_not(None))
    )


def superior_disowned() -> Select[Any]:
    """Whoever reads at the address of a superior says that it is none of theirs."""
    on = day_of(func.max(Message.answered_at))
    query = news_of(
        Happening.SUPERIOR_DISOWNED,
        Professional.id,
        on,
        institution=func.max(Professional.institution),
    )
    return (
        query.select_from(Message)
        .join(Professional, Professional.id == Message.recipient_id)
        .join(Case, Case.id == Message.life_id)
        .where(Message.status == MessageStatus.FAILED, Message.reply == NOT_THEIRS)
        .group_by(Case.id, Professional.id)
    )


def superior_replied() -> Select[Any]:
    """Behind their link; what an officer enters they know."""
    request, notice = ReportRequest, AbsenceNotice
    query = news_of(
        Happening.SUPERIOR_REPLIED,
        SuperiorReply.id,
        SuperiorReply.came_on,
        institution=Professional.institution,
    )
    return (
        query.select_from(SuperiorReply)
        .outerjoin(request, request.id == SuperiorReply.request_id)
        .outerjoin(notice, notice.id == SuperiorReply.absence_id)
        .join(Member, Member.id == func.coalesce(request.member_id, notice.member_id))
        .join(Professional, Professional.id == Member.professional_id)
        .join(Case, Case.id == Member.life_id)
        .where(SuperiorReply.recorded_by_id.is_(None))
    )
