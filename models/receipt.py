"""The receipt for whoever referred a child: wanted, given, its address forgotten: beside 18(1)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.clock import local_day
from models.base import Base, EnumText, Sealed, listed
from models.people import Account
from rules.receipt import ReceiptWay


class ReferralReceipt(Base):
    """One wish for a receipt and what became of it; the newest one of a case counts.

    Whoever wants it again, or by another way, is another row.
    """

    __tablename__ = "referral_receipt"
    __table_args__ = (
        listed("way", ReceiptWay),
        UniqueConstraint("case_id", "number", name="one_receipt_per_number"),
        CheckConstraint(
            "address_sealed IS NULL OR (way IN ('mail', 'sms') AND accepted_at IS NULL)",
            name="address_only_until_it_is_there",
        ),
        CheckConstraint("sent_at IS NULL OR way IN ('mail', 'sms')", name="sent_where_it_is_sent"),
        CheckConstraint("accepted_at IS NULL OR sent_at IS NOT NULL", name="accepted_once_sent"),
        CheckConstraint(
            "(handed_on IS NULL) = (handed_at IS NULL) AND (handed_on IS NULL OR way = 'by_hand')",
            name="handed_where_it_is_handed",
        ),
        CheckConstraint(
            "(given_by_id IS NULL) = (sent_at IS NULL AND handed_at IS NULL)"
            " AND (given_by_id IS NULL) = (answers_id IS NULL)",
            name="says_who_answers",
        ),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    number: Mapped[int]
    """Its place in the case, from 1."""
    way: Mapped[ReceiptWay] = mapped_column(EnumText(ReceiptWay))
    language: Mapped[str]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    address = Sealed(str)
    """Mail or mobile number; NULL once it was accepted there, another wish came, or the file was
    sealed: it is kept for nothing else, 18(1)."""
    sent_at: Mapped[datetime | None]
    """When somebody pressed."""
    accepted_at: Mapped[datetime | None]
    """When the server took it."""
    handed_on: Mapped[date | None]
    """The day on which it was handed over."""
    handed_at: Mapped[datetime | None]
    """When that was entered."""
    given_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    answers_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    """Whom it names as who answers."""
    managed: Mapped[bool | None]
    """Whoever answers managed the case; False for the head, while nobody did."""

    recorded_by: Mapped[Account] = relationship(foreign_keys=[recorded_by_id])
    given_by: Mapped[Account | None] = relationship(foreign_keys=[given_by_id])
    answers: Mapped[Account | None] = relationship(foreign_keys=[answers_id])

    @property
    def recorded_on(self) -> date:
        return local_day(self.recorded_at)

    @property
    def sent_on(self) -> date | None:
        return local_day(self.sent_at) if self.sent_at else None

    @property
    def is_given(self) -> bool:
        return self.sent_at is not None or self.handed_on is not None
