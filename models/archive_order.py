"""What is made apart from any page: the archive of a sealed file, asked for and made: 0196."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, EnumText, listed
from models.case import Case
from models.people import Account


class OrderState(StrEnum):
    """How far an archive has come."""

    WAITING = "waiting"
    AT_WORK = "at_work"
    DONE = "done"
    FAILED = "failed"


class ArchiveOrder(Base):
    """An archive of one sealed file: who asked, how far it is, and what came of it."""

    __tablename__ = "archive_order"
    __table_args__ = (
        listed("state", OrderState),
        ForeignKeyConstraint(
            ["case_id", "file_id"],
            ["stored_file.life_id", "stored_file.id"],
            name="archive_of_the_case",
        ),
        CheckConstraint("(ended_at IS NULL) = (state IN ('waiting', 'at_work'))", name="ended"),
        CheckConstraint("(file_id IS NULL) = (state <> 'done')", name="done_with_a_file"),
        CheckConstraint("(fault IS NULL) = (state <> 'failed')", name="failed_for_something"),
        Index(
            "one_archive_at_a_time",
            "case_id",
            unique=True,
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index("archive_orders_by_case", "case_id"),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    asked_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    """None of the first one, which the seal asks for."""
    asked_at: Mapped[datetime]
    state: Mapped[OrderState] = mapped_column(EnumText(OrderState), default=OrderState.WAITING)
    tries: Mapped[int] = mapped_column(default=0)
    touched_at: Mapped[datetime | None]
    """Real time of the last paper that was set: a process that was killed says nothing any more."""
    papers: Mapped[int] = mapped_column(default=0)
    """How many are set."""
    of_papers: Mapped[int] = mapped_column(default=0)
    entries: Mapped[int | None]
    """Up to which entry of the case's trail it goes."""
    ended_at: Mapped[datetime | None]
    fault: Mapped[str | None]
    """Why there is none: a sentence of ours, in English."""
    file_id: Mapped[UUID | None]

    case: Mapped[Case] = relationship()
    asked_by: Mapped[Account | None] = relationship()


class SealedPage(Base):
    """A code that stands on pages of a sealed file, or of a record that is handed out; what it says
    leads to no case."""

    __tablename__ = "page_code"
    __table_args__ = (
        UniqueConstraint("digest", name="one_row_per_page_code"),
        Index("page_codes_by_file", "file_digest"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    digest: Mapped[bytes]
    """SHA-256 of the code."""
    file_digest: Mapped[bytes]
    """SHA-256 of the seal, or of the paper's fingerprint: whoever has the file finds its codes, and
    nobody the file by them."""
    broken_on: Mapped[date | None]
    """When the nightly check found that the file is not what was sealed."""


class LaterPrint(Base):
    """The code of a page that was printed of a file that is sealed, and is no page of its archive:
    in another language, or in another form. It leads to no case either."""

    __tablename__ = "later_print"
    __table_args__ = (
        UniqueConstraint("digest", name="one_row_per_later_print"),
        Index("later_prints_by_file", "file_digest"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    digest: Mapped[bytes]
    """SHA-256 of the code."""
    file_digest: Mapped[bytes]
    """SHA-256 of the seal."""
    before_seal: Mapped[bool] = mapped_column(server_default=text("false"), default=False)
    """It was printed before the file was sealed."""
    broken_on: Mapped[date | None]
    """As of a sealed page."""
