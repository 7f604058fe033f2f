"""The head's supervision of a manager's work: questions, and months signed off: Art. 16(1).

Every row stays as it was written, beside the child's file; a later one adds to it.
"""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, EnumText, Sealed, listed
from models.people import Account
from rules.supervision import Supervised, Turn


class SupervisionQuestion(Base):
    """What the head, or the deputy, wants to know of a case, a duty or a paper."""

    __tablename__ = "supervision_question"
    __table_args__ = (
        UniqueConstraint("case_id", "number", name="one_question_per_number"),
        listed("about", Supervised),
        CheckConstraint("(about = 'duty') = (duty IS NOT NULL)", name="names_its_duty"),
        CheckConstraint("words_sealed IS NOT NULL", name="asks_something"),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    number: Mapped[int]
    """Its place in the case, from 1."""
    about: Mapped[Supervised] = mapped_column(EnumText(Supervised))
    subject_id: Mapped[UUID | None]
    """The paper, or what the duty is about; NULL where it is the case, or a duty of its own."""
    duty: Mapped[str | None]
    """A word of `rules.duties.Duty`."""
    due_on: Mapped[date | None]
    """Until when the duty was owed as the question was asked: its row is rewritten."""
    asked_on: Mapped[date]
    recorded_at: Mapped[datetime]
    asked_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    words = Sealed(str)
    asked_by: Mapped[Account] = relationship()
    turns: Mapped[list["QuestionTurn"]] = relationship(
        order_by="QuestionTurn.said_on, QuestionTurn.recorded_at", viewonly=True
    )
    """In the order of their days; of one day, in that of their entry."""


class QuestionTurn(Base):
    """An answer, a closing, or another question, on its true day."""

    __tablename__ = "question_turn"
    __table_args__ = (
        listed("turn", Turn),
        CheckConstraint("turn = 'closed' OR words_sealed IS NOT NULL", name="says_something"),
        Index("turns_by_question", "question_id"),
    )

    question_id: Mapped[UUID] = mapped_column(ForeignKey("supervision_question.id"))
    turn: Mapped[Turn] = mapped_column(EnumText(Turn))
    said_on: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    words = Sealed(str)
    recorded_by: Mapped[Account] = relationship()


class SignedMonth(Base):
    """One manager's month as it stood when the head signed it off; once."""

    __tablename__ = "signed_month"
    __table_args__ = (
        UniqueConstraint("manager_id", "month", name="one_sign_off_per_month"),
        CheckConstraint("extract(day FROM month) = 1", name="called_by_its_first"),
        CheckConstraint("manager_id <> signed_by_id", name="signed_by_another"),
        CheckConstraint("text_sealed IS NOT NULL", name="says_what"),
    )

    manager_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    month: Mapped[date]
    text = Sealed(str)
    """All that is signed, as JSON: `casework.municipality.months.MonthText`."""
    digest: Mapped[bytes]
    """SHA-256 of `text`."""
    signed_at: Mapped[datetime]
    signed_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    signed_by: Mapped[Account] = relationship(foreign_keys=[signed_by_id])
    remarks: Mapped[list["MonthRemark"]] = relationship(
        order_by="MonthRemark.number", viewonly=True
    )


class MonthRemark(Base):
    """What the head says of a month, with the signature or later beside it."""

    __tablename__ = "month_remark"
    __table_args__ = (
        UniqueConstraint("signed_month_id", "number", name="one_remark_per_number"),
        CheckConstraint("words_sealed IS NOT NULL", name="remarks_something"),
    )

    signed_month_id: Mapped[UUID] = mapped_column(ForeignKey("signed_month.id"))
    number: Mapped[int]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    words = Sealed(str)
    recorded_by: Mapped[Account] = relationship()
