"""Who saw somebody sign a declaration that came on paper, or refuse it: decision 0195."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, SealedAlways


class DeclarationSeen(Base):
    """Beside one word that was put on record from paper; none where nobody says."""

    __tablename__ = "declaration_seen"
    __table_args__ = (
        UniqueConstraint("signature_id", name="one_witness_of_a_signature"),
        UniqueConstraint("refused_id", name="one_witness_of_a_refusal"),
        UniqueConstraint("word_id", name="one_witness_of_a_word"),
        CheckConstraint("num_nonnulls(signature_id, refused_id, word_id) = 1", name="of_one_word"),
        Index("declarations_seen_by_life", "life_id"),
    )

    life_id: Mapped[UUID] = mapped_column(ForeignKey("life.id"))
    signature_id: Mapped[UUID | None] = mapped_column(ForeignKey("signature.id"))
    """What a member signed."""
    refused_id: Mapped[UUID | None] = mapped_column(ForeignKey("member.id"))
    """The member who does not sign."""
    word_id: Mapped[UUID | None] = mapped_column(ForeignKey("participant_word.id"))
    """What somebody without a seat said."""
    seen_by = SealedAlways(str)
    said_at: Mapped[datetime]
    said_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
