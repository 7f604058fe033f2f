"""Where a centre is reached, entered by its head or by the administrator: decision 0166."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from identity.access import NotThere, is_head, officer_of
from models.centre_contact import CentreContact
from models.people import Municipality, Office
from models.session import Work
from rules.roles import Role


def centre_of(work: Work, slug: str = "") -> Municipality:
    """The head's own, or the one that an administrator names; raises `NotThere`."""
    account = officer_of(work)
    if account.role is Role.ADMIN:
        query = select(Municipality).where(Municipality.slug == slug)
        found = work.session.scalars(query).first()
    else:
        may = not slug and is_head(work)
        found = work.session.get(Municipality, account.municipality_id) if may else None
    if found is None:
        raise NotThere
    return found


def enter(work: Work, slug: str, said: Office) -> bool:
    """One more row, unless it says what stands; whether anything changed."""
    id = centre_of(work, slug).id
    place = work.session.get_one(Municipality, id, with_for_update={"key_share": True})
    rows = history(work, id)
    if rows and (rows[0].phone, rows[0].mail) == said:
        return False
    row = CentreContact(
        municipality_id=id,
        number=rows[0].number + 1 if rows else 1,
        phone=said.phone,
        mail=said.mail,
        entered_at=work.clock.now(),
        entered_by_id=officer_of(work).id,
    )
    work.session.add(row)
    work.session.flush()
    work.session.expire(place, ["entered_contact"])
    work.record("contact of the centre entered", municipality=id, contact=row.id)
    return True


def history(work: Work, place_id: UUID) -> Sequence[CentreContact]:
    """All that was entered, the last first."""
    rows = select(CentreContact).where(CentreContact.municipality_id == place_id)
    return work.session.scalars(rows.order_by(CentreContact.number.desc())).all()
