"""The months of the plan, held against the days on which the table settled it: Art. 5(1.5)."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import select

from casework.record.closure_facts import decided_on
from casework.record.known import death_on
from models.breach import BreachRow
from models.life import Life
from models.meeting import Meeting
from models.plan import Plan, Review
from models.session import Work
from rules.breaches import Breach
from rules.duties import Duty
from rules.planning import PlanKind, month_ends
from rules.record_correction import Settled, months
from workflow import breaches

Month = tuple[Breach, date | None]


def judge(work: Work, life: Life, days: Collection[date]) -> None:
    """The months that reviews of these days, or the closing of the case, ended, and those that
    they began: their days were typed late, or are corrected."""
    settled, every = _of(work, life)
    if not settled:
        return
    today, closed_on = work.clock.today(), decided_on(work, life.id)
    mine = {month_ends(day) for day in days} | {month.limit for month, end in every if end in days}
    open_now = set()
    if closed_on:
        mine.add(month_ends(settled[-1].on))
    else:
        open_now = {month.limit for month, end in every if end is None and month.limit >= today}
    breaches.anew(
        work,
        life,
        [
            (month, end)
            for month, end in every
            if month.limit in mine and (end is not None or month.limit < today)
        ],
        BreachRow.duty == Duty.REVIEW_PLAN,
        BreachRow.limit_on.in_(mine - open_now),
    )


def judge_since(work: Work, life: Life, day: date) -> None:
    """Those that ended on that day or later: the child died, or did not, or on another day."""
    _, every = _of(work, life)
    today = work.clock.today()
    breaches.anew(
        work,
        life,
        [
            (month, end)
            for month, end in every
            if month.limit >= day and (end is not None or month.limit < today)
        ],
        BreachRow.duty == Duty.REVIEW_PLAN,
        BreachRow.limit_on >= day,
    )


def turned_up(work: Work, life: Life) -> None:
    """A plan that nobody knew stands here with its day of paper: its months count now, and no more
    the one that ran from a review of it."""
    unknown = select(Meeting.id).where(Meeting.life_id == life.id)
    query = select(BreachRow).where(BreachRow.life_id == life.id)
    query = query.where(BreachRow.duty == Duty.REVIEW_PLAN, BreachRow.subject_id.in_(unknown))
    for row in work.session.scalars(query):
        breaches.strike(work, row)


def _of(work: Work, life: Life) -> tuple[Sequence[Settled], Sequence[Month]]:
    """The days on which the table settled the plan, and each month that ran from one."""
    plans = work.session.scalars(
        select(Plan)
        .where(Plan.case_id == life.id, Plan.kind == PlanKind.UNIFIED)
        .order_by(Plan.version)
        .execution_options(populate_existing=True)
    ).all()
    if not plans:
        return (), ()
    reviewed = select(Review.settled_on).where(Review.case_id == life.id)
    found = {*work.session.scalars(reviewed), *(each.adopted_on for each in plans)} - {None}
    settled = [
        Settled(day, [each.id for each in plans if each.adopted_on and each.adopted_on <= day][-1])
        for day in sorted(day for day in found if day)
    ]
    ended_by = decided_on(work, life.id)
    return settled, list(months(settled, ended_by, death_on(work.session, life.id)))
