"""What was typed of a report, or of a word on a late action, and stands no more: 8(9), 14(2)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Sealed
from models.people import Account


class ReportCorrection(Base):
    """One correction, with what stood until then; what stands now is the report's own."""

    __tablename__ = "report_correction"
    __table_args__ = (
        CheckConstraint("reason_sealed IS NOT NULL", name="says_why"),
        Index("report_corrections_by_request", "request_id"),
    )

    request_id: Mapped[UUID] = mapped_column(ForeignKey("report_request.id"))
    was_on: Mapped[date]
    was_typed_at: Mapped[datetime]
    now_on: Mapped[date | None]
    """NULL where it is taken back: nothing came of it."""
    corrected_at: Mapped[datetime]
    corrected_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    done = Sealed(str)
    """The words that stood."""
    concerns = Sealed(str)
    reason = Sealed(str)
    corrected_by: Mapped[Account] = relationship()
