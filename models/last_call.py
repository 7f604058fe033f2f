"""Who was called by SMS on the last day of what they owe, and when: DEFAULTS.LAST_CALL."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.taken import ByMessage


class LastCallRow(ByMessage, Base):
    """One person, called about one thing on one day; it counts as no reminder: Art. 14(3.2)."""

    __tablename__ = "last_call"
    __table_args__ = (
        CheckConstraint("(member_id IS NULL) <> (account_id IS NULL)", name="one_reader"),
        UniqueConstraint(
            "subject_id",
            "duty",
            "member_id",
            "account_id",
            "sent_on",
            name="one_call_a_day",
            postgresql_nulls_not_distinct=True,
        ),
        Index("last_calls_by_life", "life_id"),
        Index("last_calls_by_message", "message_id"),
    )

    life_id: Mapped[UUID] = mapped_column(ForeignKey("life.id"))
    duty: Mapped[str]
    """`rules.defaults.LAST_CALL`."""
    subject_id: Mapped[UUID]
    """The request, the minutes, the closure, the meeting; for declarations the life."""
    member_id: Mapped[UUID | None] = mapped_column(ForeignKey("member.id"))
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    sent_on: Mapped[date]
    sent_at: Mapped[datetime]
