"""What is to be done, written down by every act in its life, and read back by every page.

Only what differs from what stands there is written.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, false, select, true
from sqlalchemy.orm import aliased, join

from models.asked import LIFE, kept, several
from models.duty import ComingStepRow, DutyRow
from models.life import Life
from models.session import Work
from notifications import outbox
from rules.basis import Article, Basis, Default
from rules.defaults import DEFAULTS
from rules.duties import OF_THE_PLAN, Duty, OpenDuty
from rules.planned import Planned
from rules.roles import Owner

Row = TypeVar("Row", DutyRow, ComingStepRow)
Key = tuple[str, UUID | None]


@dataclass(frozen=True, slots=True)
class WrittenDown:
    """What was written down for one life until now."""

    duties: Sequence[DutyRow]
    ahead: Sequence[ComingStepRow]
    mail_at: datetime | None
    """When to look at its messages again, by its clock; None if nothing is on its way."""


def written_down(work: Work, life_id: UUID) -> WrittenDown:
    """All of it, in one statement: every act asks."""
    found = work.session.execute(_written_down(), {"life": life_id}).all()
    return WrittenDown(
        [duty for _, duty, _ in found if duty is not None],
        [step for _, _, step in found if step is not None],
        found[0][0],
    )


def written_down_of_each(work: Work, lives: Collection[UUID]) -> Mapping[UUID, WrittenDown]:
    """The same of many lives, in three statements."""
    duties: dict[UUID, list[DutyRow]] = defaultdict(list)
    ahead: dict[UUID, list[ComingStepRow]] = defaultdict(list)
    these = {"lives": list(lives)}
    for duty in work.session.scalars(_duties_of_each(), these):
        duties[duty.life_id].append(duty)
    for step in work.session.scalars(_steps_of_each(), these):
        ahead[step.life_id].append(step)
    mail = outbox.first_tries(work.session, lives)
    return {life: WrittenDown(duties[life], ahead[life], mail.get(life)) for life in lives}


@kept
def _written_down() -> Select[datetime | None, DutyRow | None, ComingStepRow | None]:
    mail = select(outbox.first_try(LIFE).label("at")).subquery()
    duty, step = (
        aliased(table, select(table).where(table.life_id == LIFE).subquery())
        for table in (DutyRow, ComingStepRow)
    )
    each_alone = join(duty, step, false(), full=True)
    return select(mail.c.at, duty, step).select_from(mail.outerjoin(each_alone, true()))


@kept
def _duties_of_each() -> Select[DutyRow]:
    return select(DutyRow).where(DutyRow.life_id == several("lives"))


@kept
def _steps_of_each() -> Select[ComingStepRow]:
    return select(ComingStepRow).where(ComingStepRow.life_id == several("lives"))


def write(
    work: Work,
    life_id: UUID,
    stood: WrittenDown,
    owed: Sequence[OpenDuty],
    planned: Iterable[Planned],
) -> set[Duty]:
    """What people owe this life from now on, nearest first, and what the system will do by itself
    on later days; what is due now is done, not listed.

    Gives what somebody owes who did not until now, or by another day.
    """
    duties = {
        (duty.duty.value, duty.subject_id): _columns(place, duty) for place, duty in enumerate(owed)
    }
    there = {(row.duty, row.subject_id): row for row in stood.duties}
    asked = {duty.duty for duty in owed if _is_asked(duty, there)}
    for key in _differ(work, there, duties):
        name, subject = key
        work.session.add(DutyRow(life_id=life_id, duty=name, subject_id=subject, **duties[key]))
    today = work.clock.today()
    ahead = {
        (step.act, step.subject_id): {"on_day": step.on} for step in planned if step.on > today
    }
    for key in _differ(work, {(row.act, row.subject_id): row for row in stood.ahead}, ahead):
        act, subject = key
        work.session.add(ComingStepRow(life_id=life_id, act=act, subject_id=subject, **ahead[key]))
    return asked


def _is_asked(duty: OpenDuty, there: Mapping[Key, DutyRow]) -> bool:
    """Asked before the rows are written anew."""
    row = there.get((duty.duty.value, duty.subject_id))
    if row is None or row.due_on != duty.due or row.count < duty.count:
        return True
    if row.officer_id != duty.officer:
        return True
    return not set(duty.members) <= set(row.member_ids)


def _columns(place: int, duty: OpenDuty) -> dict[str, Any]:
    return {
        "position": place,
        "actor": duty.actor,
        "due_on": duty.due,
        "article": str(duty.basis),
        "is_ours": duty.is_ours,
        "meeting_id": duty.meeting_id,
        "member_ids": list(duty.members),
        "officer_id": duty.officer,
        "count": duty.count,
        "since_on": duty.since,
    }


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


def owes(work: Work, life_id: UUID, *duties: Duty) -> bool:
    """Whether one of these is due in one life now."""
    query = select(DutyRow.id).where(DutyRow.life_id == life_id, DutyRow.duty.in_(duties))
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
        officer=row.officer_id,
        since=row.since_on,
    )


def _basis(row: DutyRow) -> Basis:
    """The article, or our own limit beside it."""
    article = article_called(row.article)
    if row.duty in OF_THE_PLAN:
        return DEFAULTS.LATE_ACTION
    return Default("", 0, beside=article) if row.is_ours else article


def article_called(words: str) -> Article:
    """`Article(8, "3")` for `8(3)`."""
    number, _, paragraph = words.partition("(")
    return Article(int(number), paragraph.rstrip(")"))
