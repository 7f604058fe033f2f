"""The number of a case in the protocol book of the centre's office: decision 0183."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Sealed


class OfficeNumber(Base):
    """As it was entered; another row corrects it, and both stay."""

    __tablename__ = "office_number"
    __table_args__ = (
        UniqueConstraint("case_id", "id", name="office_number_of_a_case"),
        UniqueConstraint("corrects_id", name="one_correction_per_office_number"),
        ForeignKeyConstraint(
            ["case_id", "corrects_id"],
            ["office_number.case_id", "office_number.id"],
            name="corrects_an_office_number_of_the_case",
        ),
        CheckConstraint("corrects_id IS DISTINCT FROM id", name="corrects_another_entry"),
        CheckConstraint("(corrects_id IS NULL) = (reason_sealed IS NULL)", name="corrected_for"),
        CheckConstraint("corrects_id IS NOT NULL OR NOT taken_back", name="taken_back_later"),
        CheckConstraint("number_sealed IS NOT NULL", name="says_a_number"),
        Index(
            "one_office_number_per_case",
            "case_id",
            unique=True,
            postgresql_where=sql("corrects_id IS NULL"),
        ),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    number = Sealed(str)
    corrects_id: Mapped[UUID | None]
    reason = Sealed(str)
    """Why it is corrected."""
    taken_back: Mapped[bool] = mapped_column(default=False)
    """It has none after all."""
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))


def in_force(rows: Sequence[OfficeNumber]) -> str:
    """What stands in the book, of all that was entered of one case; empty where it has none."""
    corrected = {row.corrects_id for row in rows}
    last = next((row for row in rows if row.id not in corrected), None)
    return "" if last is None or last.taken_back else last.number or ""
