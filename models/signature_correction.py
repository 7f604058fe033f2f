"""What was typed from paper as somebody's signature, and stands no more: Art. 10(1), 17(5)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Sealed
from models.people import Account


class SignatureCorrection(Base):
    """One signature or refusal ended, and why; `Signature.ended_by_id` says which."""

    __tablename__ = "signature_correction"
    __table_args__ = (
        CheckConstraint("reason_sealed IS NOT NULL", name="says_why"),
        Index("signature_corrections_by_paper", "paper_id"),
    )

    paper_id: Mapped[UUID]
    """The minutes, or the closure."""
    now_on: Mapped[date | None]
    """Of which day it was, which stands as a signature of its own; NULL where it is taken back."""
    corrected_at: Mapped[datetime]
    corrected_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    reason = Sealed(str)
    corrected_by: Mapped[Account] = relationship()
