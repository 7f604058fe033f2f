"""A member's dissent from what the table decided: Art. 9, 10(1)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Sealed
from models.case import Member
from models.meeting import Meeting


class Dissent(Base):
    """From what a member dissents, and why, in their own words; another word is another row."""

    __tablename__ = "dissent"
    __table_args__ = (
        CheckConstraint("decision_sealed IS NOT NULL", name="says_from_what"),
        CheckConstraint("words_sealed IS NOT NULL", name="says_why"),
        Index("dissents_by_meeting", "meeting_id"),
        Index("dissents_by_seat", "member_id"),
    )

    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meeting.id"))
    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id"))
    decision = Sealed(str)
    """What the table decided."""
    words = Sealed(str)
    said_on: Mapped[date]
    """The day on which it was said, also where it is recorded later."""
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    """Who wrote it down for them; NULL where the member said it when signing."""
    member: Mapped[Member] = relationship()
    meeting: Mapped[Meeting] = relationship()
