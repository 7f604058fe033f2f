"""Minutes of earlier meetings, approved by one that was held: Art. 10(1)."""

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from sqlalchemy import select

from casework.record.table import open_table, waiting_minutes
from casework.table import minutes
from identity.access import NotThere
from models.life import Life
from models.meeting import Meeting, Minutes
from models.session import Work
from rules.duties import Duty
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
