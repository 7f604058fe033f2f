"""What a meeting did with the minutes of earlier ones, as its own minutes say it: Art. 10(1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import contains_eager

from models.life import Life
from models.meeting import Meeting, Minutes
from models.session import Work
from workflow.kinds import kind_of


@dataclass(frozen=True, slots=True)
class EarlierMinutes:
    """Minutes that lay before a meeting, and whether it approved them."""

    of: datetime
    """When the meeting was that they are of."""
    approved: bool
    corrections: str


def of_earlier(work: Work, meeting: Meeting) -> Sequence[EarlierMinutes]:
    """By their days; none that was written after this meeting had been put on record."""
    if meeting.held_at is None or meeting.recorded_at is None:
        return ()
    life = work.session.get_one(Life, meeting.life_id)
    mine = Life.id == life.id
    if not kind_of(life).of_a_child:  # each quarter is a life of its own, and the table the same
        mine = (Life.kind == life.kind) & (Life.municipality_id == life.municipality_id)
    open_then = or_(Minutes.approved_on.is_(None), Minutes.approved_on > meeting.met_on)
    query = (
        select(Minutes)
        .join(Meeting, Meeting.id == Minutes.meeting_id)
        .join(Life, Life.id == Meeting.life_id)
        .where(mine, Meeting.held_at < meeting.held_at)
        .where(
            (Minutes.approved_in_id == meeting.id)
            | (open_then & (Minutes.written_at <= meeting.recorded_at))
        )
        .options(contains_eager(Minutes.meeting))
        .order_by(Meeting.held_at, Meeting.number)
    )
    return [
        EarlierMinutes(
            paper.meeting.held_at or paper.meeting.starts_at,
            paper.approved_in_id == meeting.id,
            (paper.corrections or "") if paper.approved_in_id == meeting.id else "",
        )
        for paper in work.session.scalars(query)
    ]
