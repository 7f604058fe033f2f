"""What superiors were told and did, by institution, within a year: Art. 14(3.2), 16(1).

One statement, whatever the number of cases.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, Select, cast, func, or_, select, union_all

from casework.record.attendance import AFFILIATION, YEAR
from core.clock import ZONE, local_day
from identity.access import of_officer
from models.case import Member
from models.life import Life
from models.people import Professional
from models.plan import ReportRequest
from models.session import Work
from models.superior import AbsenceNotice, SuperiorReply
from rules.superior import SuperiorOutcome


@dataclass(slots=True)
class SuperiorLine:
    """Of one institution: how many notices went out, and what came of them."""

    institution: str
    notices: int = 0
    replies: int = 0
    outcomes: Counter[SuperiorOutcome] = field(default_factory=Counter)

    @property
    def silent(self) -> int:
        return self.notices - self.replies

    def of(self, outcome: SuperiorOutcome) -> int:
        return self.outcomes[outcome]


def of_centre(work: Work) -> Sequence[SuperiorLine]:
    """The most silent first; of several replies to one notice the last says what was done."""
    since = local_day(work.clock.now() - YEAR)
    query = union_all(
        _told(work, ReportRequest, SuperiorReply.request_id == ReportRequest.id, since),
        _told(work, AbsenceNotice, SuperiorReply.absence_id == AbsenceNotice.id, since),
    )
    found: dict[str, SuperiorLine] = {}
    for institution, outcome, replied_on in work.session.execute(query):
        line = found.setdefault(institution, SuperiorLine(institution))
        line.notices += 1
        line.replies += replied_on is not None
        if outcome is not None:
            line.outcomes[SuperiorOutcome(outcome)] += 1
    return sorted(found.values(), key=lambda each: (-each.silent, each.institution))


def _told(work: Work, kind: Any, about: ColumnElement[bool], since: date) -> Select[str, Any, Any]:
    """Each notice by mail, letter or call, and the last reply to it.

    Seats are joined here, by their key: beside the union they were looked through for each notice.
    """
    told_on = func.coalesce(kind.served_on, cast(func.timezone(ZONE.key, kind.notified_at), Date))
    replied = SuperiorReply.came_on.is_not(None)
    last = (
        select(SuperiorReply)
        .where(about, replied)
        .order_by(SuperiorReply.recorded_at.desc(), SuperiorReply.id.desc())
        .limit(1)
    )
    return (
        select(
            AFFILIATION,
            last.with_only_columns(SuperiorReply.outcome).scalar_subquery(),
            last.with_only_columns(SuperiorReply.came_on).scalar_subquery(),
        )
        .select_from(kind)
        .join(Member, Member.id == kind.member_id)
        .join(Professional, Professional.id == Member.professional_id)
        .join(Life, Life.id == Member.life_id)
        .where(or_(kind.notified_at.is_not(None), kind.served_on.is_not(None)))
        .where(of_officer(work), told_on >= since)
    )
