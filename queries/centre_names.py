"""What the centres are called, and were, for administrators: decision 0166."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from casework.municipality.centre_names import history
from identity.access import NotThere, administrator_of
from models.centre_name import CentreName
from models.people import Account, Municipality
from models.session import Work


@dataclass(frozen=True, slots=True)
class NameLine:
    """One that was entered, with who entered it; nobody by name on the machine itself."""

    row: CentreName
    by: str | None


@dataclass(frozen=True, slots=True)
class NamedCentre:
    """One centre, with all that was entered of it, the last first."""

    place: Municipality
    lines: Sequence[NameLine]


def centres(work: Work) -> Sequence[Municipality]:
    administrator_of(work)
    return work.session.scalars(select(Municipality).order_by(Municipality.slug)).all()


def centre_called(work: Work, slug: str) -> NamedCentre:
    administrator_of(work)
    place = work.session.scalars(select(Municipality).where(Municipality.slug == slug)).first()
    if place is None:
        raise NotThere
    rows = history(work, place.id)
    ids = {row.entered_by_id for row in rows if row.entered_by_id}
    found = work.session.scalars(select(Account).where(Account.id.in_(ids))) if ids else ()
    people = {each.id: each.name_at(None) for each in found}
    return NamedCentre(
        place,
        [
            NameLine(row, people.get(row.entered_by_id) if row.entered_by_id else None)
            for row in rows
        ],
    )
