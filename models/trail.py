"""What keeps the audit trail believable: lanes, the sealer's chains and signed heads (0153)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from core.trail import Head
from models.base import Base


class AuditLane(Base):
    """Whoever writes takes a free lane and counts its entries in it, in the same transaction."""

    __tablename__ = "audit_lane"
    __table_args__ = (UniqueConstraint("lane", name="one_row_per_lane"),)

    lane: Mapped[int]
    kept: Mapped[int] = mapped_column(BigInteger)
    """How many entries were ever committed in it; a rolled-back one was never counted."""


class AuditSeal(Base):
    """One link of the chain over all entries, and of its life's."""

    __tablename__ = "audit_seal"
    __table_args__ = (
        UniqueConstraint("position", name="one_seal_per_position"),
        UniqueConstraint("number", name="one_seal_per_entry"),
        UniqueConstraint("life_id", "life_place", name="one_seal_per_place_of_life"),
        CheckConstraint("num_nulls(life_id, life_place, life_chain) IN (0, 3)", name="whole_link"),
    )

    position: Mapped[int] = mapped_column(BigInteger)
    number: Mapped[int] = mapped_column(BigInteger)
    """The entry's."""
    digest: Mapped[bytes]
    chain: Mapped[bytes]
    life_id: Mapped[UUID | None]
    life_place: Mapped[int | None] = mapped_column(BigInteger)
    life_chain: Mapped[bytes | None]


class AuditHead(Base):
    """The end of the chain at a moment, signed with a key that the database never sees."""

    __tablename__ = "audit_head"
    __table_args__ = (UniqueConstraint("position", name="one_head_per_position"),)

    position: Mapped[int] = mapped_column(BigInteger)
    chain: Mapped[bytes]
    sealed_at: Mapped[datetime]
    """By the database's clock."""
    lanes: Mapped[Mapping[str, int]] = mapped_column(JSONB)
    """How far each lane was sealed."""
    key: Mapped[str]
    signature: Mapped[bytes]

    @property
    def head(self) -> Head:
        return Head(self.position, self.chain, self.sealed_at, self.lanes)


class AuditCheck(Base):
    """What the nightly check of trail and signed papers found, and where its end went."""

    __tablename__ = "audit_check"
    __table_args__ = (Index("checks_by_moment", "checked_at"),)

    checked_at: Mapped[datetime]
    """Real time, also where the demo clock is ahead."""
    position: Mapped[int] = mapped_column(BigInteger)
    """Of the head that it went up to; 0 before the first one."""
    findings: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    told: Mapped[dict[str, bool]] = mapped_column(JSONB)
    """Each place that the end is to go to, and whether it took it."""
