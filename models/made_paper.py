"""A paper that was made: the number on its pages leads to what it is of: decision 0194."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, SealedAlways


class MadePaper(Base):
    """Written when it is handed out; the file itself is not kept."""

    __tablename__ = "made_paper"
    __table_args__ = (
        UniqueConstraint("number", name="one_paper_per_number"),
        UniqueConstraint("life_id", "id", name="made_paper_of_a_life"),
        CheckConstraint("pages > 0", name="has_pages"),
        CheckConstraint("(paper_id IS NULL) = (digest IS NULL)", name="laid_text_whole"),
        CheckConstraint("length(sha256) = 32", name="sha256"),
        CheckConstraint("length(words_sha256) = 32", name="words_sha256"),
        Index("made_papers_by_life", "life_id"),
        Index("made_papers_by_laid_text", "paper_id"),
    )

    number: Mapped[str]
    """On each of its pages, and in the code there: `documents.code`."""
    life_id: Mapped[UUID] = mapped_column(ForeignKey("life.id"))
    meeting_id: Mapped[UUID | None] = mapped_column(ForeignKey("meeting.id"))
    member_id: Mapped[UUID | None] = mapped_column(ForeignKey("member.id"))
    """Whose copy it is, where it is one person's."""
    kind: Mapped[str]
    """Of what kind, as the trail calls it: `minutes`."""
    title = SealedAlways(str)
    """As it is called in its own language."""
    language: Mapped[str]
    version: Mapped[int]
    """Of its text; 0 for one that has none."""
    paper_id: Mapped[UUID | None]
    """What is signed, where the paper is a text as it is laid for signature."""
    digest: Mapped[bytes | None] = mapped_column(LargeBinary)
    """The fingerprint of that text."""
    sha256: Mapped[bytes] = mapped_column(LargeBinary)
    """Of the file."""
    words_sha256: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Of what it says, whoever has it made and when; none of one that was made before this."""
    pages: Mapped[int]
    made_at: Mapped[datetime]
    made_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    """The officer; none where a member had it made for themselves."""
