"""Who chairs one meeting in the manager's place, by the centre's appointment: Art. 4(2), 6(1.4)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Sealed
from models.people import Account


class SubstituteChair(Base):
    """The head's word that an officer chairs one meeting; another one for it is another row."""

    __tablename__ = "substitute_chair"
    __table_args__ = (
        CheckConstraint("account_id <> named_by_id", name="named_by_another"),
        UniqueConstraint("meeting_id", "number", name="one_naming_per_number"),
        Index("substitutes_by_account", "account_id"),
    )

    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meeting.id"))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    number: Mapped[int]
    """In the order of the record: of two at once the second waits, and has the last word."""
    named_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    named_on: Mapped[date]
    """When the head named them; it may be typed later."""
    words = Sealed(str)
    """Number or words of the decision; empty where they are not stated."""
    recorded_at: Mapped[datetime]
    account: Mapped[Account] = relationship(foreign_keys=[account_id])


class ChairCorrection(Base):
    """Who was on record as having chaired, until it was corrected; the meeting has who did."""

    __tablename__ = "chair_correction"
    __table_args__ = (
        CheckConstraint(
            "num_nonnulls(was_account_id, was_member_id, was_words_sealed) <= 1", name="was_one"
        ),
        CheckConstraint(
            "source_sealed IS NOT NULL AND reason_sealed IS NOT NULL",
            name="chair_corrected_with_reason",
        ),
        UniqueConstraint("meeting_id", "number", name="one_correction_per_number"),
    )

    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meeting.id"))
    number: Mapped[int]
    was_account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    was_member_id: Mapped[UUID | None] = mapped_column(ForeignKey("member.id"))
    was_words = Sealed(str)
    said_on: Mapped[date]
    """When it was said that this was wrong."""
    source = Sealed(str)
    """Who said so, or which paper."""
    reason = Sealed(str)
    """Why what stood before was wrong."""
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
