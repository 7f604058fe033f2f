"""What an officer has typed into a long form and not sent yet: decision 0229."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Sealed


class FormDraft(Base):
    """One page's form as one officer left it; nobody else sees it, and it is no record."""

    __tablename__ = "form_draft"
    __table_args__ = (
        UniqueConstraint("account_id", "page", name="one_draft_per_officer_and_page"),
        CheckConstraint("typed_sealed IS NOT NULL", name="holds_something"),
        Index("drafts_by_time", "kept_at"),
    )

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    page: Mapped[str]
    """The address of its page: numbers and ids."""
    life_id: Mapped[UUID | None] = mapped_column(ForeignKey("life.id"))
    """Under whose key it is sealed; NULL of a referral, which is of no case yet."""
    kept_at: Mapped[datetime]
    typed = Sealed[dict[str, Any]](dict)
    """By field what was typed in it."""
