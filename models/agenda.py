"""The chair's own items on the agenda of a meeting: Art. 8(3), 10(3)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Sealed


class AgendaItem(Base):
    """One item in the chair's words; where it stands says `Meeting.agenda`, by its id."""

    __tablename__ = "agenda_item"
    __table_args__ = (
        CheckConstraint("words_sealed IS NOT NULL", name="has_words"),
        CheckConstraint(
            "(taken_back_at IS NULL) = (taken_back_by_id IS NULL)", name="taken_back_by_somebody"
        ),
        Index("agenda_items_by_meeting", "meeting_id"),
    )

    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meeting.id"))
    words = Sealed(str)
    late: Mapped[bool]
    """Added after the agenda had been sent, or in the meeting itself."""
    added_on: Mapped[date]
    """The day on which it was added, also where it is typed later."""
    added_at: Mapped[datetime]
    added_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    taken_back_at: Mapped[datetime | None]
    """It stands on the agenda no more; that it did stays here."""
    taken_back_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
