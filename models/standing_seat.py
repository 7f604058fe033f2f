"""Who has a standing seat at the municipal table, from when to when: Art. 3, 4(1)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Sealed
from models.people import Account, Professional


class StandingSeat(Base):
    """One standing seat of one person; whether they stand is `Professional.standing`.

    What is written stays; an end is added. Who stood before anybody entered it has no row.
    """

    __tablename__ = "standing_seat"
    __table_args__ = (
        CheckConstraint(
            "(ended_on IS NULL) = (ended_at IS NULL) AND (ended_on IS NULL) = (ended_by_id IS NULL)"
            " AND (ended_on IS NULL) = (reason_sealed IS NULL)",
            name="ended_by_somebody",
        ),
        CheckConstraint("ended_on >= since", name="ended_later"),
        Index("standing_seats_by_professional", "professional_id"),
        Index(
            "one_standing_seat",
            "professional_id",
            unique=True,
            postgresql_where=text("ended_on IS NULL"),
        ),
    )

    professional_id: Mapped[UUID] = mapped_column(ForeignKey("professional.id"))
    since: Mapped[date | None]
    """NULL where it is not known."""
    entered_at: Mapped[datetime]
    entered_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    ended_on: Mapped[date | None]
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    reason = Sealed(str)
    """Why it ended."""
    professional: Mapped[Professional] = relationship()
    entered_by: Mapped[Account] = relationship(foreign_keys=[entered_by_id])


class SeatTerm(Base):
    """Until when somebody is named for their standing seat, and who sits there in their place.

    The last number counts, and each row stays. A day that has passed ends no seat: it is shown.
    """

    __tablename__ = "seat_term"
    __table_args__ = (
        UniqueConstraint("seat_id", "number", name="one_seat_term_per_number"),
        Index("seat_terms_by_deputy", "deputy_id"),
    )

    seat_id: Mapped[UUID] = mapped_column(ForeignKey("standing_seat.id"))
    number: Mapped[int]
    valid_until: Mapped[date | None]
    """The last day; NULL while no end was named."""
    deputy_id: Mapped[UUID | None] = mapped_column(ForeignKey("professional.id"))
    entered_at: Mapped[datetime]
    entered_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
