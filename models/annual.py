"""The year's report of a municipal table: its versions, and to whom each was given: Art. 5(1.6)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, EnumText, Sealed, listed
from rules.annual import ReportReader


class AnnualReport(Base):
    """One version of the text, with the numbers as they were counted for it."""

    __tablename__ = "annual_report"
    __table_args__ = (
        UniqueConstraint("life_id", "version", name="one_report_per_version"),
        CheckConstraint(
            "num_nulls(approved_on, meeting_id, approved_at, approved_by_id) IN (0, 4)",
            name="approved_in_a_meeting",
        ),
        CheckConstraint("(figures IS NULL) = (counted_at IS NULL)", name="counted_once_shown"),
        CheckConstraint(
            "approved_on IS NULL OR counted_at IS NOT NULL", name="approved_as_counted"
        ),
        CheckConstraint("(version = 1) = (why_anew_sealed IS NULL)", name="anew_says_why"),
        Index(
            "one_report_is_written",
            "life_id",
            unique=True,
            postgresql_where=text("approved_on IS NULL"),
        ),
    )

    life_id: Mapped[UUID] = mapped_column(ForeignKey("life.id"))
    version: Mapped[int]
    written = Sealed[dict[str, str]](dict)
    """What the table says, by `rules.annual.YearPart`; what nobody wrote is not there."""
    why_anew = Sealed(str)
    saved_at: Mapped[datetime]
    saved_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    """NULL while nobody has written anything: the year's end began it."""
    count_wanted_at: Mapped[datetime]
    """When its numbers were last asked for; they are counted by the worker, who sees every case."""
    counted_at: Mapped[datetime | None]
    figures: Mapped[dict[str, dict[str, int]] | None] = mapped_column(JSONB(none_as_null=True))
    """By table and row, as they are shown: rounded, `rules.small_numbers`."""
    approved_on: Mapped[date | None]
    meeting_id: Mapped[UUID | None] = mapped_column(ForeignKey("meeting.id"))
    approved_at: Mapped[datetime | None]
    approved_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))


class AnnualHanding(Base):
    """That somebody has the report, or asked for it: to the Municipality, else on request."""

    __tablename__ = "annual_handing"
    __table_args__ = (
        listed("reader", ReportReader),
        CheckConstraint("(reader = 'municipality') = (asked_on IS NULL)", name="on_request"),
        CheckConstraint(
            "num_nulls(report_id, given_on, given_at, given_by_id) IN (0, 4)", name="given_whole"
        ),
        CheckConstraint("asked_on IS NOT NULL OR given_on IS NOT NULL", name="asked_or_given"),
        Index("annual_handings_by_life", "life_id"),
        Index("annual_handings_by_report", "report_id"),
    )

    life_id: Mapped[UUID] = mapped_column(ForeignKey("life.id"))
    reader: Mapped[ReportReader] = mapped_column(EnumText(ReportReader))
    asked_on: Mapped[date | None]
    request = Sealed(str)
    """Their letter: its number, and who signed it."""
    entered_at: Mapped[datetime]
    entered_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    report_id: Mapped[UUID | None] = mapped_column(ForeignKey("annual_report.id"))
    given_on: Mapped[date | None]
    receipt = Sealed(str)
    """Who took it there, and under which number."""
    given_at: Mapped[datetime | None]
    given_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
