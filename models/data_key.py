"""The key of all that is written about one life, kept sealed under the ring."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class DataKeyRow(Base):
    """Once it is destroyed nobody reads again what stands under it, from no backup either: 0156."""

    __tablename__ = "data_key"
    __table_args__ = (
        CheckConstraint("(wrapped IS NULL) = (destroyed_at IS NOT NULL)", name="wrapped_or_gone"),
        Index(
            "one_data_key_in_use",
            "life_id",
            unique=True,
            postgresql_where=text("replaced_at IS NULL"),
        ),
        Index("data_keys_by_life", "life_id"),
    )

    life_id: Mapped[UUID] = mapped_column(ForeignKey("life.id"))
    wrapped: Mapped[bytes | None]
    """Sealed by a key of the ring, whose id stands in it."""
    made_at: Mapped[datetime]
    """Real time."""
    replaced_at: Mapped[datetime | None]
    """Another one seals since; what still stands under this one is sealed anew."""
    destroyed_at: Mapped[datetime | None]
