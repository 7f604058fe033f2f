"""A member's word, from the text that was shown to the code that confirmed it: decision 0155."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, EnumText, listed
from rules.confirming import ConfirmedAct
from rules.sign_in_limits import LIMITS


class Confirmation(Base):
    """One act of one seat under one text; a code of its own confirms it, and it serves that act."""

    __tablename__ = "confirmation"
    __table_args__ = (
        listed("act", ConfirmedAct),
        CheckConstraint(
            "used_at IS NULL OR"
            " (confirmed_at IS NOT NULL AND used_at - confirmed_at"
            f" < interval '{LIMITS.MEMBER_CODE.minutes} minutes')",
            name="used_in_its_time",
        ),
        CheckConstraint(
            "num_nonnulls(identity_check_id, authenticator_id) = 0"
            " OR (num_nonnulls(identity_check_id, authenticator_id) = 1"
            " AND confirmed_at IS NOT NULL)",
            name="by_one_way",
        ),
        CheckConstraint(
            "(text_digest IS NULL) = (act IN ('refuse', 'withdraw'))", name="of_a_text_or_of_none"
        ),
        Index("confirmations_by_member", "member_id", "asked_at"),
    )

    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id"))
    act: Mapped[ConfirmedAct] = mapped_column(EnumText(ConfirmedAct))
    subject_id: Mapped[UUID]
    """The paper, or the seat of whoever declares."""
    digest: Mapped[bytes]
    """SHA-256 of the act, its subject, the text as it was shown, and the member's word on it."""
    text_digest: Mapped[bytes | None]
    """The text alone, as it is laid: what a signature then stands under."""
    asked_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    """When the code was typed."""
    used_at: Mapped[datetime | None]
    """When the act was done; it is done once."""
    identity_check_id: Mapped[UUID | None] = mapped_column(ForeignKey("identity_check.id"))
    """How they were recognised to whom its code was read out; NULL for any other code."""
    authenticator_id: Mapped[UUID | None] = mapped_column(ForeignKey("member_authenticator.id"))
    """The app whose code it was; NULL for any other code."""
