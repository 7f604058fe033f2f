"""Closing a case: the head's approval, then the table's signatures: Art. 17."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from models.outbox import RecipientKind
from notifications.notices.base import Notice, taken_back


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosureAhead(Notice):
    """To the case manager: a ground of closing draws near; which one stands on the case: 17(3)."""

    template: ClassVar[str] = "closure/ahead"
    read_by: ClassVar[RecipientKind] = RecipientKind.ACCOUNT
    has_link: ClassVar[bool] = False
    article: ClassVar[str] = "17(3)"
    announcement_id: UUID
    case_number: str

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.announcement_id,)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosureToApprove(Notice):
    """To the head: the manager's assessment waits for approval: Art. 17(3)."""

    template: ClassVar[str] = "closure/approve"
    read_by: ClassVar[RecipientKind] = RecipientKind.ACCOUNT
    has_link: ClassVar[bool] = False
    article: ClassVar[str] = "17(3)"
    closure_id: UUID
    case_number: str
    proposed_on: date
    due_on: date
    """Our limit: DEFAULTS.APPROVE_CLOSURE."""

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.closure_id,)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosureDecided(Notice):
    """To the case manager: approved, or returned with a note: Art. 17(3)."""

    template: ClassVar[str] = "closure/decided"
    read_by: ClassVar[RecipientKind] = RecipientKind.ACCOUNT
    has_link: ClassVar[bool] = False
    article: ClassVar[str] = "17(3)"
    closure_id: UUID
    case_number: str
    decided_on: date
    approved: bool
    own: bool = True
    """The reader proposed it; else they manage the case since."""

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.closure_id,)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseClosed(Notice):
    """To a member: the file is sealed and their links have ended: DEFAULTS.CLOSED_TOLD."""

    template: ClassVar[str] = "closure/closed"
    has_link: ClassVar[bool] = False
    article: ClassVar[str] = "17(5)"
    closure_id: UUID
    case_number: str

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.closure_id,)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosureToSign(Notice):
    """To a member: the closing form: Art. 17(5)."""

    template: ClassVar[str] = "closure/sign"
    article: ClassVar[str] = "17(5)"
    closure_id: UUID
    case_number: str
    due_on: date
    """Our limit: DEFAULTS.SIGN_CLOSURE."""
    taken_back_on: date | None = None
    """When what was on record as their word was taken back."""

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.closure_id, *taken_back(self.taken_back_on))
