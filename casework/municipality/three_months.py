"""The three months of Art. 8(2), which run over all quarters of a municipality."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from core.clock import local_day
from models.breach import BreachRow
from models.life import Life, LifeKind
from models.meeting import Meeting
from models.session import Work
from rules.breaches import was_in_time
from rules.duties import Duty
from rules.quarterly import met_by


@dataclass(frozen=True, slots=True)
class Past:
    """What the other quarters of a municipality say of one of them."""

    counts_from: date
    former_unmet: bool
    former_unanswered: bool
    held: Sequence[date]
    """The days of the meetings held in other quarters, in order."""


def _quarters(municipality_id: UUID) -> Select[Life]:
    return select(Life).where(
        Life.kind == LifeKind.QUARTERLY, Life.municipality_id == municipality_id
    )


def past_of(session: Session, life: Life) -> Past:
    """One statement, whose rows are four a year."""
    query = (
        select(Life.key, Life.began_at, Meeting.held_at, Meeting.agreed_at)
        .outerjoin(Meeting, (Meeting.life_id == Life.id) & Meeting.cancelled_at.is_(None))
        .where(Life.kind == LifeKind.QUARTERLY, Life.municipality_id == life.municipality_id)
    )
    rows = session.execute(query).all()
    others = [(key, held_at, agreed_at) for key, _, held_at, agreed_at in rows if key != life.key]
    met = {key for key, held_at, _ in others if held_at}
    former = {key for key, _, _ in others if key < life.key} - met
    agreed = {key for key, _, agreed_at in others if agreed_at}
    held = sorted(local_day(held_at) for _, held_at, _ in others if held_at)
    began = min(began_at for _, began_at, _, _ in rows)
    return Past(
        counts_from=held[-1] if held else local_day(began),
        former_unmet=bool(former),
        former_unanswered=bool(former - agreed),
        held=held,
    )


def days_held(session: Session, municipality_id: UUID) -> list[date]:
    """When the municipal table met, in whichever quarter's life it stands."""
    query = (
        select(Meeting.held_at)
        .join(Life, Life.id == Meeting.life_id)
        .where(Life.kind == LifeKind.QUARTERLY, Life.municipality_id == municipality_id)
        .where(Meeting.held_at.is_not(None))
    )
    found: Sequence[datetime | None] = session.scalars(query).all()
    return sorted(local_day(held_at) for held_at in found if held_at)


def last_met(session: Session) -> dict[UUID, date]:
    """By municipality, the day on which its table met last: one statement for all of them."""
    query = (
        select(Life.municipality_id, func.max(Meeting.held_at))
        .join(Meeting, Meeting.life_id == Life.id)
        .where(Life.kind == LifeKind.QUARTERLY, Meeting.held_at.is_not(None))
        .group_by(Life.municipality_id)
    )
    found = session.execute(query).all()
    return {place: local_day(held_at) for place, held_at in found if held_at}


def acted(work: Work, life: Life) -> None:
    """Hold every lapse against the meetings on record now; let the other quarters look again.

    A meeting may be entered long after its day: what it kept is struck through, and stays.
    """
    held = days_held(work.session, life.municipality_id)
    query = (
        select(BreachRow)
        .join(Life, Life.id == BreachRow.life_id)
        .where(Life.municipality_id == life.municipality_id)
        .where(BreachRow.duty == Duty.MEET_IN_QUARTER, BreachRow.struck_on.is_(None))
    )
    for row in work.session.scalars(query):
        row.happened_on = met_by(row.limit_on, held)
        if row.happened_on:
            row.over_on = row.over_on or work.clock.today()
            if was_in_time(row.limit_on, row.happened_on):
                row.struck_on = work.clock.today()
    others = _quarters(life.municipality_id).where(Life.ended_at.is_(None), Life.id != life.id)
    for other in work.session.scalars(others):
        work.wake(other.id, "another quarter")  # its lock is not ours to take: it looks by itself
