"""Visits of the head or the department, and what follows from them: Art. 16(2).

Every row stays as it was written, beside the child's file; a later one adds to it.
"""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, EnumText, Sealed, listed
from models.people import Account
from rules.visits import Followed


class MonitoringVisit(Base):
    """One visit: when, by whom, what it found; a correction is another one that names it."""

    __tablename__ = "monitoring_visit"
    __table_args__ = (
        UniqueConstraint("case_id", "number", name="one_visit_per_number"),
        UniqueConstraint("case_id", "id", name="visit_of_a_case"),
        ForeignKeyConstraint(
            ["case_id", "corrects_id"],
            ["monitoring_visit.case_id", "monitoring_visit.id"],
            name="corrects_a_visit_of_the_case",
        ),
        CheckConstraint("corrects_id IS DISTINCT FROM id", name="corrects_another"),
        CheckConstraint("who_sealed IS NOT NULL", name="says_who"),
        CheckConstraint("findings_sealed IS NOT NULL", name="says_what_it_found"),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    number: Mapped[int]
    """Its place in the case, from 1."""
    visited_on: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    corrects_id: Mapped[UUID | None]
    who = Sealed(str)
    """Who made it, in the words of whoever entered it."""
    findings = Sealed(str)
    recorded_by: Mapped[Account] = relationship()
    follow_ups: Mapped[list["FollowUp"]] = relationship(order_by="FollowUp.number", viewonly=True)


class FollowUp(Base):
    """What is to follow from a visit, and until when."""

    __tablename__ = "follow_up"
    __table_args__ = (
        UniqueConstraint("visit_id", "number", name="one_follow_up_per_number"),
        CheckConstraint("words_sealed IS NOT NULL", name="says_what_follows"),
    )

    visit_id: Mapped[UUID] = mapped_column(ForeignKey("monitoring_visit.id"))
    number: Mapped[int]
    until_on: Mapped[date | None]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    words = Sealed(str)
    said: Mapped[list["FollowUpWord"]] = relationship(
        order_by="FollowUpWord.said_on, FollowUpWord.recorded_at", viewonly=True
    )
    """In the order of their days; the last one holds."""


class FollowUpWord(Base):
    """Whether it was done, on its day; what was said before stays to be read."""

    __tablename__ = "follow_up_word"
    __table_args__ = (
        listed("became", Followed),
        CheckConstraint("became = 'done' OR words_sealed IS NOT NULL", name="says_why_not"),
        Index("words_by_follow_up", "follow_up_id"),
    )

    follow_up_id: Mapped[UUID] = mapped_column(ForeignKey("follow_up.id"))
    became: Mapped[Followed] = mapped_column(EnumText(Followed))
    said_on: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    words = Sealed(str)
    recorded_by: Mapped[Account] = relationship()
