"""Who of the family said what on a closure, from rows to facts: Art. 17(2)."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.record.known import known_since
from models.case import FamilyPerson
from models.closure import OpinionRow
from models.fact import FactRow
from rules.composition import ADULTS, Relation
from rules.known import FactName
from rules.opinions import Heard, KinFacts
from rules.telling import was_known


def newest(session: Session, closure_id: UUID, by: date | None = None) -> Mapping[UUID, OpinionRow]:
    """The last word of each, by person; of those asked `by` that day."""
    query = select(OpinionRow).where(OpinionRow.closure_id == closure_id)
    if by is not None:
        query = query.where(OpinionRow.asked_on <= by)
    return {row.person_id: row for row in session.scalars(query.order_by(OpinionRow.number))}


def asked_of(session: Session, case_id: UUID) -> Sequence[FamilyPerson]:
    """The child first, then everybody who may have an opinion."""
    query = select(FamilyPerson).where(FamilyPerson.case_id == case_id)
    found = session.scalars(query.order_by(FamilyPerson.relation, FamilyPerson.id)).all()
    return sorted(found, key=lambda each: each.relation in ADULTS)


def heard(session: Session, case_id: UUID, closure_id: UUID, by: date | None = None) -> Heard:
    """What the rules ask of it: two statements, and a third where nobody is named.

    `by` the day of a decision: who was asked after it was not heard before it, and of whom the
    centre learned after it could not be.
    """
    words = newest(session, closure_id, by)
    since = known_since(session, case_id) if by else {}
    family = [
        KinFacts(
            person.id,
            Relation(person.relation),
            violent=person.alleged_perpetrator is True,
            died=person.had_died(by) if by else person.died,
            outcome=words[person.id].outcome if person.id in words else None,
        )
        for person in asked_of(session, case_id)
        if by is None or was_known(since.get(person.id), by)
    ]
    return Heard(family, why_none=_why_none(session, case_id))


def _why_none(session: Session, case_id: UUID) -> bool:
    query = select(FactRow.id).where(FactRow.case_id == case_id, FactRow.name == FactName.NO_KIN)
    return session.scalar(query.limit(1)) is not None
