"""What the case manager said of one section and one reader: withheld, or given: Art. 18(1)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, EnumText, Sealed, listed
from rules.readers import OF_SOMEBODY, ReadSection

_SOMEBODYS = ", ".join(f"'{each}'" for each in sorted(OF_SOMEBODY))


class SectionWord(Base):
    """As it was said; the last one on a section holds, and those before it stay: decision 0191."""

    __tablename__ = "section_word"
    __table_args__ = (
        listed("section", ReadSection),
        UniqueConstraint("member_id", "number", name="one_section_word_per_number"),
        CheckConstraint("number > 0", name="section_words_are_counted"),
        CheckConstraint(
            f"whose_id IS NULL OR section IN ({_SOMEBODYS})", name="whose_section_it_is"
        ),
        CheckConstraint("reason_sealed IS NOT NULL", name="said_why"),
        Index("section_words_by_case", "case_id"),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id"))
    """Who reads, or does not."""
    number: Mapped[int]
    section: Mapped[ReadSection] = mapped_column(EnumText(ReadSection))
    whose_id: Mapped[UUID | None]
    """Of a report or of actions the seat whose they are; of an attachment the file."""
    withheld: Mapped[bool]
    reason = Sealed(str)
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
