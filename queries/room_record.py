"""What the table is on record as having decided in one meeting: Art. 12(2), 13(1), 15(2), 8(3)."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from casework.record.standing import risk_on
from core.clock import day_begins
from models.assessment import Assessment
from models.meeting import PLANNED, Meeting
from models.plan import Plan, Review
from models.session import Work
from rules.assessment import Risk
from rules.planning import PlanKind


@dataclass(frozen=True, slots=True)
class RoomRecord:
    """What was put on record as made in a meeting."""

    assessment: Assessment | None
    plan: Plan | None
    review: Review | None
    next: Meeting | None
    """The meeting that was put forward since it began."""
    before: Risk | None = None
    """The level of risk until this meeting, where it set one: Art. 12(2)."""


def of_meeting(work: Work, meeting: Meeting) -> RoomRecord:
    """Five questions, however many people sat there."""
    session = work.session
    assessed = select(Assessment).where(Assessment.meeting_id == meeting.id)
    made = select(Plan).where(Plan.meeting_id == meeting.id, Plan.kind == PlanKind.UNIFIED)
    reviewed = select(Review).where(Review.meeting_id == meeting.id)
    coming = select(Meeting).where(
        Meeting.life_id == meeting.life_id,
        PLANNED,
        Meeting.proposed_at >= day_begins(meeting.met_on),
        Meeting.starts_at > meeting.starts_at,
    )
    assessment = session.scalars(assessed.order_by(Assessment.version.desc())).first()
    review = session.scalars(reviewed).first()
    day = meeting.met_on - timedelta(days=1)
    sets = assessment is not None or review is not None
    return RoomRecord(
        assessment,
        session.scalars(made.order_by(Plan.version.desc())).first(),
        review,
        session.scalars(coming.order_by(Meeting.starts_at)).first(),
        before=risk_on(session, meeting.life_id, day) if sets else None,
    )
