"""Monitoring visits with what follows from them, as manager and head read them: Art. 16(2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from identity.access import NotThere
from models.case import Case
from models.session import Work
from models.visit import FollowUp, FollowUpWord, MonitoringVisit
from rules.visits import is_overdue


@dataclass(frozen=True, slots=True)
class FollowUpLine:
    """What is to follow, and what was said of it last."""

    row: FollowUp
    late: bool

    @property
    def holds(self) -> FollowUpWord | None:
        return self.row.said[-1] if self.row.said else None

    @property
    def before(self) -> Sequence[FollowUpWord]:
        return self.row.said[:-1]


@dataclass(frozen=True, slots=True)
class VisitLine:
    """One visit, what follows from it, and which others correct it or are corrected by it."""

    row: MonitoringVisit
    follow_ups: Sequence[FollowUpLine]
    corrects: int | None
    corrected_by: Sequence[int]


def of_case(work: Work, case: Case) -> list[VisitLine]:
    """Every visit, the newest day first."""
    today = work.clock.today()
    query = (
        select(MonitoringVisit)
        .where(MonitoringVisit.case_id == case.id)
        .options(
            joinedload(MonitoringVisit.recorded_by),
            selectinload(MonitoringVisit.follow_ups)
            .selectinload(FollowUp.said)
            .joinedload(FollowUpWord.recorded_by),
        )
        .order_by(MonitoringVisit.visited_on.desc(), MonitoringVisit.number.desc())
        .execution_options(populate_existing=True)
    )
    rows = work.session.scalars(query).all()
    numbers = {row.id: row.number for row in rows}
    return [
        VisitLine(
            row,
            [_line(each, today) for each in row.follow_ups],
            numbers.get(row.corrects_id) if row.corrects_id else None,
            sorted(each.number for each in rows if each.corrects_id == row.id),
        )
        for row in rows
    ]


def _line(row: FollowUp, today: date) -> FollowUpLine:
    said = [(each.said_on, each.became) for each in row.said]
    return FollowUpLine(row, is_overdue(row.until_on, said, today))


def one_of_case(work: Work, case: Case, visit_id: UUID) -> VisitLine:
    """One visit of this case; raises `NotThere`."""
    for line in of_case(work, case):
        if line.row.id == visit_id:
            return line
    raise NotThere
