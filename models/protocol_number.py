"""The number of a notice in the protocol book of the centre's office: decision 0183."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Sealed


class ProtocolNumber(Base):
    """As it was entered; another row corrects it, and both stay."""

    __tablename__ = "protocol_number"
    __table_args__ = (
        UniqueConstraint("message_id", "id", name="protocol_number_of_a_notice"),
        UniqueConstraint("corrects_id", name="one_correction_per_protocol_number"),
        ForeignKeyConstraint(
            ["message_id", "corrects_id"],
            ["protocol_number.message_id", "protocol_number.id"],
            name="corrects_a_protocol_number_of_the_notice",
        ),
        CheckConstraint("corrects_id IS DISTINCT FROM id", name="corrects_another_entry"),
        CheckConstraint("(corrects_id IS NULL) = (reason_sealed IS NULL)", name="corrected_for"),
        CheckConstraint("corrects_id IS NOT NULL OR NOT taken_back", name="taken_back_later"),
        CheckConstraint("number_sealed IS NOT NULL", name="says_a_number"),
        Index(
            "one_protocol_number_per_notice",
            "message_id",
            unique=True,
            postgresql_where=text("corrects_id IS NULL"),
        ),
        Index("protocol_numbers_by_case", "case_id"),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    message_id: Mapped[UUID] = mapped_column(ForeignKey("message.id"))
    number = Sealed(str)
    booked_on: Mapped[date]
    """The day under which it stands in the book."""
    corrects_id: Mapped[UUID | None]
    reason = Sealed(str)
    """Why it is corrected."""
    taken_back: Mapped[bool] = mapped_column(default=False)
    """It has none after all."""
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
