"""A notice that was also said on the telephone, or handed over: who, when, how: Art. 8(3)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, EnumText, Sealed, listed
from rules.told_notices import NoticeMeans


class ToldNotice(Base):
    """One call or one handing over of one notice; another row corrects it, and both stay."""

    __tablename__ = "told_notice"
    __table_args__ = (
        listed("means", NoticeMeans),
        UniqueConstraint("case_id", "id", name="told_notice_of_a_case"),
        UniqueConstraint("corrects_id", name="one_correction_per_told_notice"),
        ForeignKeyConstraint(
            ["case_id", "corrects_id"],
            ["told_notice.case_id", "told_notice.id"],
            name="corrects_a_told_notice_of_the_case",
        ),
        CheckConstraint("corrects_id IS DISTINCT FROM id", name="corrects_another_entry"),
        CheckConstraint("(corrects_id IS NULL) = (reason_sealed IS NULL)", name="corrected_for"),
        CheckConstraint("corrects_id IS NOT NULL OR NOT taken_back", name="taken_back_later"),
        Index("told_notices_by_case", "case_id", "message_id"),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    message_id: Mapped[UUID] = mapped_column(ForeignKey("message.id"))
    means: Mapped[NoticeMeans] = mapped_column(EnumText(NoticeMeans))
    told_at: Mapped[datetime]
    """The true moment, and not that of typing."""
    to_whom = Sealed(str)
    """Who heard it, or took it."""
    shown_by = Sealed(str)
    """The number that was called; a receipt, or who saw it."""
    corrects_id: Mapped[UUID | None]
    reason = Sealed(str)
    """Why it is corrected."""
    taken_back: Mapped[bool] = mapped_column(default=False)
    """Nothing of the kind had happened."""
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
