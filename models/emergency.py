"""A case that an officer reads in an emergency, for a while: Art. 18(1), decision 0248."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, EnumText, Sealed, listed
from rules.emergencies import EmergencyFacts, EmergencyReason


class Emergency(Base):
    """Asked for, opened by a second person or alone, ended, and judged by the head."""

    __tablename__ = "emergency"
    __table_args__ = (
        listed("reason", EmergencyReason),
        CheckConstraint("words_sealed IS NOT NULL", name="emergency_says_why"),
        CheckConstraint("(opened_at IS NULL) = (until IS NULL)", name="opened_until"),
        CheckConstraint(
            "opened_at IS NULL AND confirmed_by_id IS NULL AND tried_sealed IS NULL"
            " OR opened_at IS NOT NULL AND (confirmed_by_id IS NULL) <> (tried_sealed IS NULL)",
            name="by_two_or_alone",
        ),
        CheckConstraint(
            "tried_sealed IS NULL OR opened_at >= asked_at + interval '10 minutes'",
            name="alone_once_nobody_answers",
        ),
        CheckConstraint("until <= opened_at + interval '4 hours'", name="open_for_hours"),
        CheckConstraint("confirmed_by_id <> asked_by_id", name="second_is_another"),
        CheckConstraint("(ended_at IS NULL) = (ended_by_id IS NULL)", name="ended_by_somebody"),
        CheckConstraint(
            "num_nulls(reviewed_at, reviewed_by_id, justified, judged_sealed) IN (0, 4)",
            name="judged_with_words",
        ),
        CheckConstraint("reviewed_by_id <> asked_by_id", name="judged_by_another"),
        CheckConstraint("reviewed_at IS NULL OR opened_at IS NOT NULL", name="judged_once_opened"),
        Index("emergencies_by_case", "case_id"),
        Index("emergencies_by_officer", "asked_by_id"),
        Index(
            "one_emergency_waits",
            "case_id",
            "asked_by_id",
            unique=True,
            postgresql_where=text("opened_at IS NULL AND ended_at IS NULL"),
        ),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    asked_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    asked_at: Mapped[datetime]
    reason: Mapped[EmergencyReason] = mapped_column(EnumText(EmergencyReason))
    words = Sealed(str)
    """What is needed, and why now."""
    confirmed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    """The second person; by their own session, as a trigger asks."""
    tried = Sealed(str)
    """Whom they tried to reach, of who opened it alone."""
    opened_at: Mapped[datetime | None]
    until: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    reviewed_at: Mapped[datetime | None]
    reviewed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    justified: Mapped[bool | None]
    judged = Sealed(str)

    @property
    def facts(self) -> EmergencyFacts:
        return EmergencyFacts(
            asked_by=self.asked_by_id,
            asked_at=self.asked_at,
            opened_at=self.opened_at,
            until=self.until,
            ended_at=self.ended_at,
            reviewed=self.reviewed_at is not None,
        )
