"""Under which number and address a centre is registered: by its head or the administrator: 0190."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from casework.municipality.centre_contacts import centre_of
from identity.access import officer_of
from models.centre_registration import CentreRegistration, Registration
from models.people import Municipality
from models.session import Work
from rules.registration import check_registered


@dataclass(frozen=True, slots=True)
class RegisteredSince:
    """What the letterhead says, and from which day on."""

    entry: Registration
    since: date


def enter(work: Work, slug: str, said: RegisteredSince) -> bool:
    """One more row, unless that day says it already; whether anything changed."""
    check_registered(said.entry.address, said.entry.number)
    id = centre_of(work, slug).id
    place = work.session.get_one(Municipality, id, with_for_update={"key_share": True})
    rows = history(work, id)
    same_day = next((row for row in rows if row.since == said.since), None)
    if same_day and (same_day.address, same_day.registered) == said.entry:
        return False
    row = CentreRegistration(
        municipality_id=id,
        number=rows[0].number + 1 if rows else 1,
        since=said.since,
        address=said.entry.address,
        registered=said.entry.number,
        entered_at=work.clock.now(),
        entered_by_id=officer_of(work).id,
    )
    work.session.add(row)
    work.session.flush()
    work.session.expire(place, ["entered_registration"])
    work.record("registration of the centre entered", municipality=id, registration=row.id)
    return True


def history(work: Work, place_id: UUID) -> Sequence[CentreRegistration]:
    """All that was entered, the last first."""
    rows = select(CentreRegistration).where(CentreRegistration.municipality_id == place_id)
    return work.session.scalars(rows.order_by(CentreRegistration.number.desc())).all()
