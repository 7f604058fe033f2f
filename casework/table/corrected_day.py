"""The day of a meeting is corrected: what the table did on it, and each limit that ran from it."""

from collections.abc import Collection, Iterator
from datetime import date

from sqlalchemy import select, update

from casework.record.table import held_of, meetings, minutes_of
from casework.table import notice, plan_months, reports_asked, telling, unplanned
from casework.table.meetings import family_of
from models.assessment import Assessment
from models.breach import BreachRow
from models.closure import AgeFinding, Closure
from models.life import Life
from models.meeting import Meeting, Minutes
from models.plan import Plan, PlanAction, Review
from models.rhythm import ReviewRhythm
from models.session import Work
from rules.breaches import Breach
from rules.duties import Duty
from rules.meetings import MeetingKind
from rules.record_correction import Approved, approvals
from workflow import breaches
from workflow.kinds import kind_of


def move(work: Work, meeting: Meeting, was_on: date) -> None:
    """What is of the meeting's day goes with it; the form on which a case is closed keeps the day
    that it says once somebody has signed it (`closing_day`)."""
    now_on = meeting.met_on
    for table, day, of in (
        (Assessment, Assessment.made_on, Assessment.meeting_id),
        (Plan, Plan.adopted_on, Plan.meeting_id),
        (Review, Review.settled_on, Review.meeting_id),
        (ReviewRhythm, ReviewRhythm.set_on, ReviewRhythm.meeting_id),
        (Minutes, Minutes.approved_on, Minutes.approved_in_id),
        (AgeFinding, AgeFinding.found_on, AgeFinding.meeting_id),
        (Closure, Closure.declined_on, Closure.meeting_id),
    ):
        work.session.execute(
            update(table).where(of == meeting.id, day == was_on).values({day: now_on})
        )
    work.session.execute(
        update(Closure)
        .where(Closure.meeting_id == meeting.id, Closure.decided_on == was_on)
        .values(decided_on=now_on)
    )
    unplanned.follow_days(work, meeting.life_id)
    reviewed = select(Review.plan_id).where(Review.meeting_id == meeting.id)
    work.session.execute(
        update(PlanAction)
        .where(PlanAction.plan_id.in_(reviewed), PlanAction.dropped_on == was_on)
        .values(dropped_on=now_on)
    )


def judge(work: Work, life: Life, meeting: Meeting, was_on: date) -> None:
    """Every limit that ran from that day, or that it kept: Art. 5(1.5), 8(2), 8(3), 8(10), 10(1).

    Asked after the act is settled, which knows the duties that are open.
    """
    days = (was_on, meeting.met_on)
    notice.judge(work, life, meeting)
    notice.judge_papers(work, life, meeting)
    if not kind_of(life).of_a_child:
        return
    approved(work, life, days)
    plan_months.judge(work, life, days)
    reports_asked.judge(work, life)
    breaches.anew(
        work,
        life,
        (),
        BreachRow.duty == Duty.NOTIFY_FAMILY,
        BreachRow.subject_id == meeting.id,
        BreachRow.limit_on != meeting.counts_from,
    )
    telling.judge(work, life, meeting, family_of(work, life.id))


def approved(work: Work, life: Life, days: Collection[date]) -> None:
    """The minutes whose next meeting was on one of these days, or is now: Art. 10(1)."""
    breaches.anew(
        work,
        life,
        [each for each in _approvals(work, life) if each[0].limit in days],
        BreachRow.duty == Duty.APPROVE_MINUTES,
        BreachRow.limit_on.in_(days),
    )


def _approvals(work: Work, life: Life) -> Iterator[tuple[Breach, date | None]]:
    """What waits for its meeting is a duty, and noted as one."""
    held = [(each.held_at, each.met_on) for each in held_of(meetings(work.session, life.id))]
    papers = [
        Approved(
            paper.id,
            paper.meeting_id,
            paper.meeting.held_at,
            paper.approved_on,
            paper.meeting.kind == MeetingKind.CLOSURE,
        )
        for paper in minutes_of(work.session, life.id)
        if paper.meeting.held_at and (paper.approved_on is None or paper.approved_in_id)
    ]
    known = [(at, day) for at, day in held if at is not None]
    today = work.clock.today()
    for breach, on in approvals(papers, known):
        if on is not None or breach.limit < today:
            yield breach, on
