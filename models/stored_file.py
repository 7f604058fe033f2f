"""Files that people bring, and what is made of them, sealed in pieces: decision 0193."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, EnumText, Sealed, SealedAlways, listed


class FileKind(StrEnum):
    """What a file is to the procedure."""

    ATTACHMENT = "attachment"
    """A finding, a decision, a photograph: somebody brought it to the case."""
    SIGNED_PAGE = "signed_page"
    """A page of ours, signed by hand, scanned or photographed."""
    SIGNED_PDF = "signed_pdf"
    """A paper that bears a digital signature."""
    ARCHIVE = "archive"
    """What the system makes to be handed out: the closed file with all that is in it, or what a
    child, or who acts for it, gets of its record."""


class FileForm(StrEnum):
    """In which form the bytes are kept."""

    ORIGINAL = "original"
    """As it came."""
    CLEANED = "cleaned"
    """What readers get: without all that acts, hides or tells where."""
    THUMBNAIL = "thumbnail"
    """A small picture of its first page."""


class FileSection(StrEnum):
    """To what a file belongs; who reads that reads it."""

    CASE = "case"
    REPORT = "report"
    MEETING = "meeting"
    PAPER = "paper"


class StoredFile(Base):
    """One file in one form; its copies are rows of their own. It stays as it was stored."""

    __tablename__ = "stored_file"
    __table_args__ = (
        listed("kind", FileKind),
        listed("form", FileForm),
        listed("section", FileSection),
        UniqueConstraint("life_id", "id", name="stored_file_of_a_life"),
        UniqueConstraint("copy_of_id", "form", name="one_copy_of_each_form"),
        ForeignKeyConstraint(
            ["life_id", "copy_of_id"],
            ["stored_file.life_id", "stored_file.id"],
            name="copy_of_a_file_of_the_life",
        ),
        CheckConstraint("(form = 'original') = (copy_of_id IS NULL)", name="original_or_copy"),
        CheckConstraint("(section = 'case') = (subject_id IS NULL)", name="section_of_something"),
        CheckConstraint(
            "num_nonnulls(brought_by_id, brought_by_member_id) <= 1", name="brought_by_one_person"
        ),
        CheckConstraint("octet_length(sha256) = 32", name="with_its_hash"),
        CheckConstraint("size >= 0 AND pieces > 0", name="in_pieces"),
        CheckConstraint("pages > 0", name="with_its_pages"),
        Index("stored_files_by_life", "life_id"),
    )

    life_id: Mapped[UUID] = mapped_column(ForeignKey("life.id"))
    kind: Mapped[FileKind] = mapped_column(EnumText(FileKind))
    form: Mapped[FileForm] = mapped_column(EnumText(FileForm))
    copy_of_id: Mapped[UUID | None]
    """The original."""
    section: Mapped[FileSection] = mapped_column(EnumText(FileSection))
    subject_id: Mapped[UUID | None]
    """The report, meeting or paper of that section."""
    name = Sealed(str)
    """As its bearer calls it."""
    media_type: Mapped[str]
    """By its content."""
    size: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[bytes]
    """Of its bytes, before they were sealed."""
    pieces: Mapped[int]
    pages: Mapped[int | None]
    """Of the copy for readers; NULL of every other form, and of what was stored before 0025."""
    stored_at: Mapped[datetime]
    brought_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    brought_by_member_id: Mapped[UUID | None] = mapped_column(ForeignKey("member.id"))
    beside: Mapped[bool] = mapped_column(default=False)
    """Not of the child's file that the seal is taken over, and so also after it: Art. 17(5)."""


class FilePiece(Base):
    """Some bytes of a file, sealed with the key of its life: `models.file_store`."""

    __tablename__ = "file_piece"
    __table_args__ = (
        UniqueConstraint("file_id", "position", name="one_piece_per_position"),
        ForeignKeyConstraint(
            ["life_id", "file_id"],
            ["stored_file.life_id", "stored_file.id"],
            name="piece_of_a_file_of_the_life",
            deferrable=True,
            initially="DEFERRED",
        ),
        CheckConstraint("position >= 0", name="counted_from_zero"),
    )

    life_id: Mapped[UUID] = mapped_column(ForeignKey("life.id"))
    file_id: Mapped[UUID]
    position: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary)
    """Sealed for this file, this place and whether it is the last."""


class FileRemoval(Base):
    """A file was taken out before the seal: its bytes are gone, that it was there stays."""

    __tablename__ = "file_removal"
    __table_args__ = (
        UniqueConstraint("file_id", name="one_removal_per_file"),
        CheckConstraint(
            "num_nonnulls(removed_by_id, removed_by_member_id) = 1", name="removed_by_one_person"
        ),
    )

    file_id: Mapped[UUID] = mapped_column(ForeignKey("stored_file.id"))
    """The original; its copies go with it."""
    reason = SealedAlways(str)
    removed_at: Mapped[datetime]
    removed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    removed_by_member_id: Mapped[UUID | None] = mapped_column(ForeignKey("member.id"))


class FileBeforeMeeting(Base):
    """The members read a file for a meeting, or no more; the last word counts: Art. 8(7)."""

    __tablename__ = "file_before_meeting"
    __table_args__ = (
        UniqueConstraint("file_id", "meeting_id", "number", name="one_word_on_a_file_each_time"),
    )

    file_id: Mapped[UUID] = mapped_column(ForeignKey("stored_file.id"))
    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meeting.id"))
    number: Mapped[int]
    """The how-manieth word on this file and meeting."""
    is_before: Mapped[bool]
    said_at: Mapped[datetime]
    said_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))


class OriginalOpening(Base):
    """Somebody opened a file as it came, and why: Art. 18(1)."""

    __tablename__ = "original_opening"
    __table_args__ = (Index("original_openings_by_file", "file_id"),)

    file_id: Mapped[UUID] = mapped_column(ForeignKey("stored_file.id"))
    reason = SealedAlways(str)
    opened_at: Mapped[datetime]
    opened_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
