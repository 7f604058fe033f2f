"""A meeting that was on record in a case to which it did not belong: Art. 9, decision 0102."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Sealed


class MisplacedMeeting(Base):
    """What stood there until it was taken out; who was there stays with the meeting itself."""

    __tablename__ = "misplaced_meeting"
    __table_args__ = (
        CheckConstraint(
            "reason_sealed IS NOT NULL AND belongs_to_sealed IS NOT NULL",
            name="taken_out_with_reason",
        ),
        UniqueConstraint("meeting_id", name="taken_out_once"),
        Index("misplaced_by_planned", "planned_id"),
    )

    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meeting.id"))
    planned_id: Mapped[UUID | None] = mapped_column(ForeignKey("meeting.id"))
    """The meeting of this case as whose record it was typed, and which stands as planned again."""
    was_held_at: Mapped[datetime]
    """When it was on record as held."""
    was_met_on: Mapped[date]
    said_on: Mapped[date]
    """When it was said that it was not of this case."""
    reason = Sealed(str)
    belongs_to = Sealed(str)
    """The number of the case of which it was, or that it is not known."""
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
