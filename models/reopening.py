"""The link from a new case to an earlier, sealed one of the same child: beside Art. 18(1)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Sealed


class EarlierCaseLink(Base):
    """The head's word that both cases are of one child; it is of the new case's file."""

    __tablename__ = "earlier_case_link"
    __table_args__ = (
        UniqueConstraint("case_id", "number", name="one_link_per_number"),
        ForeignKeyConstraint(
            ["earlier_case_id", "supplement_id"],
            ["supplement.case_id", "supplement.id"],
            name="said_beside_the_earlier_file",
        ),
        CheckConstraint("earlier_case_id <> case_id", name="earlier_is_another"),
        CheckConstraint("reason_sealed IS NOT NULL", name="says_how_it_is_known"),
        Index("links_by_earlier_case", "earlier_case_id"),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    number: Mapped[int]
    """Its place in the new case's file, from 1."""
    earlier_case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    supplement_id: Mapped[UUID | None]
    """Beside the earlier file: that the death which it says was wrong."""
    reason = Sealed(str)
    """How it is known that it is the same child."""
    linked_on: Mapped[date]
    """When the head decided; it may be typed later."""
    linked_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    recorded_at: Mapped[datetime]


class EarlierCaseLinkEnd(Base):
    """A link taken back: it opens nothing any more, and both stay on record, also past the seal."""

    __tablename__ = "earlier_case_link_end"
    __table_args__ = (
        UniqueConstraint("link_id", name="one_end_per_link"),
        CheckConstraint("reason_sealed IS NOT NULL", name="says_what_was_wrong"),
    )

    link_id: Mapped[UUID] = mapped_column(ForeignKey("earlier_case_link.id"))
    reason = Sealed(str)
    """What was wrong with the link."""
    taken_back_on: Mapped[date]
    taken_back_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    recorded_at: Mapped[datetime]
