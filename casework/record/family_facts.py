"""What the rules need to know of the family, read together with the case: Art. 4(5), 4(6)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, exists, func, or_, select

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
    """To be selected beside the case, in the order of `FamilyFacts`."""
    status = select(Child.status).where(Child.case_id == LIFE)
    waiting = (
        select(func.array_agg(FamilyNotice.person_id))
        .join(Meeting, Meeting.id == FamilyNotice.meeting_id)
        .join(FamilyPerson, FamilyPerson.id == FamilyNotice.person_id)
        .where(
            Meeting.life_id == LIFE,
            PLANNED,
            FamilyNotice.notified_on.is_not(None),
            FamilyNotice.marked_on.is_not(None),
            FamilyNotice.taken_back_on.is_(None),
            FamilyPerson.alleged_perpetrator.is_(True),
        )
    )
    by_law = exists().where(FamilyPerson.case_id == LIFE, FamilyPerson.relation.in_(BY_LAW))
    why_none = exists().where(FactRow.case_id == LIFE, FactRow.name == FactName.NO_KIN)
    died = exists().where(
        FamilyPerson.case_id == LIFE,
        FamilyPerson.relation == Relation.CHILD,
        FamilyPerson.died.is_(True),
    )
    return status.scalar_subquery(), waiting.scalar_subquery(), or_(by_law, why_none), died


def read(
    status: ChildStatus, waiting: Collection[UUID] | None, named: bool, died: bool
) -> FamilyFacts:
    return FamilyFacts(status, tuple(waiting or ()), named, died)


def lacks_representative(members: Sequence[Member], status: ChildStatus) -> bool:
    """The child is from elsewhere, and nobody of Art. 4(6) sits at its table."""
    kinds = {member.professional.kind for member in members if member.sits}
    return composition.lacks_representative(kinds, status)
