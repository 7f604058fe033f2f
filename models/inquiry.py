"""What was asked of members and of others, each question with its answers: 14(3.1), 14(3.3), 19.

Every row stays as it was written; an answer, or that none is owed any more, stands beside it.
"""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, EnumText, Sealed, listed
from models.case import Member
from models.people import Account
from models.plan import PlanAction
from rules.inquiries import AnsweredBy
from rules.outside import Abroad, SentBy


class ReportDate(Base):
    """A day set for one action of the plan, for which the system asks by itself: Art. 14(3.3)."""

    __tablename__ = "report_date"
    __table_args__ = (
        CheckConstraint("words_sealed IS NOT NULL", name="asks_something"),
        CheckConstraint(
            "(taken_back_at IS NULL) = (taken_back_by_id IS NULL)", name="taken_back_by_somebody"
        ),
        Index("report_dates_by_case", "case_id"),
        Index("report_dates_by_action", "action_id"),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    action_id: Mapped[UUID] = mapped_column(ForeignKey("plan_action.id"))
    """As it stood in the version of the plan in force when the day was set."""
    on_day: Mapped[date]
    words = Sealed(str)
    """What its member is asked."""
    set_at: Mapped[datetime]
    set_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    taken_back_at: Mapped[datetime | None]
    taken_back_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    action: Mapped[PlanAction] = relationship()


class Inquiry(Base):
    """One question, to a member of the table or to whoever is none."""

    __tablename__ = "inquiry"
    __table_args__ = (
        UniqueConstraint("case_id", "number", name="one_inquiry_per_number"),
        UniqueConstraint("report_date_id", name="asked_once_for_a_day"),
        listed("means", SentBy),
        listed("abroad", Abroad),
        CheckConstraint("words_sealed IS NOT NULL", name="asks_something"),
        CheckConstraint(
            "(member_id IS NULL) = (to_whom_sealed IS NOT NULL)", name="of_a_member_or_of_others"
        ),
        CheckConstraint(
            "num_nulls(means, abroad, to_whom_sealed) IN (0, 3)", name="to_others_by_some_means"
        ),
        CheckConstraint("due_on >= asked_on", name="answered_after_it_was_asked"),
        CheckConstraint(
            "num_nonnulls(asked_by_id, report_date_id) = 1", name="asked_by_somebody_or_by_its_day"
        ),
        Index("inquiries_by_seat", "member_id"),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    number: Mapped[int]
    """Its place in the case, from 1."""
    member_id: Mapped[UUID | None] = mapped_column(ForeignKey("member.id"))
    """The seat that was asked; NULL where whoever was asked is no member: Art. 19."""
    report_date_id: Mapped[UUID | None] = mapped_column(ForeignKey("report_date.id"))
    """The day of the plan by which the system asked: Art. 14(3.3)."""
    asked_on: Mapped[date]
    """The day on which it was asked, also where it is typed later."""
    due_on: Mapped[date]
    recorded_at: Mapped[datetime]
    asked_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    """NULL where the system asked."""
    words = Sealed(str)
    to_whom = Sealed(str)
    address = Sealed(str)
    """NULL where it is not known."""
    abroad: Mapped[Abroad | None] = mapped_column(EnumText(Abroad))
    means: Mapped[SentBy | None] = mapped_column(EnumText(SentBy))
    letter = Sealed(str)
    """Its number; NULL where there is none, or it is not stated."""
    member: Mapped[Member | None] = relationship()
    asked_by: Mapped[Account | None] = relationship()
    report_date: Mapped[ReportDate | None] = relationship()
    answers: Mapped[list["InquiryAnswer"]] = relationship(
        order_by="InquiryAnswer.said_on, InquiryAnswer.recorded_at", viewonly=True
    )
    """All that were ever written, in the order of their days."""
    withdrawal: Mapped["InquiryWithdrawal | None"] = relationship(viewonly=True)

    @property
    def standing(self) -> list["InquiryAnswer"]:
        """Those that nobody corrected or took back."""
        corrected = {each.corrects_id for each in self.answers}
        return [
            each for each in self.answers if each.taken_back is None and each.id not in corrected
        ]


class InquiryAnswer(Base):
    """What was answered on a day; what was answered before stays to be read, and what was wrong."""

    __tablename__ = "inquiry_answer"
    __table_args__ = (
        UniqueConstraint("inquiry_id", "id", name="answer_to_an_inquiry"),
        UniqueConstraint("corrects_id", name="one_correction_per_answer"),
        ForeignKeyConstraint(
            ["inquiry_id", "corrects_id"],
            ["inquiry_answer.inquiry_id", "inquiry_answer.id"],
            name="corrects_an_answer_to_the_inquiry",
        ),
        CheckConstraint("corrects_id IS DISTINCT FROM id", name="corrects_another_answer"),
        CheckConstraint(
            "(corrects_id IS NULL) = (reason_sealed IS NULL)", name="corrects_with_a_reason"
        ),
        CheckConstraint("corrects_id IS NULL OR how <> 'link'", name="correction_is_typed"),
        listed("how", AnsweredBy),
        CheckConstraint("words_sealed IS NOT NULL", name="says_something"),
        CheckConstraint(
            "CASE WHEN how = 'link' THEN member_id IS NOT NULL AND recorded_by_id IS NULL"
            " ELSE recorded_by_id IS NOT NULL AND source_sealed IS NOT NULL END",
            name="by_a_member_or_typed_with_its_source",
        ),
        Index("answers_by_inquiry", "inquiry_id"),
    )

    inquiry_id: Mapped[UUID] = mapped_column(ForeignKey("inquiry.id"))
    said_on: Mapped[date]
    """The day on which it came, also where it is typed later."""
    recorded_at: Mapped[datetime]
    how: Mapped[AnsweredBy] = mapped_column(EnumText(AnsweredBy))
    member_id: Mapped[UUID | None] = mapped_column(ForeignKey("member.id"))
    """Who wrote it behind their link."""
    recorded_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    """The officer who typed it."""
    source = Sealed(str)
    """Who gave it, where an officer typed it."""
    words = Sealed(str)
    corrects_id: Mapped[UUID | None]
    """The answer that it stands for."""
    reason = Sealed(str)
    """What was wrong in that."""
    member: Mapped[Member | None] = relationship()
    inquiry: Mapped[Inquiry] = relationship()
    taken_back: Mapped["AnswerTakenBack | None"] = relationship(viewonly=True)


class AnswerTakenBack(Base):
    """That a typed answer was none to this question, and why."""

    __tablename__ = "answer_taken_back"
    __table_args__ = (
        UniqueConstraint("answer_id", name="answer_taken_back_once"),
        CheckConstraint("why_sealed IS NOT NULL", name="says_why"),
    )

    answer_id: Mapped[UUID] = mapped_column(ForeignKey("inquiry_answer.id"))
    taken_back_at: Mapped[datetime]
    taken_back_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    why = Sealed(str)


class InquiryWithdrawal(Base):
    """That nobody owes an answer any more, and why."""

    __tablename__ = "inquiry_withdrawal"
    __table_args__ = (
        UniqueConstraint("inquiry_id", name="inquiry_withdrawn_once"),
        CheckConstraint("why_sealed IS NOT NULL", name="says_why"),
    )

    inquiry_id: Mapped[UUID] = mapped_column(ForeignKey("inquiry.id"))
    withdrawn_at: Mapped[datetime]
    withdrawn_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    why = Sealed(str)
