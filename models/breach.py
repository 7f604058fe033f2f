"""What was not done in time: it outlives the meeting, the member and the manager it belongs to."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, EnumText, listed
from rules.roles import Owner


class BreachRow(Base):
    """A limit of the Regulation that passed: `rules.breaches.Breach` on record; never deleted."""

    __tablename__ = "breach"
    __table_args__ = (
        UniqueConstraint(
            "life_id",
            "duty",
            "subject_id",
            "member_id",
            "limit_on",
            name="one_row_per_breach",
            postgresql_nulls_not_distinct=True,
        ),
        listed("actor", Owner),
        CheckConstraint(
            "struck_on IS NULL OR happened_on IS NOT NULL OR corrected",
            name="struck_by_what_happened",
        ),
        Index("breaches_by_limit", "limit_on"),
        Index("breaches_by_meeting", "meeting_id"),
        Index("breaches_by_chair", "chair_id"),
        Index("breaches_by_subject", "subject_id"),
        Index("breaches_by_seat", "member_id"),
    )

    life_id: Mapped[UUID] = mapped_column(ForeignKey("life.id"))
    duty: Mapped[str]
    """A word of `rules.duties.Duty`."""
    article: Mapped[str]
    actor: Mapped[Owner] = mapped_column(EnumText(Owner))
    subject_id: Mapped[UUID | None]
    meeting_id: Mapped[UUID | None] = mapped_column(ForeignKey("meeting.id"))
    member_id: Mapped[UUID | None] = mapped_column(ForeignKey("member.id"))
    chair_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    """Who chaired the table when it was noticed, whoever does now."""
    limit_on: Mapped[date]
    """The last day in time."""
    noticed_on: Mapped[date]
    over_on: Mapped[date | None]
    """When it was no longer owed: done late, called off, or its member gone."""
    happened_on: Mapped[date | None]
    """The true day of what was done, where it is known."""
    struck_on: Mapped[date | None]
    """When it turned out that it had happened in time; the line stays, struck through."""
    corrected: Mapped[bool] = mapped_column(default=False, server_default="false")
    """What it was computed from was wrong, and struck it through."""
