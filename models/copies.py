"""What is on record of copies of the record: that one was made, and that this is one: 0161."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    ColumnElement,
    Index,
    UniqueConstraint,
    Uuid,
    exists,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Backup(Base):
    """One that was written; read by whoever may not look into its folder. Real time throughout."""

    __tablename__ = "backup"
    __table_args__ = (UniqueConstraint("file", name="one_backup_per_file"),)

    file: Mapped[str]
    """Time and installation: nothing of what is in it."""
    taken_at: Mapped[datetime]
    """As of when the record is in it."""
    written_at: Mapped[datetime]
    verified_at: Mapped[datetime | None]
    """When the very file was restored elsewhere and found whole."""
    bytes: Mapped[int] = mapped_column(BigInteger)
    places: Mapped[int]
    """In how many folders it lies."""
    apart: Mapped[bool | None]
    """Whether one of them is on another disk than the data; None where that cannot be seen."""


class RestoredCopy(Base):
    """This record was put back from a copy: nothing is sent before somebody has said what had left.

    It is there with the first row that is put back, so that no process ever sees the one without
    the other.
    """

    __tablename__ = "restored_copy"
    __table_args__ = (
        CheckConstraint(
            "(resumed_at IS NULL) = (stopped_at IS NULL)"
            " AND (resumed_at IS NULL) = (counted_as_sent IS NULL)",
            name="resumed_with_its_reasons",
        ),
        Index(
            "one_pause_at_a_time",
            text("(resumed_at IS NULL)"),
            unique=True,
            postgresql_where=text("resumed_at IS NULL"),
        ),
    )

    file: Mapped[str]
    taken_at: Mapped[datetime]
    restored_at: Mapped[datetime]
    """Real time, as `taken_at`."""
    waiting: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid))
    """The messages that were on their way when the copy was taken."""
    stopped_at: Mapped[datetime | None]
    """Until when the system ran of which this is a copy."""
    resumed_at: Mapped[datetime | None]
    counted_as_sent: Mapped[int | None]


def is_paused() -> ColumnElement[bool]:
    """Whether nothing is sent: asked wherever a message is taken in hand, by whichever process."""
    return exists().where(RestoredCopy.resumed_at.is_(None))
