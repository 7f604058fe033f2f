"""What a member gave, and a claim that somebody verifies: Art. 5(1.2), 12(1)."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from models.outbox import RecipientKind
from notifications.notices.base import Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class InformationGiven(Notice):
    """To the case manager: a member gave information on the case: Art. 5(1.2)."""

    template: ClassVar[str] = "information/given"
    read_by: ClassVar[RecipientKind] = RecipientKind.ACCOUNT
    has_link: ClassVar[bool] = False
    article: ClassVar[str] = "5(1.2)"
    information_id: UUID
    institution: str
    given_on: date
    case_number: str

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.information_id,)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimPut(Notice):
    """To the member who is to verify it; what it says stands behind the link: Art. 12(1)."""

    template: ClassVar[str] = "information/claim"
    article: ClassVar[str] = "12(1)"
    claim_id: UUID
    asked_on: date
    case_number: str

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.claim_id,)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimAnswered(Notice):
    """To the case manager: a member says what they found of a claim: Art. 12(1)."""

    template: ClassVar[str] = "information/answered"
    read_by: ClassVar[RecipientKind] = RecipientKind.ACCOUNT
    has_link: ClassVar[bool] = False
    article: ClassVar[str] = "12(1)"
    outcome_id: UUID
    institution: str
    claim_number: int
    found_on: date
    case_number: str

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.outcome_id,)
