"""The log between meetings, in each child's own file: Art. 12(1), Annex 1, C2."""

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

from models.base import Base, EnumText, Sealed, listed, texts
from models.case import Member
from models.people import Account
from models.plan import PlanAction
from rules.contact_schedule import WhoseDoing
from rules.logbook import CONTACTS, FACE_TO_FACE, ChildSeen, LogKind

_CONTACT: Final = f"kind NOT IN ({texts(CONTACTS)})"
_MET: Final = f"kind NOT IN ({texts(sorted(FACE_TO_FACE, reverse=True))})"


class LogEntry(Base):
    """A contact, a visit or an emergency service on a day; it stays as it was written.

    Nothing leads from one file to another: what concerned several children is an entry in each.
    """

    __tablename__ = "log_entry"
    __table_args__ = (
        UniqueConstraint("case_id", "number", name="one_log_entry_per_number"),
        UniqueConstraint("case_id", "id", name="log_entry_of_a_case"),
        UniqueConstraint("corrects_id", name="one_correction_per_log_entry"),
        ForeignKeyConstraint(
            ["case_id", "corrects_id"],
            ["log_entry.case_id", "log_entry.id"],
            name="corrects_a_log_entry_of_the_case",
        ),
        listed("kind", LogKind),
        listed("seen", ChildSeen),
        CheckConstraint("corrects_id IS DISTINCT FROM id", name="corrects_another_entry"),
        CheckConstraint(
            "(corrects_id IS NULL) = (reason_sealed IS NULL)", name="corrects_with_a_reason"
        ),
        CheckConstraint("num_nonnulls(member_id, officer_id, name_sealed) = 1", name="done_by_one"),
        CheckConstraint(
            f"{_CONTACT} OR with_whom_sealed IS NOT NULL AND words_sealed IS NOT NULL",
            name="says_of_the_contact",
        ),
        CheckConstraint(f"{_MET} OR seen IS NOT NULL", name="says_of_the_child"),
        listed("whose_doing", WhoseDoing),
        CheckConstraint(
            "(contact_of_id IS NULL) = (took_place IS NULL)", name="says_what_became_of_it"
        ),
        CheckConstraint(
            "(took_place IS FALSE) = (why_not_sealed IS NOT NULL AND whose_doing IS NOT NULL)",
            name="says_why_not",
        ),
        CheckConstraint(
            "contact_of_id IS NOT NULL OR reaction_sealed IS NULL", name="reaction_to_a_contact"
        ),
        CheckConstraint("next_visit_on > happened_on", name="next_visit_after_it"),
        Index("log_by_day", "case_id", "happened_on"),
        Index("log_by_seat", "member_id"),
        Index("log_by_contact", "contact_of_id"),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    number: Mapped[int]
    """Its place in the log, from 1, in the order of entry."""
    kind: Mapped[LogKind] = mapped_column(EnumText(LogKind))
    happened_on: Mapped[date]
    """Its true day, also where it is typed later, and before the referral."""
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    member_id: Mapped[UUID | None] = mapped_column(ForeignKey("member.id"))
    officer_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    name = Sealed(str)
    """Who did it, where that is neither a member nor the officer who typed it."""
    with_whom = Sealed(str)
    """Whom they met or called; nobody of a service, which was given by who did it."""
    place = Sealed(str)
    seen: Mapped[ChildSeen | None] = mapped_column(EnumText(ChildSeen))
    words = Sealed(str)
    """What was found."""
    contact_of_id: Mapped[UUID | None] = mapped_column(ForeignKey("plan_action.id"))
    """The action of the plan whose contact it was, or was to be: Art. 13(2)."""
    took_place: Mapped[bool | None]
    why_not = Sealed(str)
    whose_doing: Mapped[WhoseDoing | None] = mapped_column(EnumText(WhoseDoing))
    reaction = Sealed(str)
    """How the child took it; NULL where nobody said."""
    next_visit_on: Mapped[date | None]
    """By when the next visit is made, where somebody named a day: Art. 14(1)."""
    corrects_id: Mapped[UUID | None]
    reason = Sealed(str)
    """Why it corrects another entry."""
    member: Mapped[Member | None] = relationship()
    contact_of: Mapped[PlanAction | None] = relationship(lazy="joined")
    officer: Mapped[Account | None] = relationship(foreign_keys=officer_id)
    corrects: Mapped["LogEntry | None"] = relationship(
        primaryjoin="LogEntry.corrects_id == remote(LogEntry.id)",
        foreign_keys="LogEntry.corrects_id",
        viewonly=True,
    )
