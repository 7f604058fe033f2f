"""What superiors were told and did, by institution, within a year: Art. 14(3.2), 16(1).

One statement, whatever the number of cases.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

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
    told = union_all(
        _told(ReportRequest, SuperiorReply.request_id == ReportRequest.id),
        _told(AbsenceNotice, SuperiorReply.absence_id == AbsenceNotice.id),
    ).subquery()
    query = (
        select(AFFILIATION, told.c.outcome, told.c.replied_on)
        .join(Member, Member.id == told.c.member_id)
        .join(Professional, Professional.id == Member.professional_id)
        .join(Life, Life.id == Member.life_id)
        .where(of_officer(work), told.c.told_on >= since)
    )
    found: dict[str, SuperiorLine] = {}
    for institution, outcome, replied_on in work.session.execute(query):
        line = found.setdefault(institution, SuperiorLine(institution))
        line.notices += 1
        line.replies += replied_on is not None
        if outcome is not None:
            line.outcomes[SuperiorOutcome(outcome)] += 1
    return sorted(found.values(), key=lambda each: (-each.silent, each.institution))


def _told(kind: Any, about: ColumnElement[bool]) -> Select[UUID, Any, Any, Any]:
    """Each notice by mail, letter or call, and the last reply to it."""
    told_on = func.coalesce(kind.served_on, cast(func.timezone(ZONE.key, kind.notified_at), Date))
    replied = SuperiorReply.came_on.is_not(None)
    last = (
        select(SuperiorReply)
        .where(about, replied)
        .order_by(SuperiorReply.recorded_at.desc(), SuperiorReply.id.desc())
        .limit(1)
    )
    return select(
        kind.member_id.label("member_id"),
        told_on.label("told_on"),
        last.with_only_columns(SuperiorReply.outcome).scalar_subquery().label("outcome"),
        last.with_only_columns(SuperiorReply.came_on).scalar_subquery().label("replied_on"),
    ).where(or_(kind.notified_at.is_not(None), kind.served_on.is_not(None)))
