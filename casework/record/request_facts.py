"""Which meetings members asked for, and which of these wait for an answer: for the rules."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from core.clock import local_day
from models.asked import LIFE
from models.meeting import Meeting
from models.meeting_request import MeetingRequest, RequestAnswer
from rules import facts as law

STANDS = or_(RequestAnswer.meeting_id.is_(None), Meeting.cancelled_at.is_(None))
"""An answer holds as long as the meeting that it names is not called off."""


def how_many() -> Select[int]:
    """How many there ever were: at most tables none was, and nothing more is read."""
    return select(func.count()).where(MeetingRequest.life_id == LIFE)


def waiting(session: Session, life_id: UUID) -> tuple[law.RequestFacts, ...]:
    """The requests of one table that nothing answers, the oldest first."""
    return tuple(waiting_of_each(session, [life_id])[life_id])


def waiting_of_each(
    session: Session, lives: Collection[UUID]
) -> Mapping[UUID, Sequence[law.RequestFacts]]:
    found: dict[UUID, list[law.RequestFacts]] = {life: [] for life in lives}
    if not lives:
        return found
    query = (
        select(MeetingRequest, func.max(Meeting.cancelled_at))
        .outerjoin(RequestAnswer, RequestAnswer.request_id == MeetingRequest.id)
        .outerjoin(Meeting, Meeting.id == RequestAnswer.meeting_id)
        .where(MeetingRequest.life_id.in_(lives))
        .group_by(MeetingRequest.id)
        .having(func.count(RequestAnswer.id).filter(STANDS) == 0)
        .order_by(MeetingRequest.asked_on, MeetingRequest.recorded_at, MeetingRequest.id)
    )
    for row, called_off in session.execute(query):
        found[row.life_id].append(
            law.RequestFacts(
                id=row.id,
                member_id=row.member_id,
                asked_on=row.asked_on,
                called_off_on=local_day(called_off) if called_off else None,
            )
        )
    return found


def answered_by(session: Session, meeting_id: UUID) -> Sequence[RequestAnswer]:
    """The answers that name this meeting, with their requests."""
    query = (
        select(RequestAnswer)
        .join(MeetingRequest, MeetingRequest.id == RequestAnswer.request_id)
        .where(RequestAnswer.meeting_id == meeting_id)
        .order_by(MeetingRequest.asked_on, RequestAnswer.id)
    )
    return session.scalars(query).all()
