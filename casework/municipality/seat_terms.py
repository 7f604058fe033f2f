"""Whose list somebody keeps, and until when who stands there is named, with a deputy: 0163."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from casework.municipality.members import own_person
from identity.access import NotThere, is_head, officer_of, say_for_whom
from models.people import Account, Municipality, Professional
from models.session import Work
from models.standing_seat import SeatTerm, StandingSeat
from rules.people import check_named_deputy, check_term
from rules.roles import Role


def place_called(work: Work, slug: str) -> Municipality:
    """A centre whose list the reader keeps: their own as head or deputy, each as administrator."""
    officer = officer_of(work)
    place = work.session.scalars(select(Municipality).where(Municipality.slug == slug)).first()
    if place is None or not keeps(work, officer, place.id):
        raise NotThere
    return place


def own_place(work: Work) -> Municipality:
    """The centre of whoever decides for it."""
    officer = officer_of(work)
    if officer.municipality_id is None or not is_head(work):
        raise NotThere
    return work.session.get_one(Municipality, officer.municipality_id)


def keeps(work: Work, officer: Account, place: UUID) -> bool:
    return officer.role == Role.ADMIN or (is_head(work) and officer.municipality_id == place)


def name_term(
    work: Work, person: Professional, *, until: date | None, deputy: UUID | None
) -> SeatTerm | None:
    """Until when somebody is named for their seat, and their deputy; None where nothing changes."""
    officer = officer_of(work)
    if not keeps(work, officer, person.municipality_id):
        raise NotThere
    seat = _open_seat(work, person)
    check_term(stands=person.standing, since=seat.since if seat else None, until=until)
    other = work.session.get(Professional, deputy) if deputy else None
    check_named_deputy(
        own=deputy == person.id,
        in_list=deputy is None
        or (
            other is not None
            and other.left_at is None
            and other.municipality_id == person.municipality_id
        ),
    )
    now = work.clock.now()
    if seat is None:  # who stood before anybody entered it
        seat = StandingSeat(professional_id=person.id, entered_at=now, entered_by_id=officer.id)
        work.session.add(seat)
        work.session.flush()
    last = term_of(work, seat.id)
    if (until, deputy) == ((last.valid_until, last.deputy_id) if last else (None, None)):
        return None
    term = SeatTerm(
        seat_id=seat.id,
        number=last.number + 1 if last else 1,
        valid_until=until,
        deputy_id=deputy,
        entered_at=now,
        entered_by_id=officer.id,
    )
    work.session.add(term)
    work.session.flush()
    say_for_whom(work, officer)
    detail = {"until": until or "open"} | ({"deputy": deputy} if deputy else {})
    work.record("standing seat named for", "3", professional=person.id, **detail)
    return term


def set_term(work: Work, professional_id: UUID, *, until: date | None, deputy: UUID | None) -> bool:
    """The same of somebody in the head's list; whether anything changed."""
    _, person = own_person(work, professional_id)
    return name_term(work, person, until=until, deputy=deputy) is not None


def _open_seat(work: Work, person: Professional) -> StandingSeat | None:
    query = select(StandingSeat).where(
        StandingSeat.professional_id == person.id, StandingSeat.ended_on.is_(None)
    )
    return work.session.scalars(query).first()


def term_of(work: Work, seat_id: UUID) -> SeatTerm | None:
    query = select(SeatTerm).where(SeatTerm.seat_id == seat_id)
    return work.session.scalars(query.order_by(SeatTerm.number.desc()).limit(1)).first()
