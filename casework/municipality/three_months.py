"""The three months of Art. 8(2), which run over all quarters of a municipality."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, Select, String, Uuid, column, func, select
from sqlalchemy.orm import Session

from core.clock import local_day
from models.breach import BreachRow
from models.life import ActorKind, Life, LifeKind
from models.session import Work
from rules.breaches import was_in_time
from rules.duties import Duty
from rules.quarterly import lapse, lapses, met_by
from workflow import breaches


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
    rows = _rows(session, life.municipality_id)
    others = [
        (key, held_at, agreed_at) for _, key, _, held_at, agreed_at in rows if key != life.key
    ]
    met = {key for key, held_at, _ in others if held_at}
    former = {key for key, _, _ in others if key < life.key} - met
    agreed = {key for key, _, agreed_at in others if agreed_at}
    held = sorted(local_day(held_at) for _, held_at, _ in others if held_at)
    began = min(began_at for _, _, began_at, _, _ in rows)
    return Past(
        counts_from=held[-1] if held else local_day(began),
        former_unmet=bool(former),
        former_unanswered=bool(former - agreed),
        held=held,
    )


def days_held(session: Session, municipality_id: UUID) -> list[date]:
    """When the municipal table met, in whichever quarter's life it stands."""
    return [day for day, _ in _met(_rows(session, municipality_id))]


def acted(work: Work, life: Life) -> None:
    """Hold every lapse against the meetings on record now; let the other quarters look again.

    A meeting may be entered long after its day, and its day be corrected: what it kept, or what was
    counted from another day, is struck through and stays; what shows now is noted.
    """
    if work.actor.kind is ActorKind.MEMBER:
        return  # no word of theirs moves a meeting, and other quarters are hidden from them
    every = _rows(work.session, life.municipality_id)
    met = _met(every)
    held = [day for day, _ in met]
    found = dict(lapses(_began(every), held, work.clock.today()))
    query = (
        select(BreachRow)
        .join(Life, Life.id == BreachRow.life_id)
        .where(Life.municipality_id == life.municipality_id)
        .where(BreachRow.duty == Duty.MEET_IN_QUARTER)
    )
    rows = work.session.scalars(query).all()
    for row in rows:
        _judge(work, row, found, held)
    noted = {row.limit_on for row in rows}
    quarters = dict(met)
    for limit, following in found.items():
        if following is not None and limit not in noted:  # what nobody has ended is a duty yet
            quarter = work.session.get_one(Life, quarters[following])
            breaches.note(work, quarter, [lapse(limit, quarter.id)])
    others = _quarters(life.municipality_id).where(Life.ended_at.is_(None), Life.id != life.id)
    for other in work.session.scalars(others):
        work.wake(other.id, "another quarter")  # its lock is not ours to take: it looks by itself


def _judge(
    work: Work, row: BreachRow, found: Mapping[date, date | None], held: Sequence[date]
) -> None:
    today = work.clock.today()
    if row.limit_on in found:
        row.corrected, row.struck_on, row.happened_on = False, None, found[row.limit_on]
    elif row.struck_on is None:
        row.happened_on = met_by(row.limit_on, held)
        was_kept = row.happened_on is not None and was_in_time(row.limit_on, row.happened_on)
        row.corrected, row.struck_on = not was_kept, today
    if row.happened_on or row.struck_on:
        row.over_on = row.over_on or today


def _met(rows: Sequence[Any]) -> list[tuple[date, UUID]]:
    """When the municipal table met, and in whichever quarter's life it stands; in order."""
    met = sorted((row.held_at, row.life_id) for row in rows if row.held_at)
    return [(local_day(held_at), life_id) for held_at, life_id in met]


def _began(rows: Sequence[Any]) -> date:
    return local_day(min(row.began_at for row in rows))


def _rows(session: Session, municipality_id: UUID) -> Sequence[Any]:
    """Of every quarter, whoever asks: behind a link the others' rows are hidden (0149)."""
    found = func.quarters_of(municipality_id).table_valued(
        column("life_id", Uuid),
        column("key", String),
        column("began_at", DateTime(timezone=True)),
        column("held_at", DateTime(timezone=True)),
        column("agreed_at", DateTime(timezone=True)),
    )
    return session.execute(select(found)).all()
