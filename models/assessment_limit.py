"""Until when the comprehensive assessment is to be completed, by the quality standards: 12(5)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, EnumText, Sealed, listed
from models.people import Account
from rules.assessment_limit import CountedFrom, LimitFacts


class AssessmentLimit(Base):
    """A limit that another act sets, as the administrator entered it; each row stays."""

    __tablename__ = "assessment_limit"
    __table_args__ = (
        listed("counted_from", CountedFrom),
        CheckConstraint("days > 0", name="at_least_a_day"),
        CheckConstraint("source_sealed IS NOT NULL", name="says_where_it_stands"),
    )

    days: Mapped[int | None]
    """NULL: no limit holds any more."""
    counted_from: Mapped[CountedFrom] = mapped_column(EnumText(CountedFrom))
    valid_from: Mapped[date]
    """For children referred from that day on."""
    source = Sealed(str)
    """The act and the paragraph, or why none holds any more."""
    entered_at: Mapped[datetime]
    entered_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    entered_by: Mapped[Account] = relationship()

    @property
    def facts(self) -> LimitFacts:
        said = self.source or ""
        return LimitFacts(self.valid_from, self.entered_at, self.counted_from, self.days, said)
