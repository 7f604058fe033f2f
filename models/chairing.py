"""Who chairs one meeting in the manager's place, by the centre's appointment: Art. 4(2), 6(1.4)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Sealed
from models.people import Account


class SubstituteChair(Base):
    """The head's word that an officer chairs one meeting; another one for it is another row."""

    __tablename__ = "substitute_chair"
    __table_args__ = (
        CheckConstraint("account_id <> named_by_id", name="named_by_another"),
        Index("substitutes_by_meeting", "meeting_id"),
        Index("substitutes_by_account", "account_id"),
    )

    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meeting.id"))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    named_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    named_on: Mapped[date]
    """When the head named them; it may be typed later."""
    words = Sealed(str)
    """Number or words of the decision; empty where they are not stated."""
    recorded_at: Mapped[datetime]
    account: Mapped[Account] = relationship(foreign_keys=[account_id])
