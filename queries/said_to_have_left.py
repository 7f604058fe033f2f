"""Who is said to have left and stands at the municipal table all the same: Art. 3, 4(1), 0179.

From a link behind which somebody says so, and from the cases in which their office ended; nothing
of a case but the moment. Whoever is named for the seat since then sits there.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, Subquery, exists, func, or_, select, union_all
from sqlalchemy.orm import aliased

from models.case import Member
from models.contacts import DisownedAddress
from models.life import Life, LifeKind
from models.standing_seat import SeatTerm, StandingSeat
from rules.succession import HAPPENED


def said_to_have_left() -> Subquery:
    """`who`, and `at` what moment it was first known."""
    said = select(DisownedAddress.professional_id.label("who"), DisownedAddress.said_at.label("at"))
    every = union_all(said.where(DisownedAddress.ended_at.is_(None)), _in_cases()).subquery()
    named = (
        select(
            StandingSeat.professional_id.label("who"),
            func.max(func.greatest(StandingSeat.entered_at, SeatTerm.entered_at)).label("at"),
        )
        .outerjoin(SeatTerm, SeatTerm.seat_id == StandingSeat.id)
        .where(StandingSeat.ended_on.is_(None))
        .group_by(StandingSeat.professional_id)
        .subquery()
    )
    query = select(every.c.who, func.min(every.c.at).label("at"))
    query = query.outerjoin(named, named.c.who == every.c.who)
    query = query.where(or_(named.c.at.is_(None), every.c.at > named.c.at))
    return query.group_by(every.c.who).subquery()


def _in_cases() -> Select[UUID, datetime | None]:
    """Their office ended in a case, and in none they were chosen since."""
    other, elsewhere = aliased(Member), aliased(Life)
    chosen_since = exists().where(
        other.professional_id == Member.professional_id,
        other.left_on.is_(None),
        other.selected_on > Member.left_on,
        elsewhere.id == other.life_id,
        elsewhere.kind == LifeKind.CASE,
    )
    query = select(Member.professional_id, Member.left_recorded_at)
    query = query.join(Life, Life.id == Member.life_id)
    return query.where(Life.kind == LifeKind.CASE, Member.left_as.in_(HAPPENED), ~chosen_since)
