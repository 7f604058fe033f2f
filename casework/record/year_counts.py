"""What is counted of one year of a municipality's table, for its report: Art. 5(1.6).

By whoever sees every case of it, which is the worker: an officer who declared a conflict of
interest sees fewer, and would report fewer. What was referred by mistake is none of it.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Select, and_, cast, func, select
from sqlalchemy.orm import Session

from core import crypto
from core.clock import ZONE, day_begins, local_day
from models.assessment import Assessment
from models.case import Case
from models.closure import Closure
from models.life import Life, LifeKind
from models.meeting import Meeting
from models.mistaken import MistakenReferral
from models.plan import Plan, ReportRequest, Review
from models.superior import AbsenceNotice
from rules.assessment import AssessmentKind
from rules.grounds import Ground
from rules.meetings import MeetingKind
from rules.planning import PlanKind
from rules.small_numbers import shown, within

CATEGORIES: Final = "MSEN"
"""The four groups of Annex 1, by the first letter of their boxes."""

OF_NO_CHILD: Final = frozenset({"municipal"})
"""What is no number of children, nor of what was done for one: the meetings of Art. 8(2)."""

Counts = Mapping[str, Mapping[str, int]]
"""By table and row."""


def published(session: Session, life: Life, year: int) -> dict[str, dict[str, int]]:
    """Each number rounded by a draw of its own place: the same one at the next count (0255)."""
    ring = crypto.ring()
    exact = count(session, life.municipality_id, date(year, 1, 1), date(year, 12, 31))

    def draw(table: str, row: str) -> bytes:
        return ring.index(f"{life.key} {table} {row}", "small numbers")

    found = {
        table: {
            row: number if row in OF_NO_CHILD else shown(number, draw(table, row))
            for row, number in rows.items()
        }
        for table, rows in exact.items()
    }
    cases = found["cases"]  # a sum that was rounded for itself could be solved for its rows
    there = cases["before"] + cases["referred"]
    for table in ("categories", "grounds"):
        found[table] = within(found[table], there)
    cases["closed"] = min(there, sum(found["grounds"].values()))
    cases["after"] = there - cases["closed"]
    return found


def count(session: Session, municipality_id: UUID, first: date, last: date) -> Counts:
    """Every number of the report on these days, as it is on record now."""
    cases = _cases(session, municipality_id, last)
    at_work = [each for each in cases if each.ended_on is None or each.ended_on >= first]
    referred = [each for each in at_work if each.referred_on >= first]
    ended = [each for each in at_work if each.ended_on and each.ended_on <= last]
    grounds = Counter(each.ground for each in ended if each.ground)
    groups = Counter(letter for each in at_work for letter in each.groups)
    return {
        "cases": {
            "before": len(at_work) - len(referred),
            "referred": len(referred),
            "closed": len(ended),
            "after": len(at_work) - len(ended),
        },
        "categories": {letter: groups[letter] for letter in CATEGORIES},
        "grounds": {each.value: grounds[each.value] for each in Ground},
        "work": _work(session, municipality_id, first, last),
    }


class _OfYear:
    """One case, by its days."""

    def __init__(self, row: Any) -> None:
        case, closure, ended_at = row
        self.referred_on: date = case.referred_on
        self.groups = {box[0] for box in case.categories}
        self.ground: str | None = closure.ground.value if closure else None
        self.ended_on = (closure.decided_on if closure else None) or (
            local_day(ended_at) if ended_at else None
        )


def _cases(session: Session, municipality_id: UUID, last: date) -> list[_OfYear]:
    """What had been referred by the year's end. A case ends on the day on which the table decided,
    whenever the form was signed."""
    decided = (
        Closure.case_id == Case.id,
        Closure.decided_on.is_not(None),
        Closure.declined_on.is_(None),
        Closure.fell_at.is_(None),
    )
    mistaken = select(MistakenReferral.id).where(MistakenReferral.case_id == Case.id)
    query = (
        select(Case, Closure, Life.ended_at)
        .join(Life, Life.id == Case.id)
        .outerjoin(Closure, and_(*decided))
        .where(Case.municipality_id == municipality_id, Case.referred_on <= last)
        .where(~mistaken.exists())
        .order_by(Case.id)
    )
    return [_OfYear(row) for row in session.execute(query)]


def _work(session: Session, place: UUID, first: date, last: date) -> Mapping[str, int]:
    """What the table did in that year, each by its own day."""
    since, until = day_begins(first), day_begins(last + timedelta(days=1))
    held = select(func.count(Meeting.id)).join(Life, Life.id == Meeting.life_id)
    held = held.where(Life.municipality_id == place, Meeting.held_at >= since)
    held = held.where(Meeting.held_at < until, Meeting.cancelled_at.is_(None))
    of_cases = held.where(Life.kind == LifeKind.CASE)
    extraordinary = of_cases.where(Meeting.kind == MeetingKind.EXTRAORDINARY)
    assessed = _of_cases(place, Assessment.id, Assessment.case_id)
    assessed = assessed.where(Assessment.kind == AssessmentKind.COMPREHENSIVE)
    adopted = _of_cases(place, Plan.id, Plan.case_id).where(Plan.kind == PlanKind.UNIFIED)
    reviewed = _of_cases(place, Review.id, Review.case_id)
    silent = _of_cases(place, ReportRequest.id, ReportRequest.case_id)
    silent = silent.where(_told_on(ReportRequest).between(first, last))
    away = _of_cases(place, AbsenceNotice.id, AbsenceNotice.case_id)
    away = away.where(_told_on(AbsenceNotice).between(first, last))
    counted = {
        "meetings": of_cases,
        "municipal": held.where(Life.kind == LifeKind.QUARTERLY),
        "assessments": assessed.where(Assessment.made_on.between(first, last)),
        "plans": adopted.where(Plan.adopted_on.between(first, last)),
        "reviews": reviewed.where(Review.settled_on.between(first, last)),
        "extraordinary": extraordinary,
    }
    found = {name: session.scalar(query) or 0 for name, query in counted.items()}
    found["superiors"] = (session.scalar(silent) or 0) + (session.scalar(away) or 0)
    return found


def _told_on(notice: type[ReportRequest] | type[AbsenceNotice]) -> ColumnElement[date]:
    """The day on which a superior was told, by mail or otherwise: Art. 14(3.2)."""
    mailed = cast(func.timezone(ZONE.key, notice.notified_at), Date)
    return func.coalesce(notice.served_on, mailed)


def _of_cases(place: UUID, counted: Any, case_id: Any) -> Select[int]:
    query = select(func.count(counted)).join(Case, Case.id == case_id)
    return query.where(Case.municipality_id == place)
