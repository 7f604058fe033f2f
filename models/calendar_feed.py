"""A secret address at which somebody's own program reads their meetings: decision 0181."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class CalendarFeed(Base):
    """One person's at one centre; the address itself stands nowhere."""

    __tablename__ = "calendar_feed"
    __table_args__ = (
        UniqueConstraint("token_digest", name="one_calendar_per_token"),
        CheckConstraint("(professional_id IS NULL) <> (account_id IS NULL)", name="of_one_person"),
        Index(
            "one_calendar_per_professional",
            "professional_id",
            unique=True,
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index(
            "one_calendar_per_account",
            "account_id",
            unique=True,
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index("calendars_by_professional", "professional_id"),
        Index("calendars_by_account", "account_id"),
    )

    professional_id: Mapped[UUID | None] = mapped_column(ForeignKey("professional.id"))
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    token_digest: Mapped[bytes]
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    read_from: Mapped[datetime | None]
    """Since when it is counted how often it was read."""
    reads: Mapped[int] = mapped_column(default=0)
