"""What was on record of a meeting, until it was corrected; the meeting has what holds: Art. 9."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Sealed


class RecordCorrection(Base):
    """One correction of who was there, or of the day and hour, and what stood there before."""

    __tablename__ = "record_correction"
    __table_args__ = (
        CheckConstraint(
            "source_sealed IS NOT NULL AND reason_sealed IS NOT NULL",
            name="record_corrected_with_reason",
        ),
        CheckConstraint(
            "num_nonnulls(was_held_at, was_met_on, held_at, met_on) IN (0, 4)",
            name="whole_day_or_none",
        ),
        UniqueConstraint("meeting_id", "number", name="one_record_correction_per_number"),
    )

    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meeting.id"))
    number: Mapped[int]
    was_held_at: Mapped[datetime | None]
    """When it was on record as held; NULL where day and hour stay."""
    was_met_on: Mapped[date | None]
    held_at: Mapped[datetime | None]
    """When it was held, by this correction."""
    met_on: Mapped[date | None]
    said_on: Mapped[date]
    """When it was said that this was wrong."""
    source = Sealed(str)
    """Who said so, or which paper."""
    reason = Sealed(str)
    """Why what stood before was wrong."""
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    lines: Mapped[list["PresenceCorrection"]] = relationship(order_by="PresenceCorrection.id")


class PresenceCorrection(Base):
    """Of one person: whether they were on record as having been there, and whether they were."""

    __tablename__ = "presence_correction"
    __table_args__ = (
        CheckConstraint(
            "num_nonnulls(member_id, person_id, participant_id) = 1", name="of_one_person"
        ),
        CheckConstraint("was_present IS DISTINCT FROM present", name="presence_is_another"),
        UniqueConstraint(
            "correction_id",
            "member_id",
            "person_id",
            "participant_id",
            name="one_presence_per_correction",
            postgresql_nulls_not_distinct=True,
        ),
    )

    correction_id: Mapped[UUID] = mapped_column(ForeignKey("record_correction.id"))
    member_id: Mapped[UUID | None] = mapped_column(ForeignKey("member.id"))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("family_person.id"))
    participant_id: Mapped[UUID | None] = mapped_column(ForeignKey("participant.id"))
    was_present: Mapped[bool | None]
    """NULL where the record said nothing of them."""
    was_words = Sealed(str)
    """The reason of who was absent, or the views of the absent family, that stood there."""
    present: Mapped[bool]
