"""Who takes part at a table without a member's seat, and what they declared: Art. 10(2), 18(2)."""

from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    CheckConstraint,
    ColumnElement,
    Date,
    ForeignKey,
    Index,
    ScalarSelect,
    UniqueConstraint,
    cast,
    func,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import array
from sqlalchemy.orm import InstrumentedAttribute, Mapped, mapped_column, relationship

from core.clock import ZONE
from models.base import Base, EnumText, Sealed, listed
from rules.participants import Part, Word


class Participant(Base):
    """The chair, one of the family, an assistant, an interpreter, a guest, who sat in unasked."""

    __tablename__ = "participant"
    __table_args__ = (
        listed("part", Part),
        CheckConstraint(
            "(part = 'chair') = (account_id IS NOT NULL)"
            " AND (part = 'family') = (person_id IS NOT NULL)"
            " AND (part IN ('chair', 'family')) = (name_sealed IS NULL)",
            name="is_somebody",
        ),
        CheckConstraint(
            "(part IN ('guest', 'unasked')) = (meeting_id IS NOT NULL)", name="of_one_meeting"
        ),
        UniqueConstraint("life_id", "account_id", name="one_line_per_officer"),
        UniqueConstraint("person_id", name="one_line_per_relative"),
        Index("participants_by_life", "life_id"),
        Index("participants_by_officer", "account_id"),
    )

    life_id: Mapped[UUID] = mapped_column(ForeignKey("life.id"))
    part: Mapped[Part] = mapped_column(EnumText(Part))
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("family_person.id"))
    name = Sealed(str)
    comes_from = Sealed(str)
    """Their institution or function, or into which language they interpret."""
    meeting_id: Mapped[UUID | None] = mapped_column(ForeignKey("meeting.id"))
    """For which a guest was put on record, or in which somebody sat unasked: Art. 8(5)."""
    independent: Mapped[bool] = mapped_column(default=False)
    """They work on their own, for no institution: Art. 4(4), 8(6)."""
    reason = Sealed(str)
    """How they are tied to the case, or why they sat there; empty if not stated."""
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))


class GuestInvitation(Base):
    """That a guest was invited to a meeting; to each one anew: Art. 8(5)."""

    __tablename__ = "guest_invitation"
    __table_args__ = (Index("invitations_by_guest", "participant_id"),)

    participant_id: Mapped[UUID] = mapped_column(ForeignKey("participant.id"))
    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meeting.id"))
    invited_on: Mapped[date]
    witness = Sealed(str)
    paper = Sealed(str)
    """Its number, and where it lies."""
    comes_from = Sealed(str)
    """Their institution, where it was learned with this invitation."""
    independent: Mapped[bool] = mapped_column(default=False)
    """Learned with it: they work on their own."""
    reason = Sealed(str)
    """How they are tied to the case, where that was learned with it: Art. 8(5)."""
    after_record: Mapped[bool]
    """It was typed when the meeting was on record already."""
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    taken_back: Mapped["InvitationTakenBack | None"] = relationship(lazy="joined", viewonly=True)


class InvitationTakenBack(Base):
    """That a guest was told not to come to a meeting, and why: Art. 8(5)."""

    __tablename__ = "invitation_taken_back"
    __table_args__ = (
        CheckConstraint("reason_sealed IS NOT NULL", name="taken_back_for"),
        UniqueConstraint("invitation_id", name="invitation_taken_back_once"),
    )

    invitation_id: Mapped[UUID] = mapped_column(ForeignKey("guest_invitation.id"))
    told_on: Mapped[date]
    """The day on which they were told."""
    reason = Sealed(str)
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))


class ParticipantWord(Base):
    """What one of them said to the declaration; another word is another row."""

    __tablename__ = "participant_word"
    __table_args__ = (
        listed("word", Word),
        CheckConstraint("word <> 'excused' OR reason_sealed IS NOT NULL", name="excused_for"),
        CheckConstraint("word <> 'conflict' OR conflict IS TRUE", name="conflict_said"),
        UniqueConstraint("participant_id", "number", name="one_word_per_number"),
        Index("conflicts_in_words", "recorded_at", postgresql_where=text("conflict IS TRUE")),
    )

    participant_id: Mapped[UUID] = mapped_column(ForeignKey("participant.id"))
    number: Mapped[int]
    """In the order of the record, whatever moment the transaction began in."""
    word: Mapped[Word] = mapped_column(EnumText(Word))
    conflict: Mapped[bool | None]
    """None where nobody asked, or nobody says: a signature on paper is of confidentiality."""
    said_on: Mapped[date]
    on_paper: Mapped[bool]
    reason = Sealed(str)
    """Why they do not sign; empty where it is not stated."""
    signed_by = Sealed(str)
    """The guardian who signed for a child."""
    paper_place = Sealed(str)
    """Where the paper lies that whoever chairs signed; empty where it is not known."""
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    participant: Mapped[Participant] = relationship()
    withdrawal: Mapped["ConflictWithdrawal | None"] = relationship(lazy="joined", viewonly=True)

    @property
    def in_conflict(self) -> bool:
        """They said so, and have not said since that it was a mistake: Art. 10(2)."""
        return self.conflict is True and self.withdrawal is None


class ConflictWithdrawal(Base):
    """That a conflict of interest was declared by mistake; what was declared stays: Art. 10(2)."""

    __tablename__ = "conflict_withdrawal"
    __table_args__ = (
        CheckConstraint("num_nonnulls(member_id, word_id) = 1", name="of_one"),
        CheckConstraint("reason_sealed IS NOT NULL", name="withdrawn_for"),
        CheckConstraint("num_nonnulls(member_id, recorded_by_id) > 0", name="put_on_record_by"),
        UniqueConstraint("word_id", name="withdrawn_once"),
        UniqueConstraint("confirmation_id", name="one_withdrawal_per_confirmation"),
        Index("conflict_withdrawals_by_member", "member_id"),
    )

    member_id: Mapped[UUID | None] = mapped_column(ForeignKey("member.id"))
    word_id: Mapped[UUID | None] = mapped_column(ForeignKey("participant_word.id"))
    """Of who has no seat."""
    declared_at: Mapped[datetime]
    declared_on: Mapped[date]
    """The day of what is withdrawn."""
    said_on: Mapped[date]
    """When they said that it was a mistake."""
    reason = Sealed(str)
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    """None where a member said so behind their link."""
    confirmation_id: Mapped[UUID | None] = mapped_column(ForeignKey("confirmation.id"))
    """Then their own code for it: decision 0155."""


def withdrawn_by(
    member_id: ColumnElement[UUID] | InstrumentedAttribute[UUID],
) -> ScalarSelect[Any]:
    """Of each conflict that a member said by mistake its day, the day on which they said that, and
    those on which either was put on record; read with the member, so that nobody asks for it."""
    row = ConflictWithdrawal
    typed = (_local_day(at) for at in (row.declared_at, row.recorded_at))
    days = array([row.declared_on, row.said_on, *typed])
    found = select(func.array_agg(days, type_=ARRAY(Date, dimensions=2)))
    mine = found.where(ConflictWithdrawal.member_id == member_id)
    return mine.correlate_except(ConflictWithdrawal).scalar_subquery()


def _local_day(moment: InstrumentedAttribute[datetime]) -> ColumnElement[date]:
    return cast(func.timezone(ZONE.key, moment), Date)


WITHDRAWN: Final = (
    select(ConflictWithdrawal.id)
    .where(ConflictWithdrawal.word_id == ParticipantWord.id)
    .correlate(ParticipantWord)
    .exists()
)
"""The conflict that this word declares was declared by mistake."""


class ParticipantPresence(Base):
    """At which meeting somebody without a seat was there: Art. 10(6), 18(2)."""

    __tablename__ = "participant_presence"
    __table_args__ = (
        UniqueConstraint("meeting_id", "participant_id", name="one_line_per_participant"),
        Index("presences_by_participant", "participant_id"),
    )

    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meeting.id"))
    participant_id: Mapped[UUID] = mapped_column(ForeignKey("participant.id"))
    present: Mapped[bool] = mapped_column(default=True)
    """False where it was corrected that they had not been there."""
