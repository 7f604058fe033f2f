"""What is to be done, written down by every act in its life, and read back by every page.

Only what differs from what stands there is written.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, select

from models.duty import ComingStepRow, DutyRow
from models.life import Life
from models.session import Work
from rules.basis import Article, Basis, Default
from rules.duties import Duty, OpenDuty
from rules.planned import Planned
from rules.roles import Owner

Row = TypeVar("Row", DutyRow, ComingStepRow)
Key = tuple[str, UUID | None]


def write_duties(work: Work, life_id: UUID, duties: Sequence[OpenDuty]) -> list[OpenDuty]:
    """What people owe this life from now on, nearest first; gives what they owed until now."""
    wanted = {
        (duty.duty.value, duty.subject_id): _columns(place, duty)
        for place, duty in enumerate(duties)
    }
    there = work.session.scalars(select(DutyRow).where(DutyRow.life_id == life_id)).all()
    before = [duty_in(row) for row in there]
    for key in _differ(work, {(row.duty, row.subject_id): row for row in there}, wanted):
        name, subject = key
        work.session.add(DutyRow(life_id=life_id, duty=name, subject_id=subject, **wanted[key]))
    return before


def _columns(place: int, duty: OpenDuty) -> dict[str, Any]:
    return {
        "position": place,
        "actor": duty.actor,
        "due_on": duty.due,
        "article": str(duty.basis),
        "is_ours": duty.is_ours,
        "meeting_id": duty.meeting_id,
        "member_ids": list(duty.members),
        "count": duty.count,
    }


def write_steps(work: Work, life_id: UUID, planned: Iterable[Planned]) -> None:
    """What the system will do by itself on later days; what is due now is done, not listed."""
    today = work.clock.today()
    wanted = {
        (step.act, step.subject_id): {"on_day": step.on} for step in planned if step.on > today
    }
    there = work.session.scalars(select(ComingStepRow).where(ComingStepRow.life_id == life_id))
    for key in _differ(work, {(row.act, row.subject_id): row for row in there}, wanted):
        act, subject = key
        work.session.add(ComingStepRow(life_id=life_id, act=act, subject_id=subject, **wanted[key]))


def _differ(
    work: Work, there: Mapping[Key, Row], wanted: Mapping[Key, Mapping[str, Any]]
) -> list[Key]:
    """Take away what is over, correct what moved; gives what is new."""
    for key, row in there.items():
        if key not in wanted:
            work.session.delete(row)
            continue
        for name, value in wanted[key].items():
            if getattr(row, name) != value:
                setattr(row, name, value)
    return [key for key in wanted if key not in there]


def duties_of(work: Work, life_id: UUID) -> list[OpenDuty]:
    """What people owe one life, nearest first."""
    return duties_by_life(work, DutyRow.life_id == life_id).get(life_id, [])


def duties_by_life(work: Work, *which: ColumnElement[bool]) -> Mapping[UUID, list[OpenDuty]]:
    """What people owe each of the lives asked for, nearest first."""
    query = select(DutyRow).join(Life, Life.id == DutyRow.life_id).where(*which)
    found: dict[UUID, list[OpenDuty]] = defaultdict(list)
    for row in work.session.scalars(query.order_by(DutyRow.position)):
        found[row.life_id].append(duty_in(row))
    return found


def next_of(work: Work, life_ids: Collection[UUID]) -> Mapping[UUID, OpenDuty]:
    """The duty that each of these lives waits for first."""
    query = select(DutyRow).where(DutyRow.life_id.in_(life_ids), DutyRow.position == 0)
    return {row.life_id: duty_in(row) for row in work.session.scalars(query)}


def owes(work: Work, life_id: UUID, duty: Duty) -> bool:
    """Whether this is due in one life now."""
    query = select(DutyRow.id).where(DutyRow.life_id == life_id, DutyRow.duty == duty.value)
    return work.session.scalar(query.limit(1)) is not None


def duty_in(row: DutyRow) -> OpenDuty:
    """The duty as the rules said it."""
    return OpenDuty(
        duty=Duty(row.duty),
        actor=Owner(row.actor),
        due=row.due_on,
        basis=_basis(row),
        subject_id=row.subject_id,
        count=row.count,
        meeting_id=row.meeting_id,
        members=tuple(row.member_ids),
    )


def _basis(row: DutyRow) -> Basis:
    """The article, or our own limit beside it."""
    article = article_called(row.article)
    return Default("", 0, beside=article) if row.is_ours else article


def article_called(words: str) -> Article:
    """`Article(8, "3")` for `8(3)`."""
    number, _, paragraph = words.partition("(")
    return Article(int(number), paragraph.rstrip(")"))
