"""A meeting that a member asks for, and what became of it: Art. 8(4)."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from models.outbox import RecipientKind
from notifications.notices.base import Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingAskedFor(Notice):
    """To the case manager: a member asks for a meeting: Art. 8(4)."""

    template: ClassVar[str] = "initiative/asked"
    read_by: ClassVar[RecipientKind] = RecipientKind.ACCOUNT
    has_link: ClassVar[bool] = False
    article: ClassVar[str] = "8(4)"
    request_id: UUID
    institution: str
    asked_on: date
    due_on: date
    """Our limit: DEFAULTS.ANSWER_REQUEST."""
    case_number: str

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.request_id,)


@dataclass(frozen=True, slots=True, kw_only=True)
class _OfRequest(Notice):
    """To the member who asked: one answer, or its end."""

    article: ClassVar[str] = "8(4)"
    answer_id: UUID
    asked_on: date
    case_number: str

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.answer_id,)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingCalled(_OfRequest):
    """The case manager calls a meeting for it; the day is told with the invitation: Art. 8(4)."""

    template: ClassVar[str] = "initiative/called"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingNotCalled(_OfRequest):
    """No meeting is called; why stands behind the link: Art. 8(4)."""

    template: ClassVar[str] = "initiative/not_called"


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestOpenAgain(_OfRequest):
    """The meeting called for it was called off; the request waits for another answer: Art. 8(4)."""

    template: ClassVar[str] = "initiative/open_again"


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestEnded(_OfRequest):
    """The case has ended, and the request with it: no meeting follows: Art. 8(4)."""

    template: ClassVar[str] = "initiative/ended"
    has_link: ClassVar[bool] = False
