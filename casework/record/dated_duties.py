"""The duties of a centre that have a day, each of its table, in one statement: 14(1), 16(1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Date, Select, any_, bindparam, func, or_, select
from sqlalchemy.orm import Session

from casework.record.morning_readers import MorningTable, of_place, open_lives
from core.working_days import around
from models.asked import kept
from models.case import Case
from models.duty import DutyRow
from models.life import Life
from rules import mornings as law
from rules.mornings import MailSection
from workflow.kinds import kind_of

LAST: Final = bindparam("last", type_=Date())
OF_A_LINE: Final = (
    DutyRow.duty,
    DutyRow.actor,
    DutyRow.due_on,
    DutyRow.article,
    DutyRow.is_ours,
    DutyRow.subject_id,
    DutyRow.member_ids,
    DutyRow.officer_id,
    DutyRow.count.label("how_many"),  # a row has a method of that name
)


@dataclass(frozen=True, slots=True)
class DatedDuty:
    """One duty with a day, of one table."""

    table: MorningTable
    row: Any
    """What a mail says of it, of `DutyRow`."""
    due: date

    def key(self, section: MailSection) -> str:
        """What tells its line in a mail from every other."""
        row, on = self.row, self.due.isoformat()
        return f"{section}:{self.table.life_id}:{row.duty}:{row.subject_id}:{on}"


@dataclass(frozen=True, slots=True)
class Dated:
    """Those of a centre that a morning's mails speak of."""

    near: Sequence[DatedDuty]
    """With a day that has passed or is near on the next morning."""
    this_week: Sequence[DatedDuty]
    """With a day until Sunday."""
    next_due: date | None
    """The first day of a duty that is not near yet."""


def dated(session: Session, municipality_id: UUID, today: date) -> Dated:
    holidays, sunday = around(today), law.sunday_of(today)
    last = law.nears_until(law.next_morning(today, holidays), holidays)
    found = _until(session, municipality_id, max(last, sunday))
    return Dated(
        near=[each for each in found if each.due <= last],
        this_week=[each for each in found if each.due <= sunday],
        next_due=next((each.due for each in found if each.due > last), None),
    )


def _until(session: Session, municipality_id: UUID, last: date) -> list[DatedDuty]:
    """Until that day, and those of the first day after it."""
    found = session.execute(_due(), {"place": municipality_id, "last": last})
    return [DatedDuty(_table(row), row, row.due_on) for row in found]


@kept
def _due() -> Select[Any]:
    first_after = _dated(func.min(DutyRow.due_on)).where(DutyRow.due_on > LAST).scalar_subquery()
    query = _dated(*OF_A_LINE, Life.id, Life.kind, Life.key, Case.manager_id, Case.conflict_on)
    query = query.where(or_(DutyRow.due_on <= LAST, DutyRow.due_on == first_after))
    return query.order_by(DutyRow.due_on, Life.key, DutyRow.position)


def _dated(*what: Any) -> Select[Any]:
    return (
        select(*what)
        .select_from(DutyRow)
        .join(Life, Life.id == DutyRow.life_id)
        .outerjoin(Case, Case.id == Life.id)
        .where(DutyRow.life_id == any_(of_place(open_lives())), Case.sealed_at.is_(None))
    )


def _table(row: Any) -> MorningTable:
    kind, in_conflict = kind_of(row), row.conflict_on is not None
    return MorningTable(row.id, kind.label(row), kind.of_a_child, row.manager_id, in_conflict)
