"""What came in on a case, which claims are to be verified, and what was found: Art. 5(1.2), 12(1).

Every row stays as it was written; a later one adds to it.
"""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, EnumText, Sealed, listed
from models.case import Member
from models.meeting import Meeting
from models.people import Account
from rules.information import Verification


class Information(Base):
    """One thing that a member said, or that came to the case manager, on a day."""

    __tablename__ = "information"
    __table_args__ = (
        UniqueConstraint("case_id", "number", name="one_information_per_number"),
        UniqueConstraint("case_id", "id", name="information_of_a_case"),
        CheckConstraint("words_sealed IS NOT NULL", name="says_what"),
        CheckConstraint(
            "member_id IS NOT NULL OR recorded_by_id IS NOT NULL AND source_sealed IS NOT NULL",
            name="from_a_member_or_a_source",
        ),
        Index("information_by_seat", "member_id"),
        Index("information_by_meeting", "meeting_id"),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    number: Mapped[int]
    """Its place in the case, from 1."""
    given_on: Mapped[date]
    """The day on which it was said or came in, also where it is typed later."""
    recorded_at: Mapped[datetime]
    member_id: Mapped[UUID | None] = mapped_column(ForeignKey("member.id"))
    """Who said it; NULL where it came to the case manager from elsewhere."""
    meeting_id: Mapped[UUID | None] = mapped_column(ForeignKey("meeting.id"))
    """In which meeting it was shared: Annex 1, C3; NULL where it came in otherwise."""
    recorded_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    """The officer who typed it; NULL where the member did, behind their link."""
    words = Sealed(str)
    source = Sealed(str)
    """Whom or what they have it from."""
    member: Mapped[Member | None] = relationship()
    meeting: Mapped[Meeting | None] = relationship()
    recorded_by: Mapped[Account | None] = relationship()


class Claim(Base):
    """One sentence that somebody is asked to confirm or to refute: Art. 12(1)."""

    __tablename__ = "claim"
    __table_args__ = (
        UniqueConstraint("case_id", "number", name="one_claim_per_number"),
        ForeignKeyConstraint(
            ["case_id", "information_id"],
            ["information.case_id", "information.id"],
            name="from_what_came_in",
        ),
        CheckConstraint("words_sealed IS NOT NULL", name="claims_something"),
        Index("claims_by_seat", "member_id"),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    number: Mapped[int]
    information_id: Mapped[UUID | None]
    """What it was taken from, where that came in so; else assessment, report or meeting."""
    member_id: Mapped[UUID | None] = mapped_column(ForeignKey("member.id"))
    """Who is to verify it; NULL is the case manager."""
    asked_on: Mapped[date]
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    words = Sealed(str)
    member: Mapped[Member | None] = relationship()
    information: Mapped[Information | None] = relationship()
    outcomes: Mapped[list["ClaimOutcome"]] = relationship(
        order_by="ClaimOutcome.found_on, ClaimOutcome.recorded_at", viewonly=True
    )
    """In the order of their days; the last one holds."""


class ClaimOutcome(Base):
    """What was found of a claim on a day; what was found before stays to be read."""

    __tablename__ = "claim_outcome"
    __table_args__ = (
        listed("found", Verification),
        CheckConstraint("words_sealed IS NOT NULL", name="says_how"),
        CheckConstraint("num_nonnulls(member_id, recorded_by_id) > 0", name="found_by_somebody"),
        Index("outcomes_by_claim", "claim_id"),
    )

    claim_id: Mapped[UUID] = mapped_column(ForeignKey("claim.id"))
    found: Mapped[Verification] = mapped_column(EnumText(Verification))
    found_on: Mapped[date]
    recorded_at: Mapped[datetime]
    member_id: Mapped[UUID | None] = mapped_column(ForeignKey("member.id"))
    """Who verified it; NULL is the case manager."""
    recorded_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    """The officer who typed it; NULL where the member did, behind their link."""
    words = Sealed(str)
    member: Mapped[Member | None] = relationship()
    claim: Mapped[Claim] = relationship()
