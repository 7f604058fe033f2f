"""Meetings that members ask for, and what became of each request: Art. 8(4)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, EnumText, Sealed, listed
from models.case import Member
from models.meeting import Meeting
from rules.initiative import RequestMeans


class MeetingRequest(Base):
    """One member's word that the table should meet; it stays as it was said."""

    __tablename__ = "meeting_request"
    __table_args__ = (
        listed("means", RequestMeans),
        CheckConstraint("reason_sealed IS NOT NULL", name="says_why"),
        CheckConstraint(
            "(means = 'link') = (recorded_by_id IS NULL)", name="said_or_recorded_by_an_officer"
        ),
        Index("requests_by_life", "life_id"),
        Index("requests_by_seat", "member_id"),
    )

    life_id: Mapped[UUID] = mapped_column(ForeignKey("life.id"))
    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id"))
    asked_on: Mapped[date]
    """The day on which it was said, also where it is recorded later."""
    recorded_at: Mapped[datetime]
    means: Mapped[RequestMeans] = mapped_column(EnumText(RequestMeans))
    recorded_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    """Who wrote down what came on paper or by telephone."""
    reason = Sealed(str)
    wish = Sealed(str)
    """When they would like to meet, in their words."""
    member: Mapped[Member] = relationship()


class RequestAnswer(Base):
    """A meeting that is called for it, or why none is; no answer once that meeting is called off.

    A request that a called-off meeting answered is open again, and its next answer is another row.
    """

    __tablename__ = "request_answer"
    __table_args__ = (
        CheckConstraint(
            "num_nonnulls(meeting_id, reason_sealed, nullif(with_end, false)) = 1",
            name="meeting_or_reason",
        ),
        UniqueConstraint(
            "request_id",
            "meeting_id",
            name="one_answer_per_meeting",
            postgresql_nulls_not_distinct=True,
        ),
        Index("answers_by_meeting", "meeting_id"),
    )

    request_id: Mapped[UUID] = mapped_column(ForeignKey("meeting_request.id"))
    meeting_id: Mapped[UUID | None] = mapped_column(ForeignKey("meeting.id"))
    answered_at: Mapped[datetime]
    answered_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    reason = Sealed(str)
    """Why no meeting is called."""
    with_end: Mapped[bool] = mapped_column(default=False)
    """Answered with the end of the case: the table closed it, or the referral was a mistake."""
    request: Mapped[MeetingRequest] = relationship()
    meeting: Mapped[Meeting | None] = relationship()
