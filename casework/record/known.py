"""What is on record of a child and its family: the rows, what holds, and its columns."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from identity.access import NotThere
from models import name_key
from models.case import Child, FamilyPerson
from models.fact import FactRow, as_json
from models.session import Work
from rules.composition import ChildStatus, Relation
from rules.death import heard_on
from rules.known import (
    LAST_WORD_COUNTS,
    Certainty,
    FactName,
    Value,
    asked_of,
    in_force,
    replaced,
    uncorrected,
)

_OF_THE_CHILD: Final = frozenset(
    {FactName.BIRTH_DATE, FactName.GENDER, FactName.ETHNICITY, FactName.STATUS}
) | {FactName.BIRTH_PLACE, FactName.RESIDENCE, FactName.WHEREABOUTS, FactName.HEALTH}
_COLUMNS: Final[Mapping[FactName, str]] = {
    FactName.RELATION: "relation",
    FactName.CONTACT: "contact",
    FactName.VIOLENCE: "alleged_perpetrator",
}


def facts_of(session: Session, case_id: UUID) -> Sequence[FactRow]:
    """Every answer that was ever recorded in a case, the oldest first."""
    query = select(FactRow).where(FactRow.case_id == case_id)
    return session.scalars(query.order_by(FactRow.number)).all()


def answers(session: Session, person_id: UUID, name: FactName) -> Sequence[FactRow]:
    query = select(FactRow).where(FactRow.person_id == person_id, FactRow.name == name)
    return session.scalars(query.order_by(FactRow.number)).all()


def person_of(session: Session, case_id: UUID, person_id: UUID) -> FamilyPerson:
    """Somebody of this family; raises `NotThere`."""
    person = session.get(FamilyPerson, person_id)
    if person is None or person.case_id != case_id:
        raise NotThere
    return person


def child_person(session: Session, case_id: UUID) -> FamilyPerson:
    """The child as one of its family."""
    query = select(FamilyPerson).where(
        FamilyPerson.case_id == case_id, FamilyPerson.relation == Relation.CHILD
    )
    return session.scalars(query).one()


def known_since(session: Session, case_id: UUID) -> Mapping[UUID, date]:
    """By person of the family, the day on which the centre first came to know anything of them."""
    first = func.min(FactRow.known_on)
    query = select(FactRow.person_id, first).where(FactRow.case_id == case_id)
    return {row[0]: row[1] for row in session.execute(query.group_by(FactRow.person_id))}


def death_on(session: Session, case_id: UUID) -> date | None:
    """The day of the child's death; where that is not known, the one on which the centre heard."""
    child = child_person(session, case_id)
    if not child.died or child.died_on is not None:
        return child.died_on
    return heard_of_death(answers(session, child.id, FactName.DEATH))


def heard_of_death(rows: Sequence[FactRow]) -> date | None:
    """By the answer that stands, and those in whose place it does."""
    stands = replaced(uncorrected(rows)[-1], rows)
    return heard_on((row.value, row.known_on) for row in stands)


def first_answers(
    work: Work,
    person: FamilyPerson,
    said: Mapping[FactName, Value],
    *,
    source: str,
    known_on: date,
) -> None:
    """What was answered when somebody was first recorded; what was not asked has no row."""
    asked = asked_of(person.relation)
    work.session.flush()  # the facts refer to their person
    work.session.add_all(
        new_row(work, person, name, value, number=1, source=source, known_on=known_on)
        for name, value in said.items()
        if name in asked
    )


def new_row(work: Work, person: FamilyPerson, name: FactName, value: Value, **more: Any) -> FactRow:
    return FactRow(
        case_id=person.case_id,
        person_id=person.id,
        name=name,
        answer=as_json(value),
        recorded_at=work.clock.now(),
        recorded_by_id=work.actor.id,
        **more,
    )


def holding(rows: Sequence[FactRow], name: FactName, day: date) -> FactRow | None:
    """The answer to one question that holds on a day."""
    return in_force(rows, day, newest=name in LAST_WORD_COUNTS)


def project(session: Session, person: FamilyPerson, name: FactName, day: date) -> Value:
    """Bring the columns to what holds on this day, and say it: every reading goes on as it was."""
    row = holding(answers(session, person.id, name), name, day)
    value = row.value if row else None
    if person.relation == Relation.CHILD:
        child = session.scalars(select(Child).where(Child.case_id == person.case_id)).one()
        _to_child(child, name, value)
        if name is FactName.NAME and value:
            name_key.note(session, person.case_id, name_key.fingerprints(str(value)))
    _to_person(person, name, value)
    if name is FactName.DEATH:
        person.died = value is True
        person.died_on = row.valid_from if row and person.died else None
    return value


def _to_child(child: Child, name: FactName, value: Value) -> None:
    if name is FactName.STATUS:
        child.status = ChildStatus(str(value)) if value else ChildStatus.UNKNOWN
    elif name is FactName.BIRTH_CERTAINTY:
        child.birth_estimated = value == Certainty.ESTIMATED
    elif name in _OF_THE_CHILD | {FactName.NAME, FactName.DISABILITY, FactName.OTHER}:
        setattr(child, name, value)


def _to_person(person: FamilyPerson, name: FactName, value: Value) -> None:
    if name is FactName.NAME:
        person.name = str(value) if value else None
    elif name is FactName.OFFICER:
        person.officer_id = UUID(str(value)) if value else None
    elif name in _COLUMNS:
        is_relation = name is FactName.RELATION
        setattr(person, _COLUMNS[name], Relation(str(value)) if is_relation else value)
    if person.relation != Relation.GUARDIAN:
        person.officer_id = None
