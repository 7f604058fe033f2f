"""The list of a centre's people as head and administrator read it; nothing of a case: 0163."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Subquery, exists, func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import aliased

from casework.municipality.seat_terms import place_called
from core.names import folded
from identity.access import NotThere, administrator_of
from models.case import Member
from models.outbox import Message, MessageStatus, RecipientKind
from models.people import Municipality, Professional
from models.session import Work
from models.standing_seat import SeatTerm, StandingSeat
from queries.municipal_tables import of_place
from queries.paging import Paged, cut
from rules.composition import KINDS
from rules.municipal_table import Lack
from rules.people import is_over


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Somebody in the list: where from, whether they stand, and until when."""

    person: Professional
    since: date | None
    until: date | None
    deputy: Professional | None
    came_back: bool
    """Mail to them was refused for good."""

    def is_over(self, today: date) -> bool:
        return self.person.standing and is_over(self.until, today)

    @property
    def searched(self) -> str:
        person = self.person
        words = (person.name, person.email, person.institution, person.unit, person.kind)
        return folded(" ".join(word or "" for word in words))


@dataclass(frozen=True, slots=True)
class CentresPeople:
    """A centre, its list, and what its municipal table lacks."""

    place: Municipality
    lines: Paged[PersonLine]
    total: int
    lacks: Sequence[Lack]


@dataclass(frozen=True, slots=True)
class CentreCounted:
    """One of the 38, and how many people stand in its list."""

    place: Municipality
    people: int
    institutions: int
    standing: int


def of_centre(work: Work, slug: str, words: str, page: int) -> CentresPeople:
    """Names are sealed: only Python finds and sorts them."""
    place = place_called(work, slug)
    every = lines_of(work, place.id)
    sought = folded(words).split() or words.split()
    found = [line for line in every if all(word in line.searched for word in sought)]
    return CentresPeople(place, cut(found, page), len(every), of_place(work, place.id))


def lines_of(
    work: Work, place: UUID, only: UUID | None = None, *, left: bool = False
) -> list[PersonLine]:
    """In the order of the kinds of Art. 4, then by institution and name; one statement."""
    term, deputy = _terms(), aliased(Professional)
    failed = exists().where(
        Message.status == MessageStatus.FAILED,
        Message.recipient == RecipientKind.MEMBER,
        Message.recipient_id == Professional.id,
    )
    query = (
        select(Professional, StandingSeat.since, term.c.valid_until, deputy, failed)
        .outerjoin(
            StandingSeat,
            (StandingSeat.professional_id == Professional.id) & StandingSeat.ended_on.is_(None),
        )
        .outerjoin(term, term.c.seat_id == StandingSeat.id)
        .outerjoin(deputy, deputy.id == term.c.deputy_id)
        .where(Professional.municipality_id == place)
    )
    if not left:
        query = query.where(Professional.left_at.is_(None))
    if only is not None:
        query = query.where(Professional.id == only)
    order = list(KINDS)
    rows = (PersonLine(*row) for row in work.session.execute(query))
    return sorted(
        rows,
        key=lambda line: (
            order.index(line.person.kind),
            folded(line.person.institution),
            folded(line.person.name or ""),
        ),
    )


def _terms() -> Subquery:
    """By seat what it is named for now."""
    query = select(SeatTerm.seat_id, SeatTerm.valid_until, SeatTerm.deputy_id)
    newest = query.ext(distinct_on(SeatTerm.seat_id))
    return newest.order_by(SeatTerm.seat_id, SeatTerm.number.desc()).subquery()


@dataclass(frozen=True, slots=True)
class OnePerson:
    """Somebody of a centre's list, who else is in it, and whether they have had a seat."""

    place: Municipality
    line: PersonLine
    others: Sequence[Professional]
    has_sat: bool


def one(work: Work, slug: str, professional_id: UUID) -> OnePerson:
    place = place_called(work, slug)
    lines = lines_of(work, place.id)
    lines += lines_of(work, place.id, professional_id, left=True)
    line = next((each for each in lines if each.person.id == professional_id), None)
    if line is None:
        raise NotThere
    sat = exists().where(Member.professional_id == professional_id)
    others = [each.person for each in lines if each.person.id != professional_id]
    return OnePerson(place, line, others, bool(work.session.scalar(select(sat))))


def centres(work: Work) -> list[CentreCounted]:
    """Every centre with how many people it has; for administrators."""
    administrator_of(work)
    here = (Professional.municipality_id == Municipality.id) & Professional.left_at.is_(None)
    query = (
        select(
            Municipality,
            func.count(Professional.id),
            func.count(func.distinct(Professional.institution)),
            func.count(Professional.id).filter(Professional.standing),
        )
        .outerjoin(Professional, here)
        .group_by(Municipality.id)
        .order_by(Municipality.slug)
    )
    return [CentreCounted(*row) for row in work.session.execute(query)]
