"""What the municipal tables lack, shown and not skipped: Art. 3, 4(1), 8(2)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, exists, func, or_, select

from core.clock import local_day
from identity.access import NotThere, administrator_of, is_head, officer_of
from identity.officers import ever_head, in_force
from models.case import Member
from models.life import Life, LifeKind
from models.outbox import Message
from models.people import Account, ChangeOfAccount, Deputy, Municipality, Professional
from models.session import Work
from models.standing_seat import StandingSeat
from queries.municipal_seats import refused, seats_by_kind
from queries.said_to_have_left import said_to_have_left
from rules.composition import KINDS
from rules.municipal_table import KindSeats, Lack, MunicipalTable, lacks
from rules.roles import Role


@dataclass(frozen=True, slots=True)
class UnableTable:
    """A municipality, and what its table lacks."""

    place: Municipality
    never_in_service: bool
    """No head and no deputy so far: no quarter is opened there."""
    nobody_decides: bool
    """Nobody acts as head today."""
    lacks: Sequence[Lack]


@dataclass(frozen=True, slots=True)
class StandingMember:
    """Somebody with a standing seat, since when, and whether their address works."""

    person: Professional
    seat: StandingSeat | None
    """None where they stood before anybody entered it."""
    came_back: bool
    gone_at: datetime | None
    """When it was said that they have left; nobody has named them since."""
    named: str
    """Where it is said until when they are named."""
    contact: str | None
    """Where their contact is corrected, while a quarter is open in which they sit."""


@dataclass(frozen=True, slots=True)
class OwnTable:
    """The municipal table of the head who looks, and who could take a seat."""

    members: Sequence[StandingMember]
    others: Sequence[Professional]
    lacks: Sequence[Lack]


def unable(work: Work) -> Sequence[UnableTable]:
    """Every municipality whose table lacks something, for the administrator: one statement."""
    administrator_of(work)
    of_place = Account.municipality_id == Municipality.id
    heads = exists().where(of_place, ever_head())
    now = exists().where(of_place, Account.role == Role.HEAD, Account.disabled_at.is_(None))
    deputies = exists().where(Deputy.municipality_id == Municipality.id)
    acting = deputies.where(in_force(work.clock.today()))
    query = _places().add_columns(~(heads | deputies), ~(now | acting))
    tables = _tables(work.session.execute(query), work.clock.today())
    return [
        UnableTable(place, never, nobody, missing)
        for place, missing, (never, nobody) in tables
        if nobody or missing
    ]


def of_own(work: Work) -> Sequence[Lack]:
    """What the table of the officer's own municipality lacks: Art. 3, 4(1), 8(2)."""
    place = officer_of(work).municipality_id
    if place is None:
        raise NotThere
    return of_place(work, place)


def of_place(work: Work, place: UUID) -> Sequence[Lack]:
    """The same of a municipality that the caller may ask about."""
    query = _places().where(Municipality.id == place)
    ((_, missing, _),) = _tables(work.session.execute(query), work.clock.today())
    return missing


def own_table(work: Work) -> OwnTable:
    """Who stands, who may be taken in, what lacks; for the head. Raises `NotThere`."""
    if not is_head(work):
        raise NotThere
    failed = exists().where(*refused(), Message.recipient_id == Professional.id)
    gone = said_to_have_left()
    query = (
        select(Professional, StandingSeat, failed, gone.c.at)
        .outerjoin(gone, gone.c.who == Professional.id)
        .outerjoin(
            StandingSeat,
            (StandingSeat.professional_id == Professional.id) & StandingSeat.ended_on.is_(None),
        )
        .where(Professional.municipality_id == officer_of(work).municipality_id)
        .where(Professional.left_at.is_(None))
    )
    order = list(KINDS)
    rows = sorted(
        work.session.execute(query).all(),
        key=lambda row: (order.index(row[0].kind), row[0].institution, row[0].name or ""),
    )
    seats, place = _contact_pages(work), officer_of(work).municipality
    slug = place.slug if place else ""
    return OwnTable(
        [
            StandingMember(
                who, seat, came_back, gone_at, f"/people/{slug}/{who.id}", seats.get(who.id)
            )
            for who, seat, came_back, gone_at in rows
            if who.standing
        ],
        [row[0] for row in rows if not row[0].standing],
        of_own(work),
    )


def _contact_pages(work: Work) -> Mapping[UUID, str]:
    """By person, the page of their contact in an open quarter."""
    query = (
        select(Member.professional_id, Life.key, Member.id)
        .join(Life, Life.id == Member.life_id)
        .where(Life.kind == LifeKind.QUARTERLY, Life.ended_at.is_(None), Member.left_on.is_(None))
        .where(Life.municipality_id == officer_of(work).municipality_id)
        .order_by(Life.key)
    )
    return {
        person: f"/roundtable/{key.rsplit(':', 1)[-1]}/members/{member}/contact"
        for person, key, member in work.session.execute(query)
    }


def _places() -> Select[*tuple[Any, ...]]:
    """Each municipality: in service since, whether somebody convenes, since when nobody does."""
    of_place = Account.municipality_id == Municipality.id
    may = or_(Account.convener, Account.role == Role.HEAD)
    convened = exists().where(of_place, may, Account.disabled_at.is_(None))
    last = select(func.max(Account.disabled_at)).where(of_place, may)
    stepped_down = (
        select(func.max(ChangeOfAccount.changed_on))
        .join(Account, Account.id == ChangeOfAccount.account_id)
        .where(of_place, ChangeOfAccount.was_role == Role.HEAD)
    )
    began = select(func.min(Life.began_at)).where(
        Life.kind == LifeKind.QUARTERLY, Life.municipality_id == Municipality.id
    )
    seats = seats_by_kind()
    query = select(
        Municipality,
        seats.c.kinds,
        began.scalar_subquery(),
        convened,
        last.scalar_subquery(),
        stepped_down.scalar_subquery(),
    )
    query = query.outerjoin(seats, seats.c.municipality_id == Municipality.id)
    return query.order_by(Municipality.slug)


def _tables(
    rows: Iterable[Any], today: date
) -> list[tuple[Municipality, Sequence[Lack], Sequence[Any]]]:
    """Each place with what lacks, and whatever else was asked of it."""
    tables: list[tuple[Municipality, Sequence[Lack], Sequence[Any]]] = []
    for place, kinds, began_at, convened, left_at, stepped_down_on, *more in rows:
        left_on = [local_day(left_at)] if left_at else []
        left_on += [stepped_down_on] if stepped_down_on else []
        table = MunicipalTable(
            since=local_day(began_at) if began_at else None,
            convened=convened,
            unconvened_since=max(left_on, default=None),
            kinds=dict(_kind(*each) for each in kinds or ()),
        )
        tables.append((place, list(lacks(table, today)), more))
    return tables


def _kind(
    kind: str, seats: int, reached: int, left_on: str | None, *days: str | None
) -> tuple[str, KindSeats]:
    refused_at, until, gone_at = days
    left = date.fromisoformat(left_on) if left_on else None
    refused = local_day(datetime.fromisoformat(refused_at)) if refused_at else None
    named = date.fromisoformat(until) if until else None
    gone = local_day(datetime.fromisoformat(gone_at)) if gone_at else None
    return kind, KindSeats(seats, reached, left, refused, named, gone)
