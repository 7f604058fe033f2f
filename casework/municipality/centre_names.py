"""What the municipalities and their centres are called, from which day on: decision 0166."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from identity.access import NotThere, administrator_of
from models.centre_name import CentreName
from models.people import Municipality, PlaceNames
from models.session import Work


@dataclass(frozen=True, slots=True)
class NamedSince:
    """Three names, and from which day on; from the beginning where there is none."""

    names: PlaceNames
    since: date | None = None


def enter(work: Work, slug: str, said: NamedSince) -> bool:
    """By the administrator who acts; whether anything changed. Raises `NotThere`."""
    by = administrator_of(work).id
    return _enter(work, _called(work, slug), said, by)


def enter_here(work: Work, slug: str, said: NamedSince) -> bool:
    """On the machine, by whoever runs it. Raises `NotThere` where there is no such centre."""
    return _enter(work, _called(work, slug), said, None)


def _called(work: Work, slug: str) -> UUID:
    found = work.session.scalar(select(Municipality.id).where(Municipality.slug == slug))
    if found is None:
        raise NotThere
    return found


def _enter(work: Work, place_id: UUID, said: NamedSince, by: UUID | None) -> bool:
    """One more row, unless it is called so on that day already: what is said twice is said once."""
    place = work.session.get_one(Municipality, place_id, with_for_update={"key_share": True})
    rows = history(work, place_id)
    same_day = next((row for row in rows if row.since == said.since), None)
    if said.names == (names_of(same_day) if same_day else place.named(said.since or date.min)):
        return False
    row = CentreName(
        municipality_id=place_id,
        number=rows[0].number + 1 if rows else 1,
        since=said.since,
        name_sq=said.names.sq,
        name_sr=said.names.sr,
        name_en=said.names.en,
        entered_at=work.clock.now(),
        entered_by_id=by,
    )
    work.session.add(row)
    work.session.flush()
    work.session.expire(place, ["entered_names"])
    work.record("centre named", municipality=place_id, since=said.since or "always", name=row.id)
    return True


def history(work: Work, place_id: UUID) -> Sequence[CentreName]:
    """All that was entered, the last first."""
    rows = select(CentreName).where(CentreName.municipality_id == place_id)
    return work.session.scalars(rows.order_by(CentreName.number.desc())).all()


def names_of(row: CentreName) -> PlaceNames:
    return PlaceNames(row.name_sq, row.name_sr, row.name_en)
