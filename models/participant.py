"""Who takes part at a table without a member's seat, and what they declared: Art. 10(2), 18(2)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

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
    )

    life_id: Mapped[UUID] = mapped_column(ForeignKey("life.id"))
    part: Mapped[Part] = mapped_column(EnumText(Part))
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("family_person.id"))
    name = Sealed(str)
    comes_from = Sealed(str)
    """Their institution or function, or into which language they interpret."""
    meeting_id: Mapped[UUID | None] = mapped_column(ForeignKey("meeting.id"))
    """The one meeting to which a guest is invited, or in which somebody sat unasked: Art. 8(5)."""
    reason = Sealed(str)
    """How their institution is tied to the case, or why they sat there; empty if not stated."""
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))


class ParticipantWord(Base):
    """What one of them said to the declaration; another word is another row."""

    __tablename__ = "participant_word"
    __table_args__ = (
        listed("word", Word),
        CheckConstraint("word <> 'excused' OR reason_sealed IS NOT NULL", name="excused_for"),
        CheckConstraint("word <> 'conflict' OR conflict IS TRUE", name="conflict_said"),
        Index("words_by_participant", "participant_id"),
    )

    participant_id: Mapped[UUID] = mapped_column(ForeignKey("participant.id"))
    word: Mapped[Word] = mapped_column(EnumText(Word))
    conflict: Mapped[bool | None]
    """None where nobody asked, or nobody says: a signature on paper is of confidentiality."""
    said_on: Mapped[date]
    on_paper: Mapped[bool]
    reason = Sealed(str)
    """Why they do not sign; empty where it is not stated."""
    signed_by = Sealed(str)
    """The guardian who signed for a child."""
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    participant: Mapped[Participant] = relationship()


class ParticipantPresence(Base):
    """At which meeting somebody without a seat was there: Art. 10(6), 18(2)."""

    __tablename__ = "participant_presence"
    __table_args__ = (
        UniqueConstraint("meeting_id", "participant_id", name="one_line_per_participant"),
        Index("presences_by_participant", "participant_id"),
    )

    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meeting.id"))
    participant_id: Mapped[UUID] = mapped_column(ForeignKey("participant.id"))
