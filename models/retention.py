"""How long closed files are kept, which are held back, and how one goes: 0259."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.clock import local_day
from models.base import Base, EnumText, Sealed, listed
from models.people import Account
from rules.retention import ErasureFacts, HoldFacts, RecordType, RuleFacts


class RetentionRule(Base):
    """A limit that another act sets, as an administrator entered it; each row stays."""

    __tablename__ = "retention_rule"
    __table_args__ = (
        listed("record_type", RecordType),
        CheckConstraint("years > 0", name="at_least_a_year"),
        CheckConstraint("source_sealed IS NOT NULL", name="says_where_it_stands"),
    )

    record_type: Mapped[RecordType] = mapped_column(EnumText(RecordType))
    years: Mapped[int | None]
    """From the day of the seal; NULL: no limit holds any more."""
    source = Sealed(str)
    """The act and the paragraph, or why none holds any more."""
    entered_at: Mapped[datetime]
    entered_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    entered_by: Mapped[Account] = relationship()

    @property
    def facts(self) -> RuleFacts:
        return RuleFacts(self.entered_at, self.years)


class FileErasure(Base):
    """One file on its way: noticed, hidden, decided on; or stopped. It names its life by the number
    alone where that is hidden, and hangs on its centre, not on what nobody sees any more."""

    __tablename__ = "erasure"
    __table_args__ = (
        listed("record_type", RecordType),
        CheckConstraint("(hidden_at IS NULL) = (hidden_by_id IS NULL)", name="hidden_by_somebody"),
        CheckConstraint(
            "num_nulls(decided_at, decided_by_id, decision_sealed) IN (0, 3)",
            name="decided_with_words",
        ),
        CheckConstraint(
            "hidden_at >= noticed_at + interval '13 days'", name="hidden_days_after_the_notice"
        ),
        CheckConstraint(
            "decided_at IS NULL OR hidden_at IS NOT NULL"
            " AND decided_at >= hidden_at + interval '13 days'",
            name="decided_days_after_the_hiding",
        ),
        CheckConstraint("(ended_at IS NULL) = (ended_by_id IS NULL)", name="ended_by_somebody"),
        Index(
            "one_erasure_of_a_life",
            "life_id",
            unique=True,
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index("erasures_by_centre", "municipality_id"),
        Index("erasures_by_life", "life_id"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    life_id: Mapped[UUID] = mapped_column(ForeignKey("life.id"))
    number: Mapped[str]
    record_type: Mapped[RecordType] = mapped_column(EnumText(RecordType))
    sealed_on: Mapped[date]
    noticed_at: Mapped[datetime]
    noticed_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    hidden_at: Mapped[datetime | None]
    hidden_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    decision = Sealed(str)
    """Why it is erased, in the head's words; under the ring, for it stays."""
    ended_at: Mapped[datetime | None]
    """Taken back, or stopped by a hold."""
    ended_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))

    def facts(self, *, erased: bool = False) -> ErasureFacts:
        return ErasureFacts(
            noticed_on=local_day(self.noticed_at),
            hidden_on=local_day(self.hidden_at) if self.hidden_at else None,
            decided_on=local_day(self.decided_at) if self.decided_at else None,
            erased=erased,
        )


class LegalHold(Base):
    """A file that is not erased, whatever its limit says."""

    __tablename__ = "legal_hold"
    __table_args__ = (
        CheckConstraint("words_sealed IS NOT NULL", name="hold_says_why"),
        CheckConstraint(
            "num_nulls(lifted_at, lifted_by_id, lifted_words_sealed) IN (0, 3)",
            name="lifted_with_words",
        ),
        Index("holds_by_life", "life_id"),
        Index("holds_by_centre", "municipality_id"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    life_id: Mapped[UUID] = mapped_column(ForeignKey("life.id"))
    words = Sealed(str)
    """Why: a court, a complaint, a claim; under the ring, as it stands beside the file."""
    until: Mapped[date | None]
    """Its last day; NULL: until it is lifted."""
    placed_at: Mapped[datetime]
    placed_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    lifted_at: Mapped[datetime | None]
    lifted_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    lifted_words = Sealed(str)

    @property
    def facts(self) -> HoldFacts:
        return HoldFacts(self.until, lifted=self.lifted_at is not None)


class ErasedRecord(Base):
    """The proof that something is gone, without a name: only the owner of the record adds one, as
    the keys are destroyed; anew in a copy that was put back, which may not know who decided."""

    __tablename__ = "erased_record"
    __table_args__ = (
        listed("record_type", RecordType),
        UniqueConstraint("life_id", name="erased_once"),
        CheckConstraint("octet_length(digest) = 32", name="with_its_hash"),
        CheckConstraint("counted >= 0", name="counted_rows"),
        Index("erased_by_centre", "municipality_id"),
    )

    life_id: Mapped[UUID] = mapped_column(ForeignKey("life.id"))
    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    number: Mapped[str]
    record_type: Mapped[RecordType] = mapped_column(EnumText(RecordType))
    sealed_on: Mapped[date]
    erased_at: Mapped[datetime]
    decided_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    counted: Mapped[int]
    """Of how many rows."""
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    """SHA-256 over the life, the tables with the number of their rows, and the seal of the file."""
