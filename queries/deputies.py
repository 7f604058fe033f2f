"""Who is deputy of which head, and the centres in which nobody decides; never a child's data."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Select, select

from casework.municipality.deputies import of_centre
from identity.access import NotThere, administrator_of, officer_of
from identity.officers import accounts_of, acts_as_head, head_of, in_force, names_of
from models.people import Account, Deputy, Municipality
from models.session import Work
from queries.dashboard import managers_of
from queries.undecided import heads_of, undecided
from rules.duties import Duty
from rules.roles import Role


class DeputyState(StrEnum):
    """Where an appointment stands today."""

    TO_COME = "to_come"
    IN_FORCE = "in_force"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class DeputyLine:
    """One appointment."""

    id: UUID
    name: str
    state: DeputyState
    valid_from: date
    last_day: date | None
    ended_at: datetime | None
    """Where it was ended on its first day: until then it was in force."""
    appointed_by: str
    ground: str


@dataclass(frozen=True, slots=True)
class Centre:
    """A centre with its head and every deputy there was."""

    place: Municipality
    head: str | None
    lines: Sequence[DeputyLine]
    officers: Sequence[Account]
    """Whom the reader may appoint; empty for who only looks."""
    may_appoint: bool


@dataclass(frozen=True, slots=True)
class UndecidedCentre:
    """A centre in which something of the head's can be decided by nobody."""

    place: Municipality
    deputy: str | None
    """There is one; but what waits is about cases that they manage, or may not open: 10(2)."""
    waiting: Mapping[Duty, int]
    has_head: bool = False
    """In office, and barred from what waits by a conflict of interest."""

    @property
    def count(self) -> int:
        return sum(self.waiting.values())


def own_centre(work: Work) -> Centre:
    """The reader's own; only the head appoints there. Who was deputy finds what was theirs."""
    account = officer_of(work)
    if account.municipality_id is None:
        raise NotThere
    place = work.session.get_one(Municipality, account.municipality_id)
    rows = of_centre(work, place.id)
    if not acts_as_head(account, work.clock.today()):
        rows = [row for row in rows if row.account_id == account.id]
        if not rows:
            raise NotThere
    return _centre(work, place, rows, may_appoint=account.role == Role.HEAD)


def centre_called(work: Work, slug: str) -> Centre:
    """For the administrator, while nobody is the head there."""
    administrator_of(work)
    place = work.session.scalars(select(Municipality).where(Municipality.slug == slug)).first()
    if place is None or head_of(work.session, place.id) is not None:
        raise NotThere
    return _centre(work, place, of_centre(work, place.id), may_appoint=True)


def _centre(
    work: Work, place: Municipality, rows: Sequence[Deputy], *, may_appoint: bool
) -> Centre:
    head = head_of(work.session, place.id)
    ids = {row.account_id for row in rows} | {row.appointed_by_id for row in rows}
    people, today = accounts_of(work.session, ids), work.clock.today()
    return Centre(
        place=place,
        head=head.name if head else None,
        lines=[_line(row, people, today) for row in rows],
        officers=managers_of(work, place.id) if may_appoint else (),
        may_appoint=may_appoint,
    )


def _line(row: Deputy, people: Mapping[UUID, Account], today: date) -> DeputyLine:
    """By today's name while it is or comes in force; who appointed by the name of then."""
    state = _state(row, today)
    is_over = state is DeputyState.OVER
    return DeputyLine(
        id=row.id,
        name=people[row.account_id].name_at(row.entered_at if is_over else None),
        state=state,
        valid_from=row.valid_from,
        last_day=row.last_day,
        ended_at=row.ended_at if row.ended_on == row.valid_from else None,
        appointed_by=people[row.appointed_by_id].name_at(row.entered_at),
        ground=row.ground or "",
    )


def _state(row: Deputy, today: date) -> DeputyState:
    if row.is_in_force(today):
        return DeputyState.IN_FORCE
    is_over = row.ended_on is not None or row.valid_from < today
    return DeputyState.OVER if is_over else DeputyState.TO_COME


def vacancies(work: Work) -> list[UndecidedCentre]:
    """Every centre at work without head and deputy, and where nobody may decide what waits.

    For administrators; the number of decisions that wait, and nothing of what they are about.
    """
    administrator_of(work)
    today = work.clock.today()
    waiting = undecided(work, today)
    headless = {place.id: place for place in work.session.scalars(_headless())}
    barred = select(Municipality).where(Municipality.id.in_(waiting.keys() - headless.keys()))
    found = {**headless, **{place.id: place for place in work.session.scalars(barred)}}
    query = select(Deputy).join(Deputy.account).where(in_force(today))
    query = query.where(Deputy.municipality_id.in_(found), Account.disabled_at.is_(None))
    deputies = {each.municipality_id: each.account_id for each in work.session.scalars(query)}
    names = names_of(work.session, set(deputies.values()))
    return [
        UndecidedCentre(
            place,
            names[deputies[place.id]] if place.id in deputies else None,
            waiting.get(place.id, Counter()),
            has_head=place.id not in headless,
        )
        for place in sorted(found.values(), key=lambda each: each.slug)
        if place.id not in deputies or waiting.get(place.id)
    ]


def _headless() -> Select[Municipality]:
    """The centres that have, or had, officers, and no head in office."""
    officers = select(Account.id).where(Account.municipality_id == Municipality.id)
    heads = heads_of(Municipality.id)
    return select(Municipality).where(officers.exists(), ~heads.exists())
