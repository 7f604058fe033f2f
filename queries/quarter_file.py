"""The municipal roundtable as its officers see it: quarters, standing members, who convenes."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select

from casework.municipality.three_months import days_held
from casework.record.table import meetings
from casework.table.returned import Returned, returned
from core.clock import local_day
from identity import access
from identity.access import NotThere
from identity.officers import convener_of
from models.breach import BreachRow
from models.duty import DutyRow
from models.life import Life, LifeKind
from models.meeting import Meeting
from models.people import Account, Professional
from models.session import Work
from queries import said_at_the_door
from queries.dashboard import managers_of
from queries.said_at_the_door import DoorWord
from rules.days import Quarter
from rules.duties import Duty
from rules.roles import Role


class QuarterState(StrEnum):
    """How far the meeting of a quarter has come."""

    HELD = "held"
    LATE = "late"
    """Held after the three months of Art. 8(2), or not yet though they have passed."""
    NONE = "none"
    """Over without a meeting of its own; that of a quarter before was still awaited."""
    SET = "set"
    PROPOSED = "proposed"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class QuarterLine:
    """One quarter in the list: held, set, without a date, or over without a meeting."""

    quarter: Quarter
    state: QuarterState
    day: date | None
    days_late: int


@dataclass(frozen=True, slots=True)
class Roundtable:
    """One municipality's roundtable: Art. 3, 8(2)."""

    lines: Sequence[QuarterLine]
    standing: Sequence[Professional]
    convener: Account | None
    may_open: bool
    """The head and who convenes see into a quarter; other managers see its dates."""
    officers: Sequence[Account]
    """Whom the head may name to convene; empty for everybody else."""


def roundtable(work: Work) -> Roundtable:
    """The roundtable of the officer's municipality; raises `NotThere` for administrators."""
    account = access.officer_of(work)
    if account.role not in access.OFFICERS or account.municipality_id is None:
        raise NotThere
    lives = work.session.scalars(
        select(Life).where(
            Life.kind == LifeKind.QUARTERLY, Life.municipality_id == account.municipality_id
        )
    )
    found = lives.all()
    limits = _limits(work, {life.id for life in found})
    lines = [_line(work, life, limits.get(life.id)) for life in found]
    standing = select(Professional).where(
        Professional.municipality_id == account.municipality_id,
        Professional.standing,
        Professional.left_at.is_(None),
    )
    convener = convener_of(work.session, account.municipality_id)
    heads = access.is_head(work)
    return Roundtable(
        lines=sorted(lines, key=lambda line: line.quarter, reverse=True),
        standing=sorted(work.session.scalars(standing), key=lambda person: person.affiliation),
        convener=convener,
        may_open=heads or (convener is not None and convener.id == account.id),
        officers=managers_of(work, account.municipality_id) if heads else (),
    )


def _limits(work: Work, life_ids: Collection[UUID]) -> Mapping[UUID, date]:
    """By life, the first limit of Art. 8(2) that passed there, noted or fresh."""
    noted = select(BreachRow.life_id, BreachRow.limit_on).where(
        BreachRow.life_id.in_(life_ids),
        BreachRow.duty == Duty.MEET_IN_QUARTER,
        BreachRow.struck_on.is_(None),
    )
    fresh = select(DutyRow.life_id, DutyRow.due_on).where(
        DutyRow.life_id.in_(life_ids),
        DutyRow.duty == Duty.MEET_IN_QUARTER,
        DutyRow.due_on < work.clock.today(),
    )
    first: dict[UUID, date] = {}
    for life_id, day in (*work.session.execute(noted), *work.session.execute(fresh)):
        first[life_id] = min(day, first.get(life_id, day))
    return first


def _line(work: Work, life: Life, limit: date | None) -> QuarterLine:
    """Late is what the text calls late; that there is one meeting in each quarter is ours."""
    quarter, today = quarter_of(life), work.clock.today()
    last = _last(work, life)
    if last and last.held_at:
        held_on = local_day(last.held_at)
        late = max(0, (held_on - limit).days) if limit else 0
        state = QuarterState.LATE if late else QuarterState.HELD
        return QuarterLine(quarter, state, held_on, late)
    if limit:
        return QuarterLine(quarter, QuarterState.LATE, None, (today - limit).days)
    if life.ended_at:
        return QuarterLine(quarter, QuarterState.NONE, None, 0)
    if last is None or last.countered_at:
        return QuarterLine(quarter, QuarterState.OPEN, None, 0)
    state = QuarterState.SET if last.agreed_at else QuarterState.PROPOSED
    return QuarterLine(quarter, state, last.day, 0)


def quarter_of(life: Life) -> Quarter:
    return Quarter.parse(life.key.rpartition(":")[2])


def _last(work: Work, life: Life) -> Meeting | None:
    """The quarter's meeting, leaving out those taken off the calendar."""
    standing = [meeting for meeting in meetings(work.session, life.id) if not meeting.cancelled_at]
    return standing[-1] if standing else None


@dataclass(frozen=True, slots=True)
class QuarterFile:
    """One quarter with its meetings."""

    life: Life
    quarter: Quarter
    meeting: Meeting | None
    is_first: bool
    """The municipal table has not met yet."""
    former: Sequence[Meeting]
    """Proposals that were taken off the calendar."""
    convener: Account | None
    is_run_by_reader: bool
    returned: Sequence[Returned]
    door_words: Sequence[DoorWord]


def open_quarter(work: Work, label: str, *, role: Role | None = None) -> QuarterFile:
    """A quarter by its name, `2026-Q4`, for the head and for who convenes it."""
    life = access.life_for(work, _life_called(work, label), role=role)
    convener = convener_of(work.session, life.municipality_id)
    last = _last(work, life)
    return QuarterFile(
        life=life,
        quarter=quarter_of(life),
        meeting=last,
        is_first=not days_held(work.session, life.municipality_id),
        former=[meeting for meeting in meetings(work.session, life.id) if meeting.cancelled_at],
        convener=convener,
        is_run_by_reader=convener is not None and convener.id == work.actor.id,
        returned=returned(work, life.id),
        door_words=said_at_the_door.of_life(work, life.id),
    )


def _life_called(work: Work, label: str) -> UUID:
    account = access.officer_of(work)
    query = select(Life.id).where(
        Life.kind == LifeKind.QUARTERLY,
        Life.municipality_id == account.municipality_id,
        Life.key.endswith(f":{label}", autoescape=True),
    )
    found = work.session.scalars(query).first()
    if found is None:
        raise NotThere
    return found
