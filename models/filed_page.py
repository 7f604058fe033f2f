"""Pages that came back from paper: filed to what was printed, or waiting for a person: 0194."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, EnumText, Sealed, SealedAlways, listed
from rules.filing import WhyAside


class FiledPage(Base):
    """One page of a printed paper as it came back; its picture is a file of the life."""

    __tablename__ = "filed_page"
    __table_args__ = (
        UniqueConstraint("life_id", "id", name="filed_page_of_a_life"),
        UniqueConstraint("file_id", name="one_page_per_file"),
        ForeignKeyConstraint(
            ["life_id", "made_paper_id"],
            ["made_paper.life_id", "made_paper.id"],
            name="filed_to_a_paper_of_the_life",
        ),
        ForeignKeyConstraint(
            ["life_id", "file_id"],
            ["stored_file.life_id", "stored_file.id"],
            name="picture_of_the_life",
        ),
        CheckConstraint("page > 0", name="is_a_page"),
        CheckConstraint("octet_length(scan_sha256) = 32 AND scan_page > 0", name="of_a_scan"),
        Index("filed_pages_by_paper", "made_paper_id", "page"),
    )

    life_id: Mapped[UUID] = mapped_column(ForeignKey("life.id"))
    made_paper_id: Mapped[UUID]
    page: Mapped[int]
    file_id: Mapped[UUID]
    """The picture of the page: `StoredFile`."""
    scan_sha256: Mapped[bytes] = mapped_column(LargeBinary)
    """Of the file that was sent, which is not kept."""
    scan_page: Mapped[int]
    """Which of its pages this was."""
    by_hand: Mapped[bool]
    """Somebody said whose page it is; else its code did."""
    filed_at: Mapped[datetime]
    filed_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    beside: Mapped[bool]
    """Filed after the file was sealed: Art. 17(5)."""


class SignatureScan(Base):
    """A page on which somebody's signature is seen, beside that signature; it is none by itself."""

    __tablename__ = "signature_scan"
    __table_args__ = (
        ForeignKeyConstraint(
            ["life_id", "filed_page_id"],
            ["filed_page.life_id", "filed_page.id"],
            name="page_of_the_life",
        ),
        UniqueConstraint(
            *("signature_id", "filed_page_id", "again"), name="one_scan_of_a_page_per_signature"
        ),
        CheckConstraint("again >= 0", name="again"),
        Index("signature_scans_by_page", "filed_page_id"),
    )

    life_id: Mapped[UUID] = mapped_column(ForeignKey("life.id"))
    signature_id: Mapped[UUID] = mapped_column(ForeignKey("signature.id"))
    filed_page_id: Mapped[UUID]
    seen_by = Sealed(str)
    """Who saw them sign; none where nobody says."""
    said_at: Mapped[datetime]
    said_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    beside: Mapped[bool]
    again: Mapped[int] = mapped_column(server_default=text("0"), default=0)
    """How often it had been taken off this page before."""


class PageTakenBack(Base):
    """A page was filed to the wrong paper, or laid beside the wrong signature; it was, and stays so
    on record."""

    __tablename__ = "page_taken_back"
    __table_args__ = (
        ForeignKeyConstraint(
            ["life_id", "filed_page_id"],
            ["filed_page.life_id", "filed_page.id"],
            name="taken_back_in_its_life",
        ),
        UniqueConstraint(
            *("filed_page_id", "signature_id", "again"),
            name="a_page_is_taken_back_once",
            postgresql_nulls_not_distinct=True,
        ),
        CheckConstraint("again >= 0", name="again"),
        Index("pages_taken_back_by_life", "life_id"),
        Index("pages_taken_back_by_signature", "signature_id"),
    )

    life_id: Mapped[UUID] = mapped_column(ForeignKey("life.id"))
    filed_page_id: Mapped[UUID]
    signature_id: Mapped[UUID | None] = mapped_column(ForeignKey("signature.id"))
    """The one that is not seen on it after all; none where the page is of another paper."""
    reason = SealedAlways(str)
    taken_at: Mapped[datetime]
    taken_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    again: Mapped[int] = mapped_column(server_default=text("0"), default=0)
    """Of which of the times that it was said to be there: `SignatureScan.again`."""


class WaitingPage(Base):
    """A page that no paper took by itself: a person files it by its number, or rejects it.

    Its picture stays until then; with the paper known it is under that child's key, else under the
    ring.
    """

    __tablename__ = "waiting_page"
    __table_args__ = (
        listed("why", WhyAside),
        CheckConstraint("octet_length(scan_sha256) = 32 AND scan_page > 0", name="of_a_scan"),
        CheckConstraint("num_nonnulls(ended_at, ended_by_id) IN (0, 2)", name="ended_by_somebody"),
        CheckConstraint("(picture_sealed IS NULL) <> (ended_at IS NULL)", name="seen_until_then"),
        CheckConstraint(
            "num_nonnulls(filed_page_id, reason_sealed) = num_nonnulls(ended_at)",
            name="filed_or_rejected",
        ),
        Index("open_waiting_pages", "brought_at", postgresql_where=text("ended_at IS NULL")),
        Index("waiting_pages_by_paper", "made_paper_id"),
        Index("waiting_pages_by_who_brought_them", "brought_by_id"),
    )

    made_paper_id: Mapped[UUID | None] = mapped_column(ForeignKey("made_paper.id"))
    """Where its code was read, and is of this centre."""
    page: Mapped[int | None]
    why: Mapped[WhyAside] = mapped_column(EnumText(WhyAside))
    picture = Sealed(str)
    """As JPEG, in base64."""
    scan_sha256: Mapped[bytes] = mapped_column(LargeBinary)
    scan_page: Mapped[int]
    brought_at: Mapped[datetime]
    brought_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    filed_page_id: Mapped[UUID | None] = mapped_column(ForeignKey("filed_page.id"))
    reason = Sealed(str)
    """Why it was rejected."""
