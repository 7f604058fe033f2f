"""The closure of a case, from its proposal to the form that is signed: Art. 17."""

from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
    or_,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from core.clock import local_day
from models.base import Base, EnumText, Sealed, SealedAlways, listed
from rules.grounds import Ground
from rules.opinions import Hearing


class Closure(Base):
    """A proposal to close the case, on its way through head, family and table: Art. 17."""

    __tablename__ = "closure"
    __table_args__ = (
        CheckConstraint(
            "decided_on IS NULL OR approved_at IS NOT NULL", name="no_decision_unapproved"
        ),
        CheckConstraint("approved_at IS NULL OR returned_at IS NULL", name="approved_or_returned"),
        Index("closures_by_case", "case_id"),
        CheckConstraint("decided_on IS NULL OR digest IS NOT NULL", name="decided_form_is_fixed"),
        CheckConstraint(
            "accepted_on IS NULL OR (accepted_by_sealed IS NOT NULL"
            " AND accepted_letter_sealed IS NOT NULL AND accepted_entered_at IS NOT NULL"
            " AND accepted_entered_by_id IS NOT NULL)",
            name="accepted_on_record",
        ),
        CheckConstraint(
            "declined_on IS NULL OR (approved_at IS NOT NULL AND decided_on IS NULL)",
            name="closed_or_declined",
        ),
        CheckConstraint(
            "(had_fallen_at IS NULL) = (stood_again_at IS NULL)", name="stands_again_once_fallen"
        ),
        CheckConstraint(
            "fell_at IS NULL OR (returned_at IS NULL AND declined_on IS NULL)",
            name="comes_to_nothing_once",
        ),
        ForeignKeyConstraint(
            ["id", "digest"],
            ["signed_text.paper_id", "signed_text.digest"],
            name="closing_form_as_it_is_laid",
        ),
        Index(
            "one_open_closure_per_case",
            "case_id",
            unique=True,
            postgresql_where=text(
                "returned_at IS NULL AND declined_on IS NULL AND fell_at IS NULL"
            ),
        ),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    ground = SealedAlways(Ground)
    """Annex 1, part 4.7: X1 to X5 are Art. 17(3.1) to 17(3.5); X6 is the Annex's "other"."""
    assessment = Sealed(str)
    """The manager's assessment and recommendation: Art. 17(1)."""
    ground_detail = Sealed(str)
    """What the ground needs: the country, the receiving centre, words beside "other"."""
    best_interest = Sealed(str)
    """Why moving to that country is in the child's best interest: Art. 17(3.4)."""
    after_eighteen = Sealed(str)
    """Services recommended after the eighteenth birthday: Art. 17(4)."""
    needs_services = Sealed(bool)
    """Whether they are needed; None where the question does not arise."""
    services_unsaid: Mapped[bool] = mapped_column(default=False)
    """By the day of the decision nobody had said so, or recommended anything: Art. 17(4)."""
    proposed_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    proposed_at: Mapped[datetime]
    """When the manager assessed it; the day's first hour where it was typed on a later day."""
    proposal_entered_at: Mapped[datetime]
    """When that was typed."""
    asked_at: Mapped[datetime | None]
    approved_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    approved_at: Mapped[datetime | None]
    """When they approved; the day's first hour where it was on paper or by telephone."""
    approval_entered_at: Mapped[datetime | None]
    """When that was typed."""
    returned_at: Mapped[datetime | None]
    return_entered_at: Mapped[datetime | None]
    """When that was typed."""
    """When the head sent it back."""
    head_note = Sealed(str)
    answered_at: Mapped[datetime | None]
    """When the manager was told the head's decision."""
    accepted_by = Sealed(str)
    """Who took the case over at the other centre, as the centre of origin entered it: 17(3.3)."""
    accepted_letter = Sealed(str)
    """The number of their letter."""
    accepted_on: Mapped[date | None]
    accepted_entered_at: Mapped[datetime | None]
    accepted_entered_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    meeting_id: Mapped[UUID | None] = mapped_column(ForeignKey("meeting.id"))
    decided_on: Mapped[date | None]
    """When the table closed the case; from then on nothing of the form changes."""
    declined_on: Mapped[date | None]
    """When the table did not close the case, although the head had approved it."""
    fell_at: Mapped[datetime | None]
    """When its ground was no longer a fact, before the file was sealed: Art. 17(3.5)."""
    fell_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    """Who put on record by what it fell, or proposed what it made room for."""
    approval_lacked: Mapped[bool] = mapped_column(default=False)
    """It fell on the word of whoever decides, since its approval did not carry it: Art. 17(3)."""
    had_fallen_at: Mapped[datetime | None]
    """When it had fallen, where the record says now that it was decided before the death."""
    stood_again_at: Mapped[datetime | None]
    fell_for = Sealed(str)
    """Why: the reason of the correction; NULL where it made room for a closing on a death."""
    decision_recorded_at: Mapped[datetime | None]
    digest: Mapped[bytes | None]
    """The closing form as it is laid for signature: `SignedText`."""
    signatures_asked_at: Mapped[datetime | None]

    @property
    def is_open(self) -> bool:
        """On its way, or decided: not sent back by the head, declined by the table, or fallen."""
        return self.returned_at is None and self.declined_on is None and self.fell_at is None


def came_to_nothing() -> ColumnElement[bool]:
    """The same of any row: sent back by the head, declined by the table, or fallen."""
    return or_(
        Closure.returned_at.is_not(None),
        Closure.declined_on.is_not(None),
        Closure.fell_at.is_not(None),
    )


class OpinionRow(Base):
    """What one of the family thinks of the closure, or why there is no word of theirs: 17(2)."""

    __tablename__ = "opinion"
    __table_args__ = (
        listed("outcome", Hearing),
        UniqueConstraint("closure_id", "person_id", "number", name="one_opinion_per_number"),
    )

    closure_id: Mapped[UUID] = mapped_column(ForeignKey("closure.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("family_person.id"))
    number: Mapped[int]
    """The how manieth word of this person: the last one counts."""
    outcome: Mapped[Hearing] = mapped_column(EnumText(Hearing))
    words = Sealed(str)
    """The opinion, or why there is none; of the child it may stay unsaid."""
    asked_by = Sealed(str)
    """Who asked; None where it is not stated."""
    asked_on: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))

    @property
    def recorded_on(self) -> date:
        return local_day(self.recorded_at)


class AgeFinding(Base):
    """When the child was born, as the table found it: Art. 17(3.2). Another is another row."""

    __tablename__ = "age_finding"
    __table_args__ = (Index("age_findings_by_case", "case_id"),)

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meeting.id"))
    born_on = Sealed(date)
    source = Sealed(str)
    """A register, a document, an expert's opinion."""
    found_on: Mapped[date]
    """The finding of the latest day counts, whenever it was typed."""
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))

    @property
    def recorded_on(self) -> date:
        return local_day(self.recorded_at)


NEWEST_FINDING: Final = (AgeFinding.found_on.desc(), AgeFinding.recorded_at.desc())


class AgeAnnouncement(Base):
    """That the eighteenth birthday draws near, as the manager was told: Art. 17(3.2)."""

    __tablename__ = "age_announcement"
    __table_args__ = (
        UniqueConstraint("case_id", "number", name="one_age_announcement_per_number"),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    number: Mapped[int]
    months: Mapped[int]
    """How many ahead: one of DEFAULTS.EIGHTEEN_AHEAD."""
    turns_on = Sealed(date)
    """The birthday as it was known then; another one is announced anew."""
    announced_at: Mapped[datetime]
