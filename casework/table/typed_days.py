"""The day of what an officer typed of somebody else is corrected: ours, decision 0150."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from casework.record.numbers import next_of
from identity.access import officer_of
from models.session import Work
from models.typed_day import TypedDay
from rules.typed_days import DayOf, TypedDayFacts, check_typed_day


@dataclass(frozen=True, slots=True)
class ToDay:
    """The day that is right, and why the other one was not."""

    on: date
    reason: str


@dataclass(frozen=True, slots=True)
class DayAt:
    """What the day is of, and at which table."""

    life_id: UUID
    what: DayOf
    id: UUID


def keep(work: Work, of: DayAt, facts: TypedDayFacts, to: ToDay) -> TypedDay:
    """What stood there, before it gives way: the database refuses it otherwise."""
    check_typed_day(facts, to.on, to.reason, work.clock.today())
    same = (TypedDay.subject_id == of.id, TypedDay.what == of.what)
    row = TypedDay(
        life_id=of.life_id,
        what=of.what,
        subject_id=of.id,
        number=next_of(work, TypedDay.number, *same),
        was_on=facts.was_on,
        now_on=to.on,
        reason=to.reason.strip(),
        recorded_at=work.clock.now(),
        recorded_by_id=officer_of(work).id,
    )
    work.session.add(row)
    work.session.flush()
    return row
