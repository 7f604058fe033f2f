"""Meetings, who came, what was written down and who signed it: Art. 8 to 10."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
    and_,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.clock import local_day
from models.base import Base, EnumText, Sealed, listed
from models.case import FamilyPerson, Member
from models.identity_check import IdentityCheck
from rules.agenda import Approval
from rules.assessment import Risk
from rules.meetings import MeetingKind
from rules.notice import counts_from
from rules.paper_sections import PaperMinutes
from rules.signing import SignatureMethod, SignatureRole, SignedPaper


class Meeting(Base):
    """A meeting of one table, from its proposal to its minutes: Art. 8."""

    __tablename__ = "meeting"
    __table_args__ = (
        listed("kind", MeetingKind),
        listed("stated_risk", Risk),
        listed("agenda_approval", Approval),
        listed("paper_minutes", PaperMinutes),
        CheckConstraint(
            "agenda_approval IS NULL OR held_at IS NOT NULL OR misplaced_at IS NOT NULL",
            name="agenda_approved_in_the_meeting",
        ),
        CheckConstraint("held_at IS NULL OR cancelled_at IS NULL", name="ended_once"),
        CheckConstraint(
            "invited_at IS NULL OR agreed_at IS NOT NULL", name="no_invitation_unagreed"
        ),
        CheckConstraint(
            "suggested_at IS NULL OR countered_by_id IS NOT NULL", name="suggested_by_who_countered"
        ),
        CheckConstraint(
            "num_nonnulls(chaired_by_id, chaired_by_member_id, chaired_by_words_sealed)"
            " <= (held_at IS NOT NULL OR misplaced_at IS NOT NULL)::int",
            name="chaired_by_one_once_held",
        ),
        CheckConstraint(
            "paper_minutes IS NULL OR held_at IS NOT NULL OR misplaced_at IS NOT NULL",
            name="on_paper_was_held",
        ),
        CheckConstraint(
            "misplaced_at IS NULL OR cancelled_at IS NOT NULL", name="misplaced_is_out"
        ),
        Index("meetings_by_life", "life_id"),
        Index(
            "countered_meetings",
            "counter_entered_at",
            postgresql_where=text("counter_entered_at IS NOT NULL"),
        ),
        Index(
            "one_meeting_per_number",
            "life_id",
            "number",
            unique=True,
            postgresql_where=text("cancelled_at IS NULL"),
        ),
        Index(
            "one_planned_meeting_per_quarter",
            "life_id",
            unique=True,
            postgresql_where=text(
                "held_at IS NULL AND cancelled_at IS NULL AND kind = 'quarterly'"
            ),
        ),
    )

    life_id: Mapped[UUID] = mapped_column(ForeignKey("life.id"))
    number: Mapped[int]
    kind: Mapped[MeetingKind] = mapped_column(EnumText(MeetingKind))
    starts_at: Mapped[datetime]
    place: Mapped[str]
    agenda: Mapped[list[str]] = mapped_column(JSONB, default=list)
    """Codes of `rules.items.AGENDA` and of `AgendaItem`, in order; no free text."""
    proposed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    """NULL where the system proposed it: the quarterly meeting."""
    proposed_at: Mapped[datetime]
    """When it was put before the head; the day's first hour where that was on paper."""
    proposal_entered_at: Mapped[datetime | None]
    """When that was typed, where it had been said before."""
    short_notice_reason = Sealed(str)
    """Why fewer than three days' notice: recorded as a breach of Art. 8(3), or Art. 14(5)."""
    no_assessment_reason = Sealed(str)
    """Why no assessment went ahead of it: Art. 8(8)."""
    stated_risk: Mapped[Risk | None] = mapped_column(EnumText(Risk))
    """The risk as it is said where no assessment sets it: Art. 8(8)."""
    asked_at: Mapped[datetime | None]
    """When the head was asked to agree."""
    agreed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    agreed_at: Mapped[datetime | None]
    """When they agreed; the day's first hour where it was on paper or by telephone."""
    agreement_entered_at: Mapped[datetime | None]
    """When that was typed; while nobody has agreed, when a word that had been given was taken back.
    """
    countered_at: Mapped[datetime | None]
    """When the head asked for another day: Art. 8(3) says "agree"."""
    counter_entered_at: Mapped[datetime | None]
    """When that was typed."""
    countered_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    counter_note = Sealed(str)
    suggested_at: Mapped[datetime | None]
    """The day and hour that the head put forward instead; the manager accepts it in one act."""
    invited_at: Mapped[datetime | None]
    reports_asked_at: Mapped[datetime | None]
    unsent_told_at: Mapped[datetime | None]
    """When its officers were told that invitations had not left by the last day: Art. 8(3)."""
    held_at: Mapped[datetime | None]
    recorded_at: Mapped[datetime | None]
    """When it was entered that it was held."""
    corrections: Mapped[int] = mapped_column(default=0)
    """How often who was there, the day or the hour was corrected: `models.record_correction`."""
    chaired_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    """The officer who chaired on the day, whoever manages the case later: Art. 4(2), 6(1.4)."""
    chaired_by_member_id: Mapped[UUID | None] = mapped_column(ForeignKey("member.id"))
    chaired_by_words = Sealed(str)
    cancelled_at: Mapped[datetime | None]
    """When it was called off; the day's first hour where that was said and typed later."""
    cancel_entered_at: Mapped[datetime | None]
    """When that was typed."""
    called_off_at: Mapped[datetime | None]
    """When it had been called off, where it took place all the same."""
    misplaced_at: Mapped[datetime | None]
    """When it was taken out of a case of which it was not: `models.misplaced` has what stood here.
    Everywhere but on its own page it counts as one that was called off."""
    unplanned: Mapped[bool] = mapped_column(default=False)
    """Put on record once it had taken place; nobody had planned it."""
    paper_minutes: Mapped[PaperMinutes | None] = mapped_column(EnumText(PaperMinutes))
    """How its minutes stand, where it was held before the case ran here; NULL of any other."""
    paper_words = Sealed(str)
    """Where its minutes lie, and what of it is not known."""
    agenda_approval: Mapped[Approval | None] = mapped_column(EnumText(Approval))
    """What the table did with its agenda: Art. 10(3); NULL where nobody says."""
    agenda_changes = Sealed(str)

    @property
    def day(self) -> date:
        return local_day(self.starts_at)

    @property
    def off_on(self) -> date | None:
        """When it was taken off the calendar; what was not owed by then is owed no more."""
        at = self.cancelled_at if self.held_at is None else None
        return local_day(at) if at else None

    @property
    def met_on(self) -> date:
        """The day on which it was held, which need not be the one agreed; else the day agreed."""
        return local_day(self.held_at or self.starts_at)

    @property
    def in_paper_file(self) -> bool:
        """Its minutes lie there, or nobody knows where: nothing is owed for them here."""
        return self.paper_minutes in {PaperMinutes.SIGNED, PaperMinutes.NOT_KNOWN}

    @property
    def counts_from(self) -> date:
        """The day that notice and word to the family go ahead of: Art. 8(3), 8(7), 8(10)."""
        held_on = local_day(self.held_at) if self.held_at else None
        return counts_from(None if self.unplanned else self.day, held_on)

    @property
    def is_planned(self) -> bool:
        """Neither held nor called off; `PLANNED` says the same in a statement."""
        return self.held_at is None and self.cancelled_at is None


PLANNED: Final = and_(Meeting.held_at.is_(None), Meeting.cancelled_at.is_(None))


class Attendance(Base):
    """Who came to a meeting: Art. 9, Annex 1 "present"."""

    __tablename__ = "attendance"
    __table_args__ = (
        UniqueConstraint("meeting_id", "member_id", name="one_line_per_member"),
        Index("attendance_by_seat", "member_id"),
    )

    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meeting.id"))
    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id"))
    present: Mapped[bool]
    reason = Sealed(str)
    member: Mapped[Member] = relationship()
    meeting: Mapped[Meeting] = relationship(viewonly=True)

    if TYPE_CHECKING:
        came_at: Mapped[datetime | None]
        """When they came, where it had begun before: `models.late_coming`."""
        signed_in_at: Mapped[datetime | None]
        """When they said so by the code of its room: `models.meeting_room`."""


class FamilyNotice(Base):
    """How child or parent learned of a meeting, and their views when absent: Art. 8(10)."""

    __tablename__ = "family_notice"
    __table_args__ = (
        UniqueConstraint("meeting_id", "person_id", name="one_notice_per_person"),
        Index("family_notices_by_person", "person_id"),
        CheckConstraint(
            "notified_on IS NOT NULL OR not_notified_reason_sealed IS NOT NULL",
            name="notified_or_reason",
        ),
    )

    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meeting.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("family_person.id"))
    notified_on: Mapped[date | None]
    how: Mapped[str] = mapped_column(default="")
    """`rules.convening.ToldBy`; empty where they were not told."""
    not_notified_reason = Sealed(str)
    present: Mapped[bool | None]
    views = Sealed(str)
    marked_on: Mapped[date | None]
    """When this person was marked as using violence, having been told: Art. 4(5)."""
    taken_back_on: Mapped[date | None]
    """When they were told that they do not take part."""
    taken_back_by: Mapped[str] = mapped_column(default="")
    """`rules.convening.ToldBy`; empty while nothing was taken back."""
    person: Mapped[FamilyPerson] = relationship()


class Minutes(Base):
    """The minutes of one meeting: approved at the next, then signed: Art. 10(1)."""

    __tablename__ = "minutes"
    __table_args__ = (
        UniqueConstraint("meeting_id", name="one_minutes_per_meeting"),
        CheckConstraint("approved_on IS NULL OR digest IS NOT NULL", name="approved_text_is_fixed"),
        ForeignKeyConstraint(
            ["id", "digest"],
            ["signed_text.paper_id", "signed_text.digest"],
            name="minutes_as_they_are_laid",
        ),
    )

    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meeting.id"))
    text = Sealed(str)
    written_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    approved_on: Mapped[date | None]
    approved_in_id: Mapped[UUID | None] = mapped_column(ForeignKey("meeting.id"))
    """NULL after approval means "approved in writing": the closure meeting has no next one."""
    corrections = Sealed(str)
    digest: Mapped[bytes | None]
    """The text that is laid for signature: `SignedText`; from then on nothing here changes."""
    signatures_asked_at: Mapped[datetime | None]
    meeting: Mapped[Meeting] = relationship(foreign_keys=[meeting_id])


class SignedText(Base):
    """A text as it is laid before people to sign, whole; a correction is another version."""

    __tablename__ = "signed_text"
    __table_args__ = (
        UniqueConstraint("paper_id", "version", name="one_text_per_version"),
        UniqueConstraint("paper_id", "digest", name="one_text_per_digest"),
        listed("paper", SignedPaper),
        CheckConstraint(
            "paper = 'declarations' OR version = 1 OR reason_sealed IS NOT NULL",
            name="new_version_has_reason",
        ),
    )

    paper: Mapped[SignedPaper] = mapped_column(EnumText(SignedPaper))
    paper_id: Mapped[UUID]
    """The minutes, the closure, or the seat whose declarations these are."""
    version: Mapped[int]
    text = Sealed(str)
    """Everything the page shows where it is signed, as JSON in a fixed order."""
    digest: Mapped[bytes]
    """SHA-256 of `text`."""
    laid_at: Mapped[datetime]
    reason = Sealed(str)
    """Why it was laid anew; the signatures under the version before stay with that one."""


class Signature(Base):
    """One person's word under one fixed text; never given on somebody's behalf."""

    __tablename__ = "signature"
    __table_args__ = (
        CheckConstraint("(member_id IS NULL) <> (account_id IS NULL)", name="one_signatory"),
        listed("paper", SignedPaper),
        listed("method", SignatureMethod),
        listed("role", SignatureRole),
        CheckConstraint(
            "entered_by_id IS NULL OR method IN ('paper', 'refused')", name="typed_from_paper"
        ),
        CheckConstraint(
            "ended_by_id IS NULL OR entered_by_id IS NOT NULL", name="only_what_was_typed_ends"
        ),
        CheckConstraint(
            "digest IS NOT NULL OR entered_by_id IS NOT NULL", name="only_a_paper_has_its_own_words"
        ),
        UniqueConstraint("ended_by_id", name="one_signature_per_correction"),
        UniqueConstraint("confirmation_id", name="one_signature_per_confirmation"),
        CheckConstraint(
            "confirmation_id IS NULL OR (member_id IS NOT NULL AND entered_by_id IS NULL"
            " AND method IN ('code', 'refused'))",
            name="confirmed_by_a_member",
        ),
        CheckConstraint(
            "identity_check_id IS NULL OR confirmation_id IS NOT NULL",
            name="read_out_to_who_confirmed",
        ),
        *(
            Index(
                name,
                *("paper_id", who),
                unique=True,
                postgresql_where=text("digest IS NULL AND ended_by_id IS NULL"),
            )
            for name, who in (
                ("one_paper_of_its_words_per_member", "member_id"),
                ("one_paper_of_its_words_per_officer", "account_id"),
            )
        ),
        Index("signatures_by_paper", "paper_id", "digest"),
        Index(
            "one_signature_per_member",
            *("paper_id", "digest", "member_id"),
            unique=True,
            postgresql_where=text("ended_by_id IS NULL"),
        ),
        Index(
            "one_signature_per_officer",
            *("paper_id", "digest", "account_id"),
            unique=True,
            postgresql_where=text("ended_by_id IS NULL"),
        ),
        ForeignKeyConstraint(
            ["paper_id", "digest"],
            ["signed_text.paper_id", "signed_text.digest"],
            name="signed_under_a_laid_text",
        ),
    )

    paper: Mapped[SignedPaper] = mapped_column(EnumText(SignedPaper))
    paper_id: Mapped[UUID]
    member_id: Mapped[UUID | None] = mapped_column(ForeignKey("member.id"))
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    role: Mapped[SignatureRole] = mapped_column(EnumText(SignatureRole), default=SignatureRole.SIGN)
    method: Mapped[SignatureMethod] = mapped_column(EnumText(SignatureMethod))
    reason = Sealed(str)
    """Of a refusal, or a remark; NULL where none was stated."""
    digest: Mapped[bytes | None]
    """The version that was signed: `SignedText`. NULL for a paper that alone has the words of its
    day: they were never laid here."""
    signed_at: Mapped[datetime]
    """When it was recorded."""
    signed_on: Mapped[date]
    """The day on which they signed: earlier, where it was on paper."""
    entered_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    """The officer who typed it from paper; NULL where it was given with code or password."""
    ended_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("signature_correction.id"))
    """The correction since which it stands no more."""
    confirmation_id: Mapped[UUID | None] = mapped_column(ForeignKey("confirmation.id"))
    """The member's own code for this very text: decision 0155."""
    identity_check_id: Mapped[UUID | None] = mapped_column(ForeignKey("identity_check.id"))
    """Where that code was read out to them: how they were recognised, and by whom (0168)."""
    read_out: Mapped[IdentityCheck | None] = relationship()

    @classmethod
    def stands(cls) -> ColumnElement[bool]:
        return cls.ended_by_id.is_(None)
