"""Who looked at one case, and the trail of it by person, kind and day: Art. 16(1), 18(1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, not_, select
from sqlalchemy.orm import joinedload

from core.clock import day_begins
from identity import access
from identity.officers import names_of
from models.case import Case, Member
from models.emergency import Emergency
from models.life import ActorKind, AuditEntry
from models.session import Work
from queries.paging import PAGE, Paged, rows_of
from rules.emergencies import EmergencyReason
from rules.roles import Role

LOOKED: Final = (
    "( opened| read| seen| shown| printed|searched)$"
    "|^(archive handed out|record taken along|case read by an operator)$"
)
"""How the acts are called by which somebody comes to read it; all others change something."""
NOT_LOOKS: Final = ("review opened", "meeting room opened", "quarter opened", "link opened")
REFUSED: Final = "look refused"


class TrailPart(StrEnum):
    """What is shown of the trail."""

    LOOKS = "looks"
    ACTS = "acts"
    REFUSED = "refused"
    """Somebody asked for what is not theirs."""


@dataclass(frozen=True, slots=True)
class TrailQuery:
    """To what the trail is narrowed; what is empty narrows nothing."""

    kind: TrailPart | None = TrailPart.LOOKS
    who: UUID | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class TrailPerson:
    """Whoever stands in the trail; an officer by name, a member by name and institution."""

    id: UUID | None
    name: str = ""
    institution: str = ""
    """Of a member."""
    by_itself: bool = False
    """The system."""


@dataclass(frozen=True, slots=True)
class Looker:
    """One person's looks at the case."""

    who: TrailPerson
    looks: int
    first: datetime
    last: datetime


@dataclass(frozen=True, slots=True)
class TrailRow:
    """One entry."""

    at: datetime
    who: TrailPerson
    act: str
    article: str | None
    is_look: bool
    emergency: EmergencyReason | None = None
    """For which reason it was not their case and they read it: 0248."""


@dataclass(frozen=True, slots=True)
class Looks:
    """What the page says."""

    lookers: Sequence[Looker]
    people: Sequence[TrailPerson]
    """All who stand in the trail of the case."""
    lines: Paged[TrailRow]


def case_of(work: Work, number: str) -> Case:
    """For the head and the deputy; raises `NotThere`."""
    return access.case_for(work, number, role=Role.HEAD)


def read(work: Work, case: Case, asked: TrailQuery, page: int) -> Looks:
    """The newest first; the search is on record itself."""
    counted = work.session.execute(
        select(
            AuditEntry.actor_kind,
            AuditEntry.actor_id,
            func.count().filter(_is_look()),
            func.min(AuditEntry.at).filter(_is_look()),
            func.max(AuditEntry.at).filter(_is_look()),
        )
        .where(AuditEntry.life_id == case.id)
        .group_by(AuditEntry.actor_kind, AuditEntry.actor_id)
    ).all()
    query = (
        select(AuditEntry, _is_look().label("is_look"), func.count().over().label("total"))
        .where(AuditEntry.life_id == case.id, *_narrowed(asked))
        .order_by(AuditEntry.number.desc())
        .limit(PAGE)
    )
    rows, number = rows_of(work.session, query.offset, page)
    people = _people(work, {(row[0], row[1]) for row in counted})
    lookers = [
        Looker(people[kind, id], looks, first, last)
        for kind, id, looks, first, last in counted
        if looks and kind is not ActorKind.SYSTEM
    ]
    reasons = _reasons(work, {_emergency(row[0]) for row in rows} - {None})
    lines = [
        TrailRow(row[0].at, people[row[0].actor_kind, row[0].actor_id], row[0].act,
                  row[0].article, row.is_look, reasons.get(_emergency(row[0])))
        for row in rows
    ]  # fmt: skip
    work.record("trail searched", "18(1)", life=case, found=len(lines))
    return Looks(
        sorted(lookers, key=lambda each: each.last, reverse=True),
        sorted((each for each in people.values() if each.name), key=lambda each: each.name),
        Paged(lines, rows[0].total if rows else 0, number),
    )


def _emergency(entry: AuditEntry) -> str | None:
    found: str | None = entry.detail.get("in_emergency")
    return found


def _reasons(work: Work, ids: set[Any]) -> Mapping[str | None, EmergencyReason]:
    """Asked only where somebody read it in an emergency."""
    if not ids:
        return {}
    query = select(Emergency.id, Emergency.reason).where(Emergency.id.in_(map(UUID, ids)))
    return {str(id): reason for id, reason in work.session.execute(query)}


def _is_look() -> ColumnElement[bool]:
    return and_(AuditEntry.act.regexp_match(LOOKED), AuditEntry.act.not_in(NOT_LOOKS))


def _narrowed(asked: TrailQuery) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if asked.kind is TrailPart.LOOKS:
        found.append(_is_look())
    elif asked.kind is TrailPart.REFUSED:
        found.append(AuditEntry.act == REFUSED)
    elif asked.kind is TrailPart.ACTS:
        found += [not_(_is_look()), AuditEntry.act != REFUSED]
    if asked.who is not None:
        found.append(AuditEntry.actor_id == asked.who)
    if asked.since is not None:
        found.append(AuditEntry.at >= day_begins(asked.since))
    if asked.until is not None:
        found.append(AuditEntry.at < day_begins(asked.until + timedelta(days=1)))
    return found


def _people(work: Work, actors: set[Any]) -> Mapping[tuple[ActorKind, UUID | None], TrailPerson]:
    """Whose hand it was; a member whom no seat names, as behind a link, has no name."""
    names = names_of(work.session, {id for kind, id in actors if kind is ActorKind.STAFF and id})
    seated = {id for kind, id in actors if kind is ActorKind.MEMBER and id}
    query = select(Member).where(Member.id.in_(seated)).options(joinedload(Member.professional))
    seats = {each.id: each.professional for each in work.session.scalars(query)} if seated else {}
    found: dict[tuple[ActorKind, UUID | None], TrailPerson] = {}
    for kind, id in actors:
        if kind is ActorKind.SYSTEM:
            found[kind, id] = TrailPerson(id, by_itself=True)
        elif kind is ActorKind.MEMBER and id in seats:
            found[kind, id] = TrailPerson(id, seats[id].name or "", seats[id].institution)
        else:
            found[kind, id] = TrailPerson(id, names.get(id, "") if id else "")
    return found
