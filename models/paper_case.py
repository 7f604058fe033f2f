"""A case that ran on paper before: since when it runs here, and what is known of the time before.

Every word stays; the newest holds. The case itself has the day that holds: decision 0165.
"""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, EnumText, Sealed, listed
from models.people import Account
from rules.paper_sections import PaperSection, SectionAnswer


class PaperCase(Base):
    """One word on since when the case runs here, and where its paper file lies."""

    __tablename__ = "paper_case"
    __table_args__ = (UniqueConstraint("case_id", "number", name="one_paper_case_per_number"),)

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    number: Mapped[int]
    """Its place in the case, from 1, in the order of entry."""
    from_on: Mapped[date | None]
    """From this day on it runs here; NULL where it turned out not to have run on paper."""
    lies = Sealed(str)
    """Where the paper file lies, and its number in the protocol; empty where that is not known."""
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    recorded_by: Mapped[Account] = relationship()


class PaperWord(Base):
    """What is said of one section of it; that it is not known is an answer."""

    __tablename__ = "paper_word"
    __table_args__ = (
        UniqueConstraint("case_id", "number", name="one_paper_word_per_number"),
        listed("section", PaperSection),
        listed("answer", SectionAnswer),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    number: Mapped[int]
    section: Mapped[PaperSection] = mapped_column(EnumText(PaperSection))
    answer: Mapped[SectionAnswer] = mapped_column(EnumText(SectionAnswer))
    words = Sealed(str)
    """What of it is not known, or where it can be read."""
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    recorded_by: Mapped[Account] = relationship()
