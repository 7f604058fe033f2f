"""The duties of a centre that have a day, each of its table, in one statement: 14(1), 16(1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Select, any_, bindparam, case, func, or_, select
from sqlalchemy.orm import Session

from casework.record.attendance import AFFILIATION
from casework.record.morning_readers import MorningTable, of_these, open_lives
from core.lines import one_line
from core.working_days import around
from models.asked import kept
from models.case import Case, Member
from models.duty import DutyRow
from models.life import Life
from models.people import Professional
from models.plan import PlanAction, ReportRequest
from notifications.duty_words import DUTY_WORDS, IN_THE_FILE
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

    @property
    def which(self) -> Mapping[str, Any]:
        """What tells it from others of its table in words: the action, and of whom it is; nothing
        where a mail does not say what it is."""
        if DUTY_WORDS.get(self.row.duty) == IN_THE_FILE:
            return {}
        return {"action": self.row.action, "institution": one_line(self.row.institution or "")}


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
    """Until that day, and the first one after it."""
    found = session.execute(_due(), {"place": municipality_id, "last": last})
    return [DatedDuty(_table(row), row, row.due_on) for row in found]


@kept
def _due() -> Select[Any]:
    """Of the first day after it one row: most duties of a centre may be of that day."""
    later = _theirs(DutyRow.id).where(DutyRow.due_on > LAST).order_by(DutyRow.due_on)
    first_after = later.limit(1).scalar_subquery()
    query = _theirs(
        *OF_A_LINE, *_which(), Life.id, Life.kind, Life.key, Case.manager_id, Case.conflict_on
    )
    query = query.join(Life, Life.id == DutyRow.life_id)
    query = query.where(or_(DutyRow.due_on <= LAST, DutyRow.id == first_after))
    return query.order_by(DutyRow.due_on, Life.key, DutyRow.position)


def _which() -> tuple[ColumnElement[Any], ...]:
    """The number of the action that a duty is about, and the institution of whom it is, if one."""
    action = select(PlanAction.number).where(PlanAction.id == DutyRow.subject_id)
    asked = select(PlanAction.number).join(ReportRequest, ReportRequest.action_id == PlanAction.id)
    asked = asked.where(ReportRequest.id == DutyRow.subject_id)
    of_one = case((func.count(AFFILIATION.distinct()) == 1, func.min(AFFILIATION)))
    who = select(of_one).select_from(Member).where(Member.id == any_(DutyRow.member_ids))
    who = who.join(Professional, Professional.id == Member.professional_id)
    number = func.coalesce(action.scalar_subquery(), asked.scalar_subquery())
    return number.label("action"), who.scalar_subquery().label("institution")


def _theirs(*what: Any) -> Select[Any]:
    """Of the open tables of a centre."""
    query = select(*what).select_from(DutyRow).outerjoin(Case, Case.id == DutyRow.life_id)
    query = query.where(Case.sealed_at.is_(None))
    return query.where(DutyRow.life_id == of_these(open_lives(), "open_ones"))


def _table(row: Any) -> MorningTable:
    kind, in_conflict = kind_of(row), row.conflict_on is not None
    return MorningTable(row.id, kind.label(row), kind.of_a_child, row.manager_id, in_conflict)
