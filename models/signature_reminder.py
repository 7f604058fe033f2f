"""Of what somebody was reminded beside reports, and when: Art. 10(1), 13(2.2), 17(5), 18(2)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.taken import ByMessage


class SignatureReminder(ByMessage, Base):
    """One person, reminded of one thing on one day; never twice on it."""

    __tablename__ = "signature_reminder"
    __table_args__ = (
        CheckConstraint("(member_id IS NULL) <> (account_id IS NULL)", name="one_reader"),
        UniqueConstraint(
            "subject_id",
            "duty",
            "member_id",
            "account_id",
            "sent_on",
            name="one_reminder_a_day",
            postgresql_nulls_not_distinct=True,
        ),
        Index("signature_reminders_by_life", "life_id"),
        Index("signature_reminders_by_message", "message_id"),
    )

    life_id: Mapped[UUID] = mapped_column(ForeignKey("life.id"))
    duty: Mapped[str]
    """`rules.reminders.REMINDED`."""
    subject_id: Mapped[UUID]
    """The minutes, the closure or the plan; for declarations the life."""
    member_id: Mapped[UUID | None] = mapped_column(ForeignKey("member.id"))
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    sent_on: Mapped[date]
    sent_at: Mapped[datetime]
    """When it was queued."""
