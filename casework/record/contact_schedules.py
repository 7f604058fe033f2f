"""The contacts of the child that a plan sets, through its versions, for the rules: Art. 15(3)."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import aliased

from casework.record.late_actions import Actions, read
from models.case import FamilyPerson
from models.contact_schedule import ContactSchedule
from models.fact import FactRow
from models.logbook import LogEntry
from models.plan import Plan, PlanAction, Progress, Review
from rules.contact_days import (
    ContactRhythm,
    ContactVersion,
    ScheduledContact,
    in_force,
)
from rules.known import FactName
from rules.planning import ActionChange, ActionStatus


class VersionRead(Protocol):
    """A version of the unified plan: when it was adopted, its lines, its contacts."""

    @property
    def adopted_on(self) -> date | None: ...
    @property
    def lines(self) -> list[Any] | None: ...
    @property
    def contacts(self) -> list[Any] | None: ...


def contacts() -> ScalarSelect[Any]:
    """The contacts of each plan in a question about plans; no statement of their own."""
    said = func.jsonb_build_array(
        PlanAction.id,
        ContactSchedule.from_on,
        ContactSchedule.every_days,
        ContactSchedule.weekdays,
        _died_on(),
        _over(),
        _entered(),
    )
    query = (
        select(func.jsonb_agg(said))
        .select_from(ContactSchedule)
        .join(PlanAction, PlanAction.id == ContactSchedule.action_id)
        .outerjoin(FamilyPerson, FamilyPerson.id == ContactSchedule.person_id)
        .where(PlanAction.plan_id == Plan.id)
    )
    return query.correlate(Plan).scalar_subquery()


def _died_on() -> ScalarSelect[Any]:
    """The day of the death of whoever the child was to meet, or when it became known; NULL where
    they live."""
    later = aliased(FactRow)
    corrected = select(later.id).where(later.corrects_id == FactRow.id).exists()
    query = select(func.coalesce(FactRow.valid_from, FactRow.known_on))
    of_them = (FactRow.person_id == FamilyPerson.id, FamilyPerson.died.is_(True), ~corrected)
    query = query.where(FactRow.name == FactName.DEATH, *of_them)
    return query.order_by(FactRow.number.desc()).limit(1).scalar_subquery()


def _over() -> ScalarSelect[Any]:
    """When the table first found an action completed that is, or dropped it."""
    query = select(func.min(Review.settled_on)).join(Progress, Progress.review_id == Review.id)
    is_over = (Progress.status == ActionStatus.COMPLETED) | Progress.changes.contains(
        [ActionChange.DROPPED]
    )
    is_open = (PlanAction.status != ActionStatus.COMPLETED) & PlanAction.dropped_on.is_(None)
    return query.where(Progress.action_id == PlanAction.id, is_over, ~is_open).scalar_subquery()


def _entered() -> ScalarSelect[Any]:
    """The days of the entries of the log that say what became of it, and hold."""
    later = aliased(LogEntry)
    corrected = select(later.id).where(later.corrects_id == LogEntry.id)
    query = select(func.jsonb_agg(LogEntry.happened_on))
    query = query.where(LogEntry.contact_of_id == PlanAction.id, ~corrected.exists())
    return query.scalar_subquery()


def scheduled(versions: Sequence[VersionRead], actions: Actions) -> tuple[ScheduledContact, ...]:
    """Every action that is a contact, or was, by the line in which it stood first."""
    if not any(version.contacts for version in versions):
        return ()
    found: dict[UUID, list[tuple[UUID, ContactVersion]]] = {}
    entered: dict[UUID, set[date]] = {}
    died_on: dict[UUID, date | None] = {}
    for version in versions:
        assert version.adopted_on is not None  # a unified plan is adopted
        said = {UUID(each[0]): each for each in version.contacts or ()}
        for line in read(version.lines):
            first, words = actions.first_of(line), said.get(line.id)
            found.setdefault(first, []).append((line.id, _version(words, version.adopted_on)))
            entered.setdefault(first, set()).update(_days(words[6] if words else None))
            died_on[first] = date.fromisoformat(words[4]) if words and words[4] else None
    return tuple(_of_one(rows, entered[first], died_on[first]) for first, rows in found.items())


def _version(said: Sequence[Any] | None, adopted_on: date) -> ContactVersion:
    if said is None:
        return ContactVersion(None, adopted_on)
    _, from_on, every_days, weekdays, _, over_on, _ = said
    rhythm = ContactRhythm(date.fromisoformat(from_on), every_days, frozenset(weekdays))
    return ContactVersion(rhythm, adopted_on, date.fromisoformat(over_on) if over_on else None)


def _days(found: Iterable[str] | None) -> set[date]:
    return {date.fromisoformat(day) for day in found or ()}


def _of_one(
    rows: Sequence[tuple[UUID, ContactVersion]], entered: Iterable[date], died_on: date | None
) -> ScheduledContact:
    """With the log's entries; from a death on nothing more falls due."""
    stretches = in_force(version for _, version in rows)
    return ScheduledContact(rows[-1][0], tuple(stretches), frozenset(entered), died_on)
