"""What a meeting of a case was for, by what lay before the table on its day: Art. 8(11), 15(1)."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casework.record.table import held_of, meetings
from core.clock import day_begins, local_day
from models.closure import Closure
from models.meeting import Meeting
from models.plan import Plan
from rules.called_for import ClosingAhead, called_for, is_on_closing
from rules.closure import before_the_table
from rules.meetings import MeetingKind
from rules.planning import PlanKind


def kind_then(
    session: Session,
    case_id: UUID,
    at: datetime,
    *,
    extraordinary: bool,
    on_review: bool,
    of: Meeting | None = None,
) -> MeetingKind:
    """Of one that nobody had planned, whatever was decided since; `of` one on record."""
    return called_for(
        has_met=has_met(held_of(meetings(session, case_id)), at, of),
        closing=was_on_closing(session, case_id, at),
        extraordinary=extraordinary,
        on_review=on_review,
        else_review=False,
    )


def has_met(held: Sequence[Meeting], at: datetime, of: Meeting | None = None) -> bool:
    """Whether the table had met before; of two of one hour the one with the lower number came
    first, and one that is not on record yet comes last."""
    if of in held:
        return held[0] is not of
    return any(each.held_at <= at for each in held if each.held_at)


def was_decided_in(session: Session, meeting: Meeting) -> bool:
    """The table closed the case in this meeting, or did not: it was on that: Art. 17(3)."""
    query = select(Closure.id).where(Closure.meeting_id == meeting.id).limit(1)
    return session.scalar(query) is not None


def was_on_closing(session: Session, case_id: UUID, at: datetime) -> bool:
    """Whether a closing that the head had approved lay before the table: Art. 8(11)."""
    query = (
        select(Closure.proposed_at, Closure.approved_at, Closure.fell_at, Meeting.held_at)
        .outerjoin(Meeting, Meeting.id == Closure.meeting_id)
        .where(Closure.case_id == case_id, Closure.approved_at.is_not(None))
    )
    found = []
    for proposed, approved, fell, met in session.execute(query):
        since = before_the_table(day_begins(local_day(proposed)), approved)
        assert since is not None  # it was approved
        found.append(ClosingAhead(since, met or fell))
    return is_on_closing(found, at)


def adopted_on(session: Session, case_id: UUID) -> date | None:
    """When the table adopted its first plan."""
    query = select(func.min(Plan.adopted_on))
    return session.scalar(query.where(Plan.case_id == case_id, Plan.kind == PlanKind.UNIFIED))
