"""What was on record as the day of a referral, until it was corrected: Art. 8(1)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Sealed
from models.people import Account


class ReferralDay(Base):
    """One correction of the day, and what stood there; the case has the day that holds."""

    __tablename__ = "referral_day"
    __table_args__ = (
        UniqueConstraint("case_id", "number", name="one_referral_day_per_number"),
        CheckConstraint("came_on <> was_on", name="another_day"),
        CheckConstraint("reason_sealed IS NOT NULL", name="corrected_with_reason"),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    number: Mapped[int]
    """Its place in the case, from 1, in the order of entry."""
    was_on: Mapped[date]
    """The day that stood there."""
    came_on: Mapped[date]
    """The day on which the referral reached the centre, by this correction."""
    reason = Sealed(str)
    """Why the day before was wrong."""
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    recorded_by: Mapped[Account] = relationship()
