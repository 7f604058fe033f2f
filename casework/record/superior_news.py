"""A superior who replied behind their link: news for whoever manages the case: 14(3.2)."""

from typing import Any

from sqlalchemy import Select, Text, and_, cast, func

from casework.record.morning_news import day_of, news_of
from models.case import Case, Member
from models.life import AuditEntry
from models.outbox import Message, MessageStatus
from models.people import Professional
from models.plan import ReportRequest
from models.superior import AbsenceNotice, SuperiorReply
from notifications.superiors import DISOWNED_AFTER_REPLY, NOT_THEIRS
from rules.mornings import Happening


def disowned_after_reply() -> Select[Any]:
    """The same of one behind whose link a reply is on record: it stays, and the manager asks."""
    request, notice = ReportRequest, AbsenceNotice
    link = AuditEntry.detail["link"].astext
    query = news_of(
        Happening.SUPERIOR_DISOWNED,
        SuperiorReply.id,
        day_of(func.max(AuditEntry.at)),
        institution=func.max(Professional.institution),
    )
    return (
        query.select_from(SuperiorReply)
        .outerjoin(request, request.id == SuperiorReply.request_id)
        .outerjoin(notice, notice.id == SuperiorReply.absence_id)
        .join(Member, Member.id == func.coalesce(request.member_id, notice.member_id))
        .join(Professional, Professional.id == Member.professional_id)
        .join(Case, Case.id == Member.life_id)
        .join(AuditEntry, and_(AuditEntry.life_id == Case.id, link == cast(SuperiorReply.id, Text)))
        .where(SuperiorReply.recorded_by_id.is_(None), AuditEntry.act == DISOWNED_AFTER_REPLY)
        .group_by(Case.id, SuperiorReply.id)
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
