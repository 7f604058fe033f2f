"""Which centres have said where they are reached: what stands under their mails, decision 0166."""

from collections.abc import Sequence

from sqlalchemy import select

from identity.access import administrator_of, is_head, officer_of
from models.centre_contact import CentreContact
from models.people import Account, Municipality, Office
from models.session import Work


def own_office(work: Work) -> Office | None:
    """Of the reader's own centre; None for whoever does not enter it."""
    if not is_head(work):
        return None
    place = work.session.get(Municipality, officer_of(work).municipality_id)
    return place.office if place else None


def without_contact(work: Work) -> Sequence[Municipality]:
    """The centres that work here, and under whose mails stands no telephone, for administrators."""
    administrator_of(work)
    works = select(Account.id).where(
        Account.municipality_id == Municipality.id, Account.disabled_at.is_(None)
    )
    said = select(CentreContact.id).where(CentreContact.municipality_id == Municipality.id)
    query = select(Municipality).where(works.exists(), ~said.exists())
    return work.session.scalars(query.order_by(Municipality.slug)).all()
