"""What lists of cases show: numbers, phases and days; never a child: Art. 16(1)."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, case, cast, false, func, or_, select, true
from sqlalchemy.orm import aliased

from casework.case import life as case_life
from core.clock import day_begins
from identity.access import answers_for, visible_cases
from identity.officers import names_of
from models.case import Case
from models.duty import DutyRow
from models.life import Life
from models.meeting import PLANNED, Meeting
from models.people import Account
from models.session import Work
from queries.beside_lines import AwaitedFrom, trends, waited_for
from queries.case_order import Wanted, in_order
from queries.paging import PAGE, Paged, rows_of
from queries.urgency import DATED, RowState, counted, counts_in, state_of, urgency
from rules.assessment import Risk
from rules.basis import Basis
from rules.duties import Duty
from rules.risk_trend import RiskTrend
from rules.roles import Owner, Role
from workflow.duties import duty_in
from workflow.kinds import kind_of


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case in a list; everything stands in its own row and its life's."""

    number: str
    phase: str
    risk: Risk | None
    duty: Duty | None
    actor: str | None
    basis: Basis | None
    due: date | None
    count: int
    manager: str | None
    officer: str | None
    """Who alone owes what is owed next, where that is not whoever manages the case: 10(1)."""
    is_mine: bool
    """The reader manages it."""
    stalled_step: str | None
    closed_at: datetime | None
    late: int = 0
    """How many duties of the case are late, with the next one."""
    trend: RiskTrend | None = None
    who: tuple[str, ...] = ()
    """The institutions whose members owe what is owed next."""
    reminded_on: date | None = None
    """When the last of those who owe it was reminded."""
    since: date | None = None
    """From when it is waited for, also where that is still to come."""

    @property
    def more_late(self) -> int:
        """Late duties beside the one that the line names."""
        return max(0, self.late - 1)

    def waited_since(self, today: date) -> date | None:
        """None of what begins on a later day, or on its own day, which the line names anyway."""
        begun = self.since is not None and self.since <= today and self.since != self.due
        return self.since if begun else None

    def state(self, today: date) -> RowState:
        """The group of a case: what is owed now, without a day of its own, is today's."""
        return RowState.TODAY if self.due is None and self.duty else urgency(self.due, today)


@dataclass(frozen=True, slots=True)
class Load:
    """How many cases of one officer stand in one group: Art. 16(1)."""

    manager_id: UUID | None
    manager: str
    state: RowState
    cases: int
    stalled: int
    late: int = 0
    """How many duties of theirs are late, whoever owes them."""


def listed(work: Work, wanted: Wanted, page: int = 1) -> Paged[CaseLine]:
    """One page of the cases the officer may see, the late ones first."""
    owed, late = _next_duty(work)
    state = _state(owed, work.clock.today())
    rank = case({each.value: place for place, each in enumerate(DATED)}, value=state)
    query = (
        select(Case, Life, owed, late, *counted(state))
        .join(Life, Life.id == Case.id)
        .outerjoin(owed, true())
        .where(visible_cases(work, closed=wanted.closed), *_narrowed(wanted, state, owed))
        .order_by(rank, *in_order(wanted, owed, late))
        .limit(PAGE)
    )
    rows, number = rows_of(work.session, query.offset, page)
    named = {id for row in rows for id in (row[0].manager_id, row[2] and row[2].officer_id) if id}
    names = names_of(work.session, named)
    by_state = counts_in(rows)
    waits = waited_for(work, {row[2].id for row in rows if row[2]})
    moved = trends(work, {row[0].id for row in rows})
    lines = [
        replace(
            _line(work, row[0], row[1], row[2], names),
            late=row[3] or 0,
            trend=moved.get(row[0].id),
            **(_waits(row[2], waits) if row[2] else {}),
        )
        for row in rows
    ]
    return Paged(lines, sum(by_state.values()), number, by_state)


def _waits(row: DutyRow, waits: Mapping[UUID, AwaitedFrom]) -> dict[str, Any]:
    found = waits[row.id]
    who = found.who if row.actor == Owner.MEMBERS else ()
    return {"who": who, "reminded_on": found.reminded_on}


def loads(work: Work, *, closed: bool = False) -> list[Load]:
    """Every case the officer may see, counted by who manages it and by group."""
    owed, late = _next_duty(work)
    state = _state(owed, work.clock.today())
    all_late = cast(func.coalesce(func.sum(late), 0), Integer)
    query = (
        select(Case.manager_id, state, func.count(), func.count(Life.stalled_at), all_late)
        .join(Life, Life.id == Case.id)
        .outerjoin(owed, true())
        .where(visible_cases(work, closed=closed))
        .group_by(Case.manager_id, state)
    )
    rows = work.session.execute(query).all()
    names = names_of(work.session, {row[0] for row in rows if row[0]})
    return [
        Load(manager, names.get(manager, "") if manager else "", RowState(group), *numbers)
        for manager, group, *numbers in rows
    ]


def cases_of(work: Work) -> Mapping[UUID | None, int]:
    """How many open cases each officer manages, of those that the reader may see."""
    found: Counter[UUID | None] = Counter()
    for load in loads(work):
        found[load.manager_id] += load.cases
    return found


def numbered(work: Work, typed: str) -> str | None:
    """The one case of the reader with the number typed, open or closed, however it is written."""
    theirs = or_(visible_cases(work), visible_cases(work, closed=True))
    query = select(Case.number).join(Life, Life.id == Case.id)
    return work.session.scalar(query.where(theirs, _signs() == typed).limit(1))


def _next_duty(work: Work) -> tuple[type[DutyRow], ColumnElement[int]]:
    """What is late comes before what has no day; else what is next: one of each open case, and how
    many of that case are late."""
    is_late = func.coalesce(DutyRow.due_on < work.clock.today(), false())
    query = (
        select(DutyRow, func.count().filter(is_late).over().label("late_duties"))
        .where(DutyRow.life_id == Life.id, Life.ended_at.is_(None))
        .order_by(is_late.desc(), DutyRow.position)
        .limit(1)
        .correlate(Life)
    )
    beside = query.lateral()
    return aliased(DutyRow, beside), beside.c.late_duties


def _state(owed: type[DutyRow], today: date) -> ColumnElement[str]:
    """`CaseLine.state` as Postgres asks it."""
    day = case((owed.id.is_not(None), func.coalesce(owed.due_on, today)))
    return state_of(day, today)


def _narrowed(
    wanted: Wanted, state: ColumnElement[str], owed: type[DutyRow]
) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.state == RowState.STALL:
        found.append(Life.stalled_at.is_not(None))
    elif wanted.state:
        found.append(state == wanted.state)
    if wanted.managers is not None:
        found.append(Case.manager_id.in_(wanted.managers))
    if wanted.phase:
        found.append(Case.phase == wanted.phase)
    if wanted.risk:
        found.append(func.coalesce(Case.risk, "unknown") == wanted.risk)
    if wanted.actor:
        found.append(owed.actor == wanted.actor)
    if wanted.signs:
        found.append(_signs().contains(wanted.signs, autoescape=True))
    return found


def _signs() -> ColumnElement[str]:
    """The letters and digits of a number."""
    return func.regexp_replace(func.lower(Case.number), "[^a-z0-9]", "", "g")


def _line(
    work: Work, case: Case, life: Life, row: DutyRow | None, names: Mapping[UUID, str]
) -> CaseLine:
    owed = duty_in(row) if row else None
    alone = owed.officer if owed and owed.officer != case.manager_id else None
    return CaseLine(
        number=case.number,
        phase=case.phase,
        risk=case.risk,
        duty=owed.duty if owed else None,
        actor=owed.actor if owed else None,
        basis=owed.basis if owed else None,
        due=owed.due if owed else None,
        count=owed.count if owed else 0,
        since=owed.since if owed else None,
        manager=names.get(case.manager_id) if case.manager_id else None,
        officer=names.get(alone) if alone else None,
        is_mine=case.manager_id == work.actor.id,
        stalled_step=life.stalled_step if life.stalled_at else None,
        closed_at=case.sealed_at,
    )


def open_cases(work: Work) -> int:
    """How many cases the officer who acts answers for; a deputy as the manager they are."""
    which = (answers_for(work, as_manager=True), Life.kind == case_life.KIND.name)
    return work.session.scalar(select(func.count()).select_from(Life).where(*which)) or 0


def meetings_to_come(work: Work, page: int = 1) -> Paged[tuple[datetime, str, str, UUID]]:
    """Agreed meetings from today on: when, case number or quarter, place, id."""
    query = (
        select(Meeting.starts_at, Life, Meeting.place, Meeting.id, func.count().over())
        .join(Life, Life.id == Meeting.life_id)
        .where(
            answers_for(work),
            Meeting.agreed_at.is_not(None),
            PLANNED,
            Meeting.starts_at >= day_begins(work.clock.today()),
        )
        .order_by(Meeting.starts_at, Meeting.id)
        .limit(PAGE)
    )
    rows, number = rows_of(work.session, query.offset, page)
    lines = [(row[0], kind_of(row[1]).label(row[1]), row[2], row[3]) for row in rows]
    return Paged(lines, rows[0][-1] if rows else 0, number)


def managers_of(work: Work, municipality_id: UUID | None) -> list[Account]:
    """The officers of a centre who may manage a case: Art. 4(2)."""
    query = select(Account).where(
        Account.municipality_id == municipality_id,
        Account.role == Role.MANAGER,
        Account.disabled_at.is_(None),
    )
    return sorted(work.session.scalars(query), key=lambda account: account.name or "")
