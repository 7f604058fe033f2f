"""The table's own rhythm of reviews: Art. 5(1.5)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Sealed
from rules.rhythm import Rhythm


class ReviewRhythm(Base):
    """How often the table reviews the plan, where it set another rhythm than the month: 5(1.5)."""

    __tablename__ = "review_rhythm"
    __table_args__ = (
        UniqueConstraint("case_id", "number", name="one_rhythm_per_number"),
        CheckConstraint("days BETWEEN 1 AND 31", name="never_longer_than_a_month"),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meeting.id"))
    number: Mapped[int]
    days: Mapped[int | None]
    """None goes back to the month."""
    reason = Sealed(str)
    set_on: Mapped[date]
    """The word of the latest day counts, whenever it was typed."""
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))

    @property
    def rhythm(self) -> Rhythm | None:
        """None goes back to the month."""
        return None if self.days is None else Rhythm(self.days, self.set_on)
