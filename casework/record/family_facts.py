"""What the rules need to know of the family, read together with the case: Art. 4(5), 4(6)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import object_session

from models.asked import LIFE
from models.case import Child, FamilyPerson, Member
from models.fact import FactRow
from models.meeting import PLANNED, FamilyNotice, Meeting
from rules import composition
from rules.birthday import EighteenFacts
from rules.composition import BY_LAW, ChildStatus, Relation
from rules.known import FactName


@dataclass(frozen=True, slots=True)
class FamilyFacts:
    """The child's status, who is to be told anew, and whether anybody is named."""

    status: ChildStatus
    told_before_marked: tuple[UUID, ...]
    named: bool
    died: bool
    """The child: Art. 17(3.5)."""
    eighteen: EighteenFacts | None = None
    """Read beside these columns: `casework.record.age_facts`."""


def columns() -> Sequence[ColumnElement[Any]]:
    """To be selected beside the case, and read by `read` in this order."""
    waiting = (
        select(func.array_agg(FamilyNotice.person_id))
        .join(Meeting, Meeting.id == FamilyNotice.meeting_id)
        .where(
            Meeting.life_id == LIFE,
            PLANNED,
            FamilyNotice.notified_on.is_not(None),
            FamilyNotice.marked_on.is_not(None),
            FamilyNotice.taken_back_on.is_(None),
        )
    )
    by_law = exists().where(FamilyPerson.case_id == LIFE, FamilyPerson.relation.in_(BY_LAW))
    why_none = exists().where(FactRow.case_id == LIFE, FactRow.name == FactName.NO_KIN)
    died = exists().where(
        FamilyPerson.case_id == LIFE,
        FamilyPerson.relation == Relation.CHILD,
        FamilyPerson.died.is_(True),
    )
    return waiting.scalar_subquery(), or_(by_law, why_none), died


def read(child: Child, waiting: Collection[UUID] | None, named: bool, died: bool) -> FamilyFacts:
    """Rarely is anybody told before a mark of violence; the mark is sealed, and read only then."""
    session = object_session(child)
    marked: list[UUID] = []
    if waiting and session is not None:
        people = session.scalars(select(FamilyPerson).where(FamilyPerson.id.in_(waiting)))
        marked = [each.id for each in people if each.alleged_perpetrator]
    return FamilyFacts(child.status, tuple(marked), named, died)


def lacks_representative(members: Sequence[Member], status: ChildStatus) -> bool:
    """The child is from elsewhere, and nobody of Art. 4(6) sits at its table."""
    kinds = {member.professional.kind for member in members if member.sits}
    return composition.lacks_representative(kinds, status)
