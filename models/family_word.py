"""How one of the family learned of a meeting, word by word; the last one counts: Art. 8(10)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Sealed
from models.people import Account


class FamilyWord(Base):
    """One word on record: told, when and how, or why not. `FamilyNotice` says what holds."""

    __tablename__ = "family_word"
    __table_args__ = (
        CheckConstraint(
            "told_on IS NOT NULL OR not_told_reason_sealed IS NOT NULL", name="told_or_reason"
        ),
        UniqueConstraint("meeting_id", "person_id", "number", name="one_word_to_family_per_number"),
    )

    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meeting.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("family_person.id"))
    number: Mapped[int]
    told_on: Mapped[date | None]
    how: Mapped[str] = mapped_column(default="")
    """`rules.meetings.ToldBy`; empty where they were not told."""
    not_told_reason = Sealed(str)
    because = Sealed(str)
    """Why the word before it was wrong; NULL where nothing was corrected."""
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    recorded_by: Mapped[Account] = relationship()
