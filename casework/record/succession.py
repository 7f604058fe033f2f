"""Who stands in whose place at a table: Art. 8(6), 8(11).

What was written down names the seat of that day; who answers for it now is read over successions.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session, aliased

from core.clock import local_day
from models.asked import kept, several
from models.case import DepartureSeen, Member, Succession
from models.plan import PlanAction
from rules import facts as law
from rules.succession import awaits_head


@dataclass(frozen=True, slots=True)
class Place:
    """What became of a seat that somebody left, or was recused from."""

    successor_id: UUID | None
    seen: bool
    named_on: date | None = None
    recorded_at: datetime | None = None


NOBODY: Final = Place(None, seen=False)

Places = Mapping[UUID, Place]


def places(session: Session, members: Sequence[Member]) -> Places:
    """By seat that nobody holds any more; no statement while everybody sits."""
    gone = [member.id for member in members if not member.sits]
    if not gone:
        return {}
    query = (
        select(
            Member.id,
            Succession.successor_id,
            DepartureSeen.id,
            Succession.named_on,
            Succession.recorded_at,
        )
        .outerjoin(Succession, Succession.member_id == Member.id)
        .outerjoin(DepartureSeen, DepartureSeen.member_id == Member.id)
        .where(Member.id.in_(gone))
    )
    rows = session.execute(query)
    return {seat: Place(who, seen is not None, on, at) for seat, who, seen, on, at in rows}


def unseen(members: Sequence[Member], found: Places) -> tuple[law.DepartureFacts, ...]:
    """Who left without a successor, while the head has not seen why."""
    return tuple(
        law.DepartureFacts(member.id, local_day(member.left_recorded_at))
        for member in members
        if member.left_recorded_at and is_awaited(member, found.get(member.id))
    )


def is_awaited(member: Member, place: Place | None) -> bool:
    succeeded = place is not None and place.successor_id is not None
    return awaits_head(member.left_as, succeeded=succeeded, seen=place is not None and place.seen)


def holder(seat: Member, members: Sequence[Member], found: Places) -> Member:
    """Who holds this place now: the last successor, or the same person on another seat.

    The seat itself where nobody does.
    """
    return since(seat, members, found)[-1]


def since(seat: Member, members: Sequence[Member], found: Places) -> list[Member]:
    """The seat, and all who held its place after it, whoever holds it now last."""
    by_id, met = {member.id: member for member in members}, [seat]
    while not seat.sits:
        place = found.get(seat.id)
        following = by_id.get(place.successor_id) if place and place.successor_id else None
        following = following or _back(seat, members)
        if following is None or following in met:
            break
        seat = following
        met.append(seat)
    return met


def holders(members: Sequence[Member], found: Places) -> dict[UUID | None, Member]:
    """Who holds the place of each seat now, by seat."""
    return {member.id: holder(member, members, found) for member in members}


def _back(seat: Member, members: Sequence[Member]) -> Member | None:
    """Who left and came back sits on another seat, and answers for the same."""
    person = seat.professional_id
    later = [each for each in members if each.professional_id == person and each.sits]
    return later[0] if later else None


def answered_by(session: Session, member: Member) -> set[UUID]:
    """Every seat for whose actions, reports and requests this one answers: one statement.

    Those the same person had before, and those of whom they took the place; not what they handed
    on themselves.
    """
    mine = select(Member.id).where(Member.id == member.id).cte("mine", recursive=True)
    seat, other, handed = aliased(Member), aliased(Member), aliased(Succession)
    before = (
        select(other.id)
        .select_from(mine)
        .join(seat, seat.id == mine.c.id)
        .join(other, other.life_id == seat.life_id)
        .outerjoin(handed, handed.member_id == other.id)
        .where(
            or_(
                handed.successor_id == seat.id,
                and_(other.professional_id == seat.professional_id, handed.id.is_(None)),
            )
        )
    )
    return set(session.scalars(select(mine.union(before).c.id)))


def answering(session: Session, plans: Collection[UUID]) -> Mapping[UUID, frozenset[UUID | None]]:
    """The seats that answer for some action of each plan, whoever was named in it: Art. 13(2.2)."""
    found: dict[UUID, set[UUID | None]] = {plan: set() for plan in plans}
    if found:
        for plan, seat in session.execute(_answering(), {"plans": list(found)}):
            found[plan].add(seat)
    return {plan: frozenset(seats) for plan, seats in found.items()}


@kept
def _answering() -> Select[UUID, UUID]:
    named = select(PlanAction.plan_id.label("plan"), PlanAction.member_id.label("id")).where(
        PlanAction.plan_id == several("plans"), PlanAction.member_id.is_not(None)
    )
    these = named.cte("answering", recursive=True)
    seat, other, handed = aliased(Member), aliased(Member), aliased(Succession)
    after = (
        select(these.c.plan, other.id)
        .select_from(these)
        .join(seat, seat.id == these.c.id)
        .join(other, other.life_id == seat.life_id)
        .outerjoin(handed, handed.member_id == seat.id)
        .where(
            or_(
                handed.successor_id == other.id,
                and_(other.professional_id == seat.professional_id, handed.id.is_(None)),
            )
        )
    )
    every = these.union(after)
    return select(every.c.plan, every.c.id)
