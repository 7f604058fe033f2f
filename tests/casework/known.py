"""What the tests of what is known have in common."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from casework.case import known
from casework.case.known import Stated
from casework.record.known import answers
from models.case import Child, FamilyPerson
from rules.composition import Relation
from rules.known import (
    FactName,
    Value,
)
from tests.builders import ACase
from tests.onrecord import reading


def kin(case: ACase, relation: Relation) -> UUID:
    with reading() as work:
        query = select(FamilyPerson.id).where(
            FamilyPerson.case_id == case.case, FamilyPerson.relation == relation
        )
        return work.session.scalars(query).one()


def state(case: ACase, of: Relation, fact: FactName, value: Value, **more: Any) -> Stated:
    with case.manager() as work:
        said = {"valid_from": None, "known_on": case.clock.today(), "source": "Policia."}
        return known.state(work, case.case, kin(case, of), fact, value, **said | more)


def person(case: ACase, relation: Relation) -> FamilyPerson:
    with reading() as work:
        return work.session.get_one(FamilyPerson, kin(case, relation))


def child(case: ACase) -> Child:
    with reading() as work:
        return work.session.scalars(select(Child).where(Child.case_id == case.case)).one()


def history(case: ACase, of: Relation, fact: FactName) -> list[Value]:
    with reading() as work:
        return [row.value for row in answers(work.session, kin(case, of), fact)]
