"""The receipt for whoever referred a child: number, day, who answers: beside Art. 18(1)."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from models.outbox import RecipientKind
from notifications.notices.base import Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptForReferral(Notice):
    """To whoever referred, who is told nothing else and gets no link."""

    template: ClassVar[str] = "referral/receipt"
    read_by: ClassVar[RecipientKind] = RecipientKind.REFERRER
    has_link: ClassVar[bool] = False
    article: ClassVar[str] = "18(1)"
    case_number: str
    receipt_id: UUID
    came_on: date
    managed: bool
    """Whoever answers manages the case; else they decide for the head."""

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.receipt_id,)
