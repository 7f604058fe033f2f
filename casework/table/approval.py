"""Minutes of earlier meetings, approved by one that was held: Art. 10(1)."""

from bisect import bisect
from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from sqlalchemy import select

from casework.record.table import held_of, meetings, minutes_of, open_table, waiting_minutes
from casework.table import minutes
from core.clock import at_local, local_time
from identity.access import NotThere
from models.life import Life
from models.meeting import Meeting, Minutes
from models.session import Work
from rules.duties import Duty
from rules.minutes import minutes_late
from workflow import breaches
from workflow.life import after_act, lock


def locked(work: Work, life_id: UUID, approved: Collection[UUID]) -> tuple[Life, set[UUID]]:
    """The life, and those of other quarters whose minutes are approved in it: all in one order."""
    query = (
        select(Meeting.life_id)
        .join(Minutes, Minutes.meeting_id == Meeting.id)
        .where(Minutes.id.in_(approved), Meeting.life_id != life_id)
    )
    others = set(work.session.scalars(query)) if approved else set()
    lives = {each: open_table(work, each) for each in sorted({life_id, *others})}
    return lives[life_id], others


def approve_earlier(
    work: Work, life: Life, meeting: Meeting, approved: Mapping[UUID, str], held_on: date
) -> None:
    """Each of the minutes that the table approved, with its own corrections: Art. 10(1)."""
    waiting = {paper.id: paper for paper in waiting_minutes(work.session, life)}
    if not approved.keys() <= waiting.keys():
        raise NotThere
    for paper_id, corrections in approved.items():
        paper = waiting[paper_id]
        of = lock(work, paper.meeting.life_id)
        minutes.approve(work, of, paper, meeting, corrections, on=held_on)
    _came_between(work, life, meeting, held_on)


def _came_between(work: Work, life: Life, meeting: Meeting, held_on: date) -> None:
    """Typed after a meeting that it came before, it was the next one all the same: Art. 10(1).

    What it did not approve was late from its day on, as if both had been typed in their order.
    """
    held_at = at_local(held_on, local_time(meeting.starts_at))
    held = held_of(meetings(work.session, life.id))
    days = [each.held_at for each in held if each.held_at]
    at = bisect(days, held_at)
    if not 0 < at < len(held):
        return
    papers = {paper.meeting_id: paper for paper in minutes_of(work.session, life.id)}
    paper = papers.get(held[at - 1].id)
    if paper is None or (paper.approved_on and paper.approved_on <= held_on):
        return
    breaches.due_before(work, life.id, Duty.APPROVE_MINUTES, held_on, subject_id=paper.id)
    if paper.approved_on and paper.approved_in_id:
        late = minutes_late(paper.id, paper.meeting_id, held_on)
        breaches.note(work, life, [late])
        breaches.judged(work, life, late, paper.approved_on)


def settled(
    work: Work, others: Collection[UUID], approved: Collection[UUID], held_on: date
) -> None:
    """The other lives look anew; entered later, it may be the meeting that was to approve them."""
    for other in others:
        after_act(work, other, "minutes approved")
    if held_on < work.clock.today():
        for paper_id in approved:
            life_id = work.session.get_one(Minutes, paper_id).meeting.life_id
            duty = Duty.APPROVE_MINUTES
            breaches.happened(work, life_id, duty, held_on, subject_id=paper_id)
