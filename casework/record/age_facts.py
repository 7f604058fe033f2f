"""What the rules need to know of the eighteenth birthday, read with the case: Art. 17(3.2)."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models.case import Case, Child
from models.closure import NEWEST_FINDING, AgeAnnouncement, AgeFinding
from rules.birthday import EighteenFacts
from rules.eighteen import born_on, turns_eighteen

ROWS: Sequence[Any] = (Child, AgeFinding, AgeAnnouncement)
"""To be selected beside the case, and read by `read` in this order."""


def joined(query: Select[Any]) -> Select[Any]:
    """With the child, what the table found last, and what was announced last."""
    found = select(AgeFinding.id).where(AgeFinding.case_id == Case.id)
    said = select(AgeAnnouncement.id).where(AgeAnnouncement.case_id == Case.id)
    last_found = found.order_by(*NEWEST_FINDING).limit(1).correlate(Case)
    last_said = said.order_by(AgeAnnouncement.number.desc()).limit(1).correlate(Case)
    return (
        query.join(Child, Child.case_id == Case.id)
        .outerjoin(AgeFinding, AgeFinding.id == last_found.scalar_subquery())
        .outerjoin(AgeAnnouncement, AgeAnnouncement.id == last_said.scalar_subquery())
    )


def read(
    child: Child, found: AgeFinding | None, said: AgeAnnouncement | None
) -> EighteenFacts | None:
    """None while no date of birth is known; what was said of another day counts no more."""
    finding = found.born_on if found else None
    born = born_on(child.birth_date, finding, estimated=child.birth_estimated)
    if born is None:
        return None
    turns_on = turns_eighteen(born)
    counts = said is not None and said.turns_on == turns_on
    return EighteenFacts(turns_on, said.months if said and counts else None)


def eighteen_of(session: Session, case_id: UUID) -> EighteenFacts | None:
    """The same of one case alone."""
    row = session.execute(joined(select(*ROWS).select_from(Case)).where(Case.id == case_id))
    return read(*row.one())
