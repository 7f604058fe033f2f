"""Letters with services recommended after the eighteenth birthday, and their fate: Art. 17(4).

Every row stays as it was written; a later one adds to it.
"""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.clock import local_day
from models.base import Base, EnumText, Sealed, listed
from models.people import Account
from rules.after_eighteen import CameOf, LetterSentBy


class ServicesLetter(Base):
    """One letter that left the centre; a correction is another one that names it."""

    __tablename__ = "services_letter"
    __table_args__ = (
        listed("sent_by", LetterSentBy),
        UniqueConstraint("case_id", "number", name="one_services_letter_per_number"),
        UniqueConstraint("case_id", "id", name="services_letter_of_a_case"),
        ForeignKeyConstraint(
            ["case_id", "corrects_id"],
            ["services_letter.case_id", "services_letter.id"],
            name="corrects_a_services_letter_of_the_case",
        ),
        CheckConstraint("corrects_id IS DISTINCT FROM id", name="corrects_another_letter"),
        CheckConstraint(
            "(corrects_id IS NULL) = (reason_sealed IS NULL)", name="corrects_with_a_reason"
        ),
        CheckConstraint("institution_sealed IS NOT NULL", name="says_to_whom"),
        CheckConstraint("services_sealed IS NOT NULL", name="says_which_services"),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    number: Mapped[int]
    """Its place in the case, from 1."""
    left_on: Mapped[date]
    sent_by: Mapped[LetterSentBy] = mapped_column(EnumText(LetterSentBy))
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    corrects_id: Mapped[UUID | None]
    institution = Sealed(str)
    """To whom it went."""
    services = Sealed(str)
    starts_on = Sealed(date)
    """From which day they are recommended, sealed because it may be the birthday; NULL where the
    letter says none."""
    reason = Sealed(str)
    """What was wrong in the entry that it corrects; NULL where it corrects none."""
    recorded_by: Mapped[Account] = relationship()
    said: Mapped[list["ServicesLetterWord"]] = relationship(
        order_by="ServicesLetterWord.said_on, ServicesLetterWord.recorded_at", viewonly=True
    )
    """In the order of their days; the last one holds."""

    @property
    def recorded_on(self) -> date:
        return local_day(self.recorded_at)


class ServicesLetterWord(Base):
    """What came of it, on its day; what was said before stays to be read."""

    __tablename__ = "services_letter_word"
    __table_args__ = (
        listed("came", CameOf),
        CheckConstraint(
            "came <> 'never_sent' OR words_sealed IS NOT NULL", name="says_why_it_never_left"
        ),
        Index("words_by_services_letter", "letter_id"),
    )

    letter_id: Mapped[UUID] = mapped_column(ForeignKey("services_letter.id"))
    came: Mapped[CameOf] = mapped_column(EnumText(CameOf))
    said_on: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    said_by = Sealed(str)
    """Who said so; NULL where it is not known."""
    words = Sealed(str)

    @property
    def recorded_on(self) -> date:
        return local_day(self.recorded_at)
