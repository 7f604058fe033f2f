"""A superior who replied behind their link: news for whoever manages the case: 14(3.2)."""

from typing import Any

from sqlalchemy import Select, func

from casework.record.morning_news import news_of
from models.case import Case, Member
from models.people import Professional
from models.plan import ReportRequest
from models.superior import AbsenceNotice, SuperiorReply
from rules.mornings import Happening


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
