"""Who owes what over which life, as the acts have written it down: Art. 14(1), 16(1).

However many lives, a number of statements that does not grow: no case's facts are asked here.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, not_, or_, select

from identity.access import answers_for, is_head, officer_of
from identity.conflicts import in_conflict
from identity.officers import convener_of
from models.case import Case
from models.duty import ComingStepRow, DutyRow
from models.life import Life
from models.meeting import Meeting
from models.people import Account
from models.session import Work
from queries.duty_of_life import DutyOfLife, by_day, read, with_what_it_is_about
from queries.paging import PAGE, Paged, rows_of
from queries.urgency import counted, counts_in, state_of
from rules.duties import Duty
from rules.roles import Owner, Role
from workflow.kinds import kind_of, kinds

HALF_A_YEAR: Final = timedelta(days=183)


@dataclass(frozen=True, slots=True)
class ComingStep:
    """A step the system will take by itself."""

    on: date
    act: str
    kind: str
    label: str


def own(work: Work, page: int = 1) -> Paged[DutyOfLife]:
    """What depends on the officer who acts, over the lives they answer for, the late first.

    Their own duties, and somebody else's that has come due and wants a word; and what they owe of
    a meeting that they chaired, also where the case is another's by now: 10(1), 17(5). Of a case
    in which they declared a conflict of interest nothing opens to them, and nothing stands: 10(2).
    """
    theirs = and_(answers_for(work, as_manager=True), _is_mine(work))
    me = work.actor.id
    by_name = and_(DutyRow.officer_id == me, Life.ended_at.is_(None), ~in_conflict(Life.id, me))
    return _paged(work, page, or_(theirs, by_name))


def of_others(work: Work, page: int = 1) -> Paged[DutyOfLife]:
    """What others owe over the same lives until a day that has not come, the nearest first."""
    return _paged(work, page, answers_for(work, as_manager=True), not_(_is_mine(work)))


def _is_mine(work: Work) -> ColumnElement[bool]:
    is_due = func.coalesce(DutyRow.due_on <= work.clock.today(), False)
    theirs = func.coalesce(DutyRow.officer_id, work.actor.id) == work.actor.id
    return or_(and_(DutyRow.actor == Owner.MANAGER, theirs), is_due)


def decisions(work: Work, page: int = 1) -> Paged[DutyOfLife]:
    """What waits for the head who acts: a manager to name, a date, a closure: Art. 4(2), 17(3).

    Where no other officer convenes the municipal table, what its chair owes is the head's too, and
    so is what they owe of a meeting that they chaired before they headed the centre: 10(1). A
    deputy decides the same, but nothing on the cases that they manage: decision 0037.
    """
    account = officer_of(work)
    if not is_head(work):
        return Paged((), 0)
    wanted = DutyRow.actor == Owner.HEAD
    if account.role != Role.HEAD:
        wanted = and_(wanted, Case.manager_id.is_distinct_from(account.id))
    else:
        wanted = or_(wanted, DutyRow.officer_id == account.id)
        if _convenes(work, account):
            wanted = or_(wanted, and_(_of_the_chair(), _of_municipality()))
    found = _paged(work, page, answers_for(work), wanted)
    lines = [replace(task, duty=replace(task.duty, actor=Owner.HEAD)) for task in found.lines]
    return replace(found, lines=lines)


def late_with_others(work: Work, page: int = 1) -> Paged[DutyOfLife]:
    """Every duty over these lives that is late and does not wait for the head: Art. 16(1)."""
    account = officer_of(work)
    wanted = [
        answers_for(work),
        DutyRow.due_on < work.clock.today(),
        DutyRow.actor != Owner.HEAD,
        DutyRow.officer_id.is_distinct_from(account.id),
    ]
    if _convenes(work, account):
        wanted.append(or_(not_(_of_the_chair()), not_(_of_municipality())))
    return _paged(work, page, *wanted)


def of_manager(work: Work, manager_id: UUID, page: int = 1) -> Paged[DutyOfLife]:
    """What one case manager owes over the reader's lives, the late first: Art. 16(1)."""
    theirs = func.coalesce(DutyRow.officer_id, Case.manager_id) == manager_id
    return _paged(work, page, answers_for(work), DutyRow.actor == Owner.MANAGER, theirs)


def late_in_cases_of(work: Work, manager_id: UUID, page: int = 1) -> Paged[DutyOfLife]:
    """What others owe in the cases of one manager, and is late."""
    others = DutyRow.officer_id.is_distinct_from(manager_id)
    others = and_(others, or_(DutyRow.actor != Owner.MANAGER, DutyRow.officer_id.is_not(None)))
    is_late = DutyRow.due_on < work.clock.today()
    return _paged(work, page, answers_for(work), Case.manager_id == manager_id, is_late, others)


def _of_the_chair() -> ColumnElement[bool]:
    """What whoever runs the table owes, and nobody by name."""
    return and_(DutyRow.actor == Owner.MANAGER, DutyRow.officer_id.is_(None))


def _of_municipality() -> ColumnElement[bool]:
    """The lives that are no child's: whoever convenes there chairs all of them."""
    return Life.kind.in_([name for name, kind in kinds().items() if not kind.of_a_child])


def _convenes(work: Work, account: Account) -> bool:
    if account.municipality_id is None:
        return False
    convener = convener_of(work.session, account.municipality_id)
    return convener is not None and convener.id == account.id


def nobody_convenes(work: Work) -> bool:
    """No officer is named to convene the municipal table, which so is the head's: T6."""
    account = officer_of(work)
    if account.municipality_id is None:
        return False
    convener = convener_of(work.session, account.municipality_id)
    return convener is None or convener.role == Role.HEAD


def coming(work: Work, most: int = 8) -> list[ComingStep]:
    """The next steps the system takes by itself within half a year, over the reader's lives."""
    today = work.clock.today()
    query = (
        select(ComingStepRow.on_day, ComingStepRow.act, Life)
        .join(Life, Life.id == ComingStepRow.life_id)
        .where(answers_for(work, as_manager=True))
        .where(ComingStepRow.on_day > today, ComingStepRow.on_day <= today + HALF_A_YEAR)
        .order_by(ComingStepRow.on_day, Life.kind.desc(), Life.key)
        .limit(most)
    )
    return [
        ComingStep(day, act, life.kind, kind_of(life).label(life))
        for day, act, life in work.session.execute(query)
    ]


def of_life(work: Work, life_id: UUID) -> list[DutyOfLife]:
    """Every duty over one life; there are never pages of them."""
    query = with_what_it_is_about().where(DutyRow.life_id == life_id)
    rows = work.session.execute(query.order_by(DutyRow.position)).all()
    return sorted(read(work, rows), key=by_day)


def answer_by(work: Work, meeting: Meeting) -> date | None:
    """Our limit, while the head owes the answer to a proposed date: Art. 8(3)."""
    query = select(DutyRow.due_on).where(
        DutyRow.life_id == meeting.life_id,
        DutyRow.subject_id == meeting.id,
        DutyRow.duty == Duty.AGREE_DATE.value,
    )
    return work.session.scalar(query)


def _paged(work: Work, number: int, *which: ColumnElement[bool]) -> Paged[DutyOfLife]:
    """One page over many lives; what has no day is owed today."""
    day = func.coalesce(DutyRow.due_on, work.clock.today())
    order = (day, Life.kind.desc(), Life.key, DutyRow.position)
    counts = counted(state_of(day, work.clock.today()))
    listed = (
        select(DutyRow.id, *counts)
        .join(Life, Life.id == DutyRow.life_id)
        .outerjoin(Case, Case.id == Life.id)
        .where(*which)
        .order_by(*order)
    )

    def at(offset: int) -> Select[Any]:
        page = listed.limit(PAGE).offset(offset).subquery()
        return with_what_it_is_about(page).order_by(*order)

    rows, number = rows_of(work.session, at, number)
    by_state = counts_in(rows)
    return Paged(read(work, rows), sum(by_state.values()), number, by_state)
