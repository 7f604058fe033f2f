"""What the manager answered to a signal that suggests a reassessment: Art. 14(4)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, EnumText, Sealed, listed
from models.meeting import Meeting
from models.people import Account
from rules.signals import Signal, SignalKind


class SignalAnswer(Base):
    """A meeting, a reason, or both; each answer stays, and a later one is another row.

    A meeting called off answers nothing; one on another day in its place is another row.
    """

    __tablename__ = "signal_answer"
    __table_args__ = (
        listed("kind", SignalKind),
        CheckConstraint(
            "meeting_id IS NOT NULL OR reason_sealed IS NOT NULL", name="meeting_or_reason"
        ),
        CheckConstraint("answered_on >= since", name="not_before_the_signal"),
        Index("signal_answers_by_case", "case_id"),
        Index("signal_answers_by_meeting", "meeting_id"),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    kind: Mapped[SignalKind] = mapped_column(EnumText(SignalKind))
    source_id: Mapped[UUID]
    """What it came from: an action, information, an outcome, a case, a seat, an assessment."""
    since: Mapped[date]
    meeting_id: Mapped[UUID | None] = mapped_column(ForeignKey("meeting.id"))
    answered_on: Mapped[date]
    """The day on which the manager decided, also where it is typed later."""
    recorded_at: Mapped[datetime]
    answered_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    reason = Sealed(str)
    """Why the table does not meet for it."""
    meeting: Mapped[Meeting | None] = relationship()
    answered_by: Mapped[Account] = relationship()

    @property
    def signal(self) -> Signal:
        return Signal(self.kind, self.source_id, self.since)
