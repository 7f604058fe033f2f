"""What a line of the list of cases says beside its own row: for one page of them at a time.

Two statements, however many lines: whom a duty waits for and when they were reminded last, and
where the level of risk comes from.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select, union_all

from core.clock import local_day
from models.assessment import Assessment
from models.case import Member
from models.duty import DutyRow
from models.people import Professional
from models.plan import Review
from models.session import Work
from queries.duty_of_life import reminded_at
from rules.assessment import Risk
from rules.risk_trend import RiskTrend, risk_trend
from rules.standing import Found


@dataclass(frozen=True, slots=True)
class AwaitedFrom:
    """Who owes a duty, and when the last of them was reminded of it."""

    who: tuple[str, ...] = ()
    """Their institutions, where members owe it."""
    reminded_on: date | None = None


def waited_for(work: Work, duty_ids: Collection[UUID]) -> Mapping[UUID, AwaitedFrom]:
    if not duty_ids:
        return {}
    seat = func.array_position(DutyRow.member_ids, Member.id)
    who = (
        select(func.json_agg(func.json_build_array(seat, Professional.institution)))
        .select_from(Member)
        .join(Professional, Professional.id == Member.professional_id)
        .where(Member.id == func.any(DutyRow.member_ids))
        .correlate(DutyRow)
        .scalar_subquery()
    )
    query = select(DutyRow.id, who, reminded_at()).where(DutyRow.id.in_(duty_ids))
    return {
        id: AwaitedFrom(
            tuple(dict.fromkeys(name for _, name in sorted(named or ()))),
            local_day(at) if at else None,
        )
        for id, named, at in work.session.execute(query)
    }


def trends(work: Work, case_ids: Collection[UUID]) -> Mapping[UUID, RiskTrend]:
    """Of the cases whose risk was found more than once: Art. 12(2), 15(2)."""
    if not case_ids:
        return {}
    query = union_all(
        select(
            Assessment.case_id, Assessment.made_on, Assessment.recorded_at, Assessment.risk
        ).where(Assessment.case_id.in_(case_ids)),
        select(Review.case_id, Review.settled_on, Review.recorded_at, Review.risk).where(
            Review.case_id.in_(case_ids)
        ),
    )
    found: dict[UUID, list[Found[Risk]]] = defaultdict(list)
    for id, on, entered, level in work.session.execute(query):
        found[id].append(Found(on, entered, level))
    today = work.clock.today()
    each = {id: risk_trend(levels, today) for id, levels in found.items()}
    return {id: trend for id, trend in each.items() if trend is not None}
