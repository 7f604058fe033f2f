"""Contacts of the child in the plan: what was due, and what the log says of it: 13(2), 14(1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import aliased

from casework.record.contact_schedules import scheduled
from casework.record.plan_facts import actions_of, plans_of
from casework.table.meetings import family_of
from models.case import Case, FamilyPerson
from models.contact_schedule import ContactSchedule
from models.logbook import LogEntry
from models.plan import PlanAction
from models.session import Work
from rules.composition import Relation
from rules.contact_days import ContactTime, ScheduledContact, next_owed, passed, without_entry
from rules.planning import PlanKind


@dataclass(frozen=True, slots=True)
class ContactLine:
    """One contact through every version of the plan."""

    action: PlanAction
    """The line in which the action stands last."""
    contact: ContactSchedule
    """As the table set it last."""
    is_in_force: bool
    times: Sequence[ContactTime]
    """Every time that is over."""
    missing: Sequence[ContactTime]
    """Those of them of which the log says nothing."""
    next: ContactTime | None
    """The first without an entry that is not over."""
    entries: Sequence[LogEntry]
    """What the log says of it, the newest day first."""

    @property
    def held(self) -> int:
        return sum(entry.took_place is True for entry in self.entries)

    @property
    def not_held(self) -> int:
        return len(self.entries) - self.held

    @property
    def is_warned_of(self) -> bool:
        """It is with somebody who is marked as violent: Art. 4(5)."""
        return self.is_in_force and is_marked(self.contact)


def is_marked(contact: ContactSchedule) -> bool:
    return contact.person is not None and contact.person.alleged_perpetrator is True


def contacts_of(work: Work, case: Case) -> Mapping[UUID, ContactLine]:
    """Every contact that a plan sets or set, by each line of its action."""
    plans = plans_of(work.session, case.id)
    unified = [plan for plan in plans if plan.kind == PlanKind.UNIFIED]
    actions = actions_of(plans)
    found = scheduled(unified, actions)
    if not found:
        return {}
    lines = {each: actions.line_ids(actions.rows[each.action_id]) for each in found}
    ids = [id for line in lines.values() for id in line]
    rows = {
        row.id: row
        for row in work.session.scalars(select(PlanAction).where(PlanAction.id.in_(ids)))
    }
    said = _entries(work, ids)
    newest = {row.id for row in actions.in_force if row.is_open}
    by_line: dict[UUID, ContactLine] = {}
    for contact, line in lines.items():
        held = [entry for entry in said if entry.contact_of_id in line]
        one = _line(contact, [rows[id] for id in line], held, newest, work.clock.today())
        if one is not None:
            by_line |= dict.fromkeys(line, one)
    return by_line


def each_once(contacts: Mapping[UUID, ContactLine]) -> list[ContactLine]:
    """Those in force first, by the number of the action."""
    every = {line.action.id: line for line in contacts.values()}
    return sorted(every.values(), key=lambda line: (not line.is_in_force, line.action.number))


def _line(
    contact: ScheduledContact,
    rows: Sequence[PlanAction],
    entries: Sequence[LogEntry],
    in_force: set[UUID],
    today: date,
) -> ContactLine | None:
    """None of an action that never was a contact."""
    by_version = sorted(rows, key=lambda row: row.plan.version)
    terms = [row.contact for row in by_version if row.contact is not None]
    if not terms:
        return None
    over = passed(contact, today)
    coming = next_owed(replace(contact, entered=contact.entered | {each.first for each in over}))
    action = by_version[-1]
    is_in_force = action.id in in_force and action.contact is not None
    return ContactLine(
        action=action,
        contact=terms[-1],
        is_in_force=is_in_force,
        times=over,
        missing=without_entry(over, contact.entered),
        next=coming,
        entries=entries,
    )


def _entries(work: Work, ids: Sequence[UUID]) -> Sequence[LogEntry]:
    later = aliased(LogEntry)
    corrected = select(later.id).where(later.corrects_id == LogEntry.id)
    query = select(LogEntry).where(LogEntry.contact_of_id.in_(ids), ~corrected.exists())
    return work.session.scalars(
        query.order_by(LogEntry.happened_on.desc(), LogEntry.number.desc())
    ).all()


def kin_to_meet(work: Work, case: Case) -> Sequence[FamilyPerson]:
    """Everybody of the family but the child; who has died meets nobody any more."""
    return [
        each
        for each in family_of(work, case.id)
        if each.relation != Relation.CHILD and not each.died
    ]
