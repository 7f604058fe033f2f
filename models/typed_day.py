"""What was on record as the day of something typed, until it was corrected: Art. 10(2), 18(2)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, EnumText, Sealed, listed
from models.people import Account
from rules.typed_days import DayOf


class TypedDay(Base):
    """One correction of a day, and what stood there; what it is of has the day that holds."""

    __tablename__ = "typed_day"
    __table_args__ = (
        listed("what", DayOf),
        UniqueConstraint("subject_id", "what", "number", name="one_typed_day_per_number"),
        CheckConstraint("now_on <> was_on", name="is_another"),
        CheckConstraint("reason_sealed IS NOT NULL", name="is_reasoned"),
        Index("typed_days_by_life", "life_id"),
    )

    life_id: Mapped[UUID] = mapped_column(ForeignKey("life.id"))
    what: Mapped[DayOf] = mapped_column(EnumText(DayOf))
    subject_id: Mapped[UUID]
    """The seat, the word, the information, the claim, or what was found of one."""
    number: Mapped[int]
    """Its place among the corrections of this day, from 1, in the order of entry."""
    was_on: Mapped[date]
    """The day that stood there."""
    now_on: Mapped[date]
    reason = Sealed(str)
    """Why the day before was wrong."""
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    recorded_by: Mapped[Account] = relationship()
