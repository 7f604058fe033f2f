"""The head's supervision: a question, its answer, a month signed off, a visit: Art. 16."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from models.outbox import RecipientKind
from notifications.notices.base import Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionAsked(Notice):
    """To the case manager: the head asks; what is asked stands on its page: Art. 16(1)."""

    template: ClassVar[str] = "supervision/asked"
    read_by: ClassVar[RecipientKind] = RecipientKind.ACCOUNT
    has_link: ClassVar[bool] = False
    article: ClassVar[str] = "16(1)"
    said_id: UUID
    """The question, or the one by which it was opened again."""
    number: int
    case_number: str

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.said_id,)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionAnswered(Notice):
    """To the head: the case manager has answered a question: Art. 16(1)."""

    template: ClassVar[str] = "supervision/answered"
    read_by: ClassVar[RecipientKind] = RecipientKind.ACCOUNT
    has_link: ClassVar[bool] = False
    article: ClassVar[str] = "16(1)"
    said_id: UUID
    number: int
    case_number: str

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.said_id,)


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthSignedOff(Notice):
    """To an officer: a month of theirs is signed off, or remarked on later: Art. 16(1)."""

    template: ClassVar[str] = "supervision/month"
    read_by: ClassVar[RecipientKind] = RecipientKind.ACCOUNT
    has_link: ClassVar[bool] = False
    article: ClassVar[str] = "16(1)"
    said_id: UUID
    month: date
    """Its first day."""

    @property
    def page(self) -> str:
        return "/supervision"

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.said_id,)


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitMade(Notice):
    """To the case manager: a monitoring visit is on record, with what it found: Art. 16(2)."""

    template: ClassVar[str] = "supervision/visit"
    read_by: ClassVar[RecipientKind] = RecipientKind.ACCOUNT
    has_link: ClassVar[bool] = False
    article: ClassVar[str] = "16(2)"
    visit_id: UUID
    visited_on: date
    case_number: str

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.visit_id,)
