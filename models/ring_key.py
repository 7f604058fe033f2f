"""The keys of the ring as the database knows them: by id and by a proof, never by the key."""

from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped

from models.base import Base


class RingKey(Base):
    """One key that something here was, is or may be sealed with; or the one of the fingerprints.

    A process whose ring lacks it, or has another under its id, does not start: 0156.
    """

    __tablename__ = "ring_key"
    __table_args__ = (
        UniqueConstraint("name", name="one_proof_per_key"),
        CheckConstraint(
            "retired_at IS NULL OR put_back_at IS NOT NULL", name="retired_from_behind"
        ),
    )

    name: Mapped[str]
    proof: Mapped[bytes]
    """A fixed text, sealed with it."""
    known_at: Mapped[datetime]
    put_back_at: Mapped[datetime | None]
    """Since when another one seals; real time."""
    retired_at: Mapped[datetime | None]
