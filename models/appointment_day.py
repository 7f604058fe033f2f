"""What was on record as the day of an appointment, until it was corrected: Art. 4(2)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Sealed
from models.people import Account


class AppointmentDay(Base):
    """One correction of the day, and what stood there; the appointment has the day that holds."""

    __tablename__ = "appointment_day"
    __table_args__ = (
        UniqueConstraint("appointment_id", "number", name="one_appointment_day_per_number"),
        CheckConstraint("now_on <> was_on", name="another_day"),
        CheckConstraint("reason_sealed IS NOT NULL", name="corrected_with_reason"),
    )

    appointment_id: Mapped[UUID] = mapped_column(ForeignKey("appointment.id"))
    number: Mapped[int]
    """Its place among the corrections of this appointment, from 1, in the order of entry."""
    was_on: Mapped[date]
    """The day that stood there."""
    now_on: Mapped[date]
    reason = Sealed(str)
    """Why the day before was wrong."""
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    recorded_by: Mapped[Account] = relationship()
