"""The duties of a centre that have a day, each of its table, in one statement: 14(1), 16(1)."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Date, Select, bindparam, func, or_, select
from sqlalchemy.orm import Session

from casework.record.morning_readers import MorningTable
from models.asked import PLACE, kept
from models.case import Case
from models.duty import DutyRow
from models.life import Life
from rules.mornings import MailSection
from workflow.kinds import kind_of

LAST: Final = bindparam("last", type_=Date())


@dataclass(frozen=True, slots=True)
class DatedDuty:
    """One duty with a day, of one table."""

    table: MorningTable
    row: DutyRow
    due: date

    def key(self, section: MailSection) -> str:
        """What tells its line in a mail from every other."""
        row, on = self.row, self.due.isoformat()
        return f"{section}:{self.table.life_id}:{row.duty}:{row.subject_id}:{on}"


def duties_until(session: Session, municipality_id: UUID, last: date) -> list[DatedDuty]:
    """Until that day, and those of the first day after it."""
    found = session.execute(_due(), {"place": municipality_id, "last": last})
    return [DatedDuty(_table(life, *of_case), row, row.due_on) for row, life, *of_case in found]


@kept
def _due() -> Select[Any]:
    first_after = _dated(func.min(DutyRow.due_on)).where(DutyRow.due_on > LAST).scalar_subquery()
    query = _dated(DutyRow, Life, Case.manager_id, Case.conflict_on)
    query = query.where(or_(DutyRow.due_on <= LAST, DutyRow.due_on == first_after))
    return query.order_by(DutyRow.due_on, Life.key, DutyRow.position)


def _dated(*what: Any) -> Select[Any]:
    return (
        select(*what)
        .select_from(DutyRow)
        .join(Life, Life.id == DutyRow.life_id)
        .outerjoin(Case, Case.id == Life.id)
        .where(Life.municipality_id == PLACE, Life.ended_at.is_(None), Case.sealed_at.is_(None))
    )


def _table(life: Life, manager_id: UUID | None, conflict_on: date | None) -> MorningTable:
    kind = kind_of(life)
    return MorningTable(
        life.id, kind.label(life), kind.of_a_child, manager_id, conflict_on is not None
    )
