"""Whom the institutions of a municipality send: known once, chosen for many tables: Art. 4(3)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from casework.table.contacts import Contact, in_list, known_by, sharing
from core.names import folded
from identity.access import is_head
from models.people import Municipality, Professional
from models.session import Work
from rules.composition import KINDS, check_kind
from rules.contacts import check_newcomer, check_superior_apart, check_superior_phone
from rules.people import check_names


@dataclass(frozen=True, slots=True)
class Profession:
    """Where somebody works, and the language our letters to them are in."""

    kind: str
    institution: str
    unit: str
    name: str
    language: str


def of_municipality(work: Work, municipality_id: UUID) -> Sequence[Professional]:
    """Everybody who can be chosen, by kind of institution as Art. 4 lists them."""
    query = select(Professional).where(
        Professional.municipality_id == municipality_id, Professional.left_at.is_(None)
    )
    order = list(KINDS)
    return sorted(
        work.session.scalars(query),
        key=lambda person: (order.index(person.kind), person.institution, person.name or ""),
    )


def _namesakes(work: Work, municipality_id: UUID, profession: Profession) -> list[Professional]:
    """Of the same name from the same institution: perhaps the same person."""
    wanted = folded(profession.name), folded(profession.institution)
    return [
        person
        for person in in_list(work, municipality_id)
        if (folded(person.name or ""), folded(person.institution)) == wanted
    ]


def register(
    work: Work,
    municipality_id: UUID,
    profession: Profession,
    contact: Contact,
    *,
    shares_phone: bool = False,
    standing: bool = False,
    among: Collection[Professional] | None = None,
) -> Professional:
    """Take somebody an institution sends into the list: Art. 4(1), 4(4), 4(6).

    A second one of a name is for the head: decision 0027. `standing`: with a seat that the caller
    writes down. `among`: the list, where it was read, and its namesakes were looked for.
    """
    # one after the other, so that nobody is in the list twice
    work.session.get_one(Municipality, municipality_id, with_for_update={"key_share": True})
    check_kind(profession.kind)
    check_names(profession.name, profession.institution, profession.unit)
    check_names(contact.superior_name)
    check_superior_apart(contact.email, contact.superior_email)
    check_superior_phone(contact.superior_email, contact.superior_phone)
    check_newcomer(
        known_by(work, municipality_id, contact.email, among=among),
        [] if among is not None or is_head(work) else _namesakes(work, municipality_id, profession),
        sharing(work, municipality_id, contact.phone, among=among),
        shares_phone=shares_phone,
        shares_mail=contact.shares_mail,
    )
    person = Professional(
        municipality_id=municipality_id,
        kind=profession.kind,
        institution=profession.institution,
        unit=profession.unit,
        name=profession.name,
        email=contact.email,
        phone=contact.phone or None,
        language=profession.language,
        superior_name=contact.superior_name or None,
        superior_email=contact.superior_email or None,
        superior_phone=contact.superior_phone or None,
        superior_language=contact.superior_language,
        standing=standing,
    )
    work.session.add(person)
    work.session.flush()
    work.record("professional registered", "4(3)", professional=person.id)
    return person
