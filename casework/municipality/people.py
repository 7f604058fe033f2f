"""The list of a centre's people: entered by head or administrator, corrected by the head: 0163.

An administrator sees no case and changes nobody in the list: whoever moved an address would be sent
the links of a child's table.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import distinct_on

from casework.municipality.members import own_person, take_newcomer
from casework.municipality.members import seat as give_seat
from casework.municipality.seat_terms import keeps, name_term
from casework.table import contacts, professionals
from casework.table.contact_change import open_change
from casework.table.contacts import Asked, Contact
from casework.table.professionals import Profession
from casework.tell.reminders import open_reminders
from identity.access import NotThere, officer_of, say_for_whom
from models.case import Member
from models.life import Life, LifeKind
from models.people import Professional
from models.session import Work
from models.standing_seat import SeatTerm, StandingSeat
from rules.composition import check_kind
from rules.contacts import check_newcomer
from rules.people import (
    Ties,
    check_correction,
    check_leaving,
    check_names,
)
from rules.roles import Role

CORRECTED: Final = ("kind", "institution", "unit", "name", "language")


@dataclass(frozen=True, slots=True)
class SeatWanted:
    """Of whoever is entered: since when they stand, until when they are named, and their deputy."""

    since: date | None = None
    until: date | None = None
    deputy: UUID | None = None


def enter(
    work: Work,
    place: UUID,
    who: Profession,
    contact: Contact,
    seat: SeatWanted = SeatWanted(),
    *,
    shares_phone: bool = False,
    among: Collection[Professional] | None = None,
) -> Professional:
    """Take somebody into the list, with a standing seat where a first day is said: 4(1), 4(4)."""
    officer = officer_of(work)
    if not keeps(work, officer, place):
        raise NotThere
    by_admin = officer.role == Role.ADMIN
    stands = seat.since is not None
    person = professionals.register(
        work,
        place,
        who,
        contact,
        shares_phone=shares_phone,
        standing=stands and by_admin,
        among=among,
    )
    if seat.since is not None:
        if by_admin:
            take_newcomer(work, person, on=seat.since)
        else:
            give_seat(work, person.id, on=seat.since)
    if seat.until is not None or seat.deputy is not None:
        name_term(work, person, until=seat.until, deputy=seat.deputy)
    return person


def correct(work: Work, professional_id: UUID, to: Profession) -> bool:
    """Put a slip right; whether anything changed. The language of letters changes at any time."""
    head, person = own_person(work, professional_id)
    changed = [name for name in CORRECTED if getattr(person, name) != getattr(to, name)]
    has_sat = bool(set(changed) - {"language"}) and has_had_a_seat(work, person.id)
    check_correction(left=person.left_at is not None, has_sat=has_sat, changed=changed)
    check_kind(to.kind)
    check_names(to.name, to.institution, to.unit)
    for name in changed:
        setattr(person, name, getattr(to, name))
    if changed:
        work.session.flush()
        say_for_whom(work, head)
        work.record("professional corrected", "4(3)", professional=person.id)
    return bool(changed)


def has_had_a_seat(work: Work, professional_id: UUID) -> bool:
    query = select(Member.id).where(Member.professional_id == professional_id)
    return work.session.scalar(query.limit(1)) is not None


def change_contact(
    work: Work,
    professional_id: UUID,
    contact: Contact,
    reason: str,
    *,
    shares_phone: bool = False,
) -> Asked:
    """Another contact: at once where they have had no seat, else once it is confirmed: 0027.

    The old address is told in either case.
    """
    head, person = own_person(work, professional_id)
    check_leaving(Ties(left=person.left_at is not None))
    if contact.phone and contact.phone != person.phone:
        same = contacts.sharing(work, person.municipality_id, contact.phone, but=person.id)
        check_newcomer((), same_number=same, shares_phone=shares_phone)
    say_for_whom(work, head)
    life = work.session.get_one(Life, open_reminders(work, person.municipality_id))
    never_sat = not has_had_a_seat(work, person.id)
    asked = contacts.ask(work, life, person.id, contact, reason, nobody_wrote=never_sat)
    return asked or Asked.IN_FORCE


def leave(work: Work, professional_id: UUID) -> None:
    """Somebody who sits nowhere leaves the list; what they did stays theirs."""
    head, person = own_person(work, professional_id)
    check_leaving(ties_of(work, person))
    person.left_at = work.clock.now()
    work.session.flush()
    say_for_whom(work, head)
    work.record("professional left the list", "4(3)", professional=person.id)


def ties_of(work: Work, person: Professional) -> Ties:
    """At how many open tables they sit, and whose deputy they are."""
    sits = (
        select(func.count())
        .select_from(Member)
        .join(Life, Life.id == Member.life_id)
        .where(Member.professional_id == person.id, Member.left_on.is_(None))
        .where(Life.ended_at.is_(None))
        .where((Life.kind != LifeKind.QUARTERLY) | person.standing)
    )
    newest = (
        select(SeatTerm.seat_id, SeatTerm.deputy_id)
        .ext(distinct_on(SeatTerm.seat_id))
        .join(StandingSeat, StandingSeat.id == SeatTerm.seat_id)
        .where(StandingSeat.ended_on.is_(None))
        .order_by(SeatTerm.seat_id, SeatTerm.number.desc())
        .subquery()
    )
    deputises = select(func.count()).select_from(newest).where(newest.c.deputy_id == person.id)
    return Ties(
        left=person.left_at is not None,
        stands=person.standing,
        sits=work.session.scalar(sits) or 0,
        deputises=work.session.scalar(deputises) or 0,
        waits=open_change(work, person.id) is not None,
    )


def other_profession(person: Professional, **to: str) -> Profession:
    """What stands of somebody, but for what is said to be otherwise."""
    now = Profession(
        person.kind, person.institution, person.unit, person.name or "", person.language
    )
    return replace(now, **to)
