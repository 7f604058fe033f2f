"""What is added beside a sealed file: beside Art. 17(5)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, EnumText, Sealed, listed
from models.people import Account
from rules.supplement import Capacity


class Supplement(Base):
    """One thing added after the seal; a correction is another one that names it."""

    __tablename__ = "supplement"
    __table_args__ = (
        UniqueConstraint("case_id", "number", name="one_supplement_per_number"),
        UniqueConstraint("id", "digest", name="one_digest_per_supplement"),
        UniqueConstraint("case_id", "id", name="supplement_of_a_case"),
        ForeignKeyConstraint(
            ["case_id", "corrects_id"],
            ["supplement.case_id", "supplement.id"],
            name="corrects_one_of_the_case",
        ),
        CheckConstraint("corrects_id IS DISTINCT FROM id", name="corrects_another"),
        CheckConstraint("text_sealed IS NOT NULL", name="says_what"),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    number: Mapped[int]
    """Its place beside the file, from 1."""
    text = Sealed(str)
    """All that is signed, as JSON: `casework.case.supplement.SupplementText`."""
    digest: Mapped[bytes]
    """SHA-256 of `text`."""
    happened_on: Mapped[date | None]
    """Its true day; NULL where it was said that nobody knows it."""
    entered_at: Mapped[datetime]
    entered_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    corrects_id: Mapped[UUID | None]
    signatures: Mapped[list["SupplementSignature"]] = relationship(
        order_by="SupplementSignature.signed_at"
    )


class SupplementSignature(Base):
    """The manager's word under a supplement, or the head's; nobody gives both."""

    __tablename__ = "supplement_signature"
    __table_args__ = (
        listed("capacity", Capacity),
        UniqueConstraint("supplement_id", "capacity", name="one_signature_per_capacity"),
        UniqueConstraint("supplement_id", "account_id", name="one_capacity_per_officer"),
        ForeignKeyConstraint(
            ["supplement_id", "digest"],
            ["supplement.id", "supplement.digest"],
            name="signed_as_it_was_entered",
        ),
    )

    supplement_id: Mapped[UUID]
    digest: Mapped[bytes]
    capacity: Mapped[Capacity] = mapped_column(EnumText(Capacity))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    signed_at: Mapped[datetime]
    account: Mapped[Account] = relationship()
