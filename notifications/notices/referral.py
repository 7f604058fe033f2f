"""A child was referred: Art. 8(1)."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from models.outbox import RecipientKind
from notifications.notices.base import Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralReceived(Notice):
    """To the head: a case waits for its manager: Art. 4(2)."""

    template: ClassVar[str] = "referral/received"
    read_by: ClassVar[RecipientKind] = RecipientKind.ACCOUNT
    has_link: ClassVar[bool] = False
    article: ClassVar[str] = "4(2)"
    case_number: str
    referred_on: date

    @property
    def occasion(self) -> tuple[object, ...]:
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralEnded(Notice):
    """To the case manager: the head ended it as a mistake or a duplicate: beside Art. 8(1)."""

    template: ClassVar[str] = "referral/ended"
    read_by: ClassVar[RecipientKind] = RecipientKind.ACCOUNT
    has_link: ClassVar[bool] = False
    article: ClassVar[str] = "8(1)"
    case_number: str
    decided_on: date

    @property
    def occasion(self) -> tuple[object, ...]:
        return ()
