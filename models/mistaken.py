"""A referral that ended as a mistake, before its table met: beside Art. 8(1)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, EnumText, Sealed, listed
from rules.mistaken import Mistake


class MistakenReferral(Base):
    """The head's decision, and the case that the referral belonged to."""

    __tablename__ = "mistaken_referral"
    __table_args__ = (
        UniqueConstraint("case_id", name="one_mistake_per_case"),
        listed("mistake", Mistake),
        CheckConstraint("right_case_id IS DISTINCT FROM case_id", name="another_case"),
        CheckConstraint(
            "mistake <> 'duplicate' OR right_case_id IS NOT NULL", name="duplicate_of_a_case"
        ),
        Index("mistakes_by_right_case", "right_case_id"),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    mistake: Mapped[Mistake] = mapped_column(EnumText(Mistake))
    right_case_id: Mapped[UUID | None] = mapped_column(ForeignKey("cases.id"))
    reason = Sealed(str)
    """How it came about and was found out."""
    decided_on: Mapped[date]
    decided_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    recorded_at: Mapped[datetime]
