"""Grave decisions, each with the options it was weighed against: ours, decision 0123."""

from datetime import date, datetime
from typing import Final
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
from models.meeting import Meeting
from models.people import Account
from rules.decision_records import DecisionSubject, Dissented

_AGAINST: Final = "dissented <> 'somebody' OR dissent_sealed IS NOT NULL"


class DecisionRecord(Base):
    """What was decided about a child, by whom and why; it stays as it was written."""

    __tablename__ = "decision_record"
    __table_args__ = (
        UniqueConstraint("case_id", "number", name="one_decision_record_per_number"),
        UniqueConstraint("case_id", "id", name="decision_record_of_a_case"),
        UniqueConstraint("corrects_id", name="one_correction_per_decision_record"),
        ForeignKeyConstraint(
            ["case_id", "corrects_id"],
            ["decision_record.case_id", "decision_record.id"],
            name="corrects_a_decision_record_of_the_case",
        ),
        listed("subject", DecisionSubject),
        listed("dissented", Dissented),
        CheckConstraint("chosen >= 1", name="chosen_from_one"),
        CheckConstraint("rests_on_sealed IS NOT NULL", name="says_on_what"),
        CheckConstraint("why_sealed IS NOT NULL", name="says_why"),
        CheckConstraint("corrects_id IS DISTINCT FROM id", name="corrects_another_record"),
        CheckConstraint(
            "(corrects_id IS NULL) = (reason_sealed IS NULL)", name="corrects_with_a_reason"
        ),
        CheckConstraint("num_nonnulls(meeting_id, by_whom_sealed) > 0", name="decided_by_somebody"),
        CheckConstraint(
            "num_nonnulls(view_sealed, not_asked_sealed) = 1", name="says_of_the_child"
        ),
        CheckConstraint(_AGAINST, name="says_who_was_against"),
        Index("decision_records_by_meeting", "meeting_id"),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    number: Mapped[int]
    """Its place in the case, from 1, in the order of entry."""
    subject: Mapped[DecisionSubject] = mapped_column(EnumText(DecisionSubject))
    decided_on: Mapped[date]
    """Its true day, also where it is typed later, and before the referral."""
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    meeting_id: Mapped[UUID | None] = mapped_column(ForeignKey("meeting.id"))
    """In which the table decided; None where it was somebody else."""
    chosen: Mapped[int]
    """The number of the option that was chosen."""
    dissented: Mapped[Dissented] = mapped_column(EnumText(Dissented))
    corrects_id: Mapped[UUID | None]
    by_whom = Sealed(str)
    rests_on = Sealed(str)
    """What was known, and from whom."""
    why = Sealed(str)
    view = Sealed(str)
    """What the child said, in its own words."""
    not_asked = Sealed(str)
    """Why nobody asked the child."""
    dissent = Sealed(str)
    reason = Sealed(str)
    """Why it corrects another record."""
    recorded_by: Mapped[Account] = relationship()
    meeting: Mapped[Meeting | None] = relationship()
    options: Mapped[list["DecisionOption"]] = relationship(
        order_by="DecisionOption.number", viewonly=True
    )
    taken_back: Mapped["RecordTakenBack | None"] = relationship(viewonly=True)


class RecordTakenBack(Base):
    """That a record was of nothing that was decided about this child, and why."""

    __tablename__ = "record_taken_back"
    __table_args__ = (
        UniqueConstraint("record_id", name="decision_record_taken_back_once"),
        CheckConstraint("why_sealed IS NOT NULL", name="says_why"),
    )

    record_id: Mapped[UUID] = mapped_column(ForeignKey("decision_record.id"))
    taken_back_at: Mapped[datetime]
    taken_back_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    why = Sealed(str)


class DecisionOption(Base):
    """One thing that could be done, and what it would do to the child."""

    __tablename__ = "decision_option"
    __table_args__ = (
        UniqueConstraint("record_id", "number", name="one_option_per_number"),
        CheckConstraint("name_sealed IS NOT NULL", name="says_what"),
        CheckConstraint("safety_sealed IS NOT NULL", name="says_of_safety"),
        CheckConstraint("attachment_sealed IS NOT NULL", name="says_of_attachment"),
        CheckConstraint("daily_life_sealed IS NOT NULL", name="says_of_daily_life"),
    )

    record_id: Mapped[UUID] = mapped_column(ForeignKey("decision_record.id"))
    number: Mapped[int]
    """Its place in the record, from 1."""
    name = Sealed(str)
    safety = Sealed(str)
    attachment = Sealed(str)
    daily_life = Sealed(str)
