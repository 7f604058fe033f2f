"""The official Serbian words of Annex 1, line by line: Art. 20(1)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Sealed
from models.people import Account
from rules.annex_wording import WordingFacts


class AnnexWording(Base):
    """The words of one line as the administrator copied them; each row stays."""

    __tablename__ = "annex_wording"
    __table_args__ = (
        CheckConstraint("words_sealed IS NOT NULL", name="has_words"),
        CheckConstraint("gazette_sealed IS NOT NULL", name="says_where_it_is_printed"),
    )

    line: Mapped[str]
    """By its code in `rules.annex`."""
    words = Sealed(str)
    gazette = Sealed(str)
    """The number of the Official Gazette."""
    published_on: Mapped[date]
    """The day that is printed on it."""
    entered_at: Mapped[datetime]
    entered_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    entered_by: Mapped[Account] = relationship()
    taken_back: Mapped["WordingTakenBackRow | None"] = relationship(viewonly=True)

    @property
    def facts(self) -> WordingFacts:
        taken = self.taken_back is not None
        return WordingFacts(
            self.line, self.words or "", self.published_on, self.entered_at, taken_back=taken
        )


class WordingTakenBackRow(Base):
    """Why it counts no more."""

    __tablename__ = "wording_taken_back"
    __table_args__ = (
        UniqueConstraint("wording_id", name="taken_back_once"),
        CheckConstraint("reason_sealed IS NOT NULL", name="says_why_it_is_taken_back"),
    )

    wording_id: Mapped[UUID] = mapped_column(ForeignKey("annex_wording.id"))
    reason = Sealed(str)
    taken_back_at: Mapped[datetime]
    taken_back_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    taken_back_by: Mapped[Account] = relationship()
