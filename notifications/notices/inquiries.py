"""What was asked beside the reports, and its answer; nothing of what either says: Art. 14(3.1)."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from models.outbox import RecipientKind
from notifications.notices.base import Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class InformationAsked(Notice):
    """To a member: something is asked; what it is stands behind the link: 14(3.1), 14(3.3)."""

    template: ClassVar[str] = "reports/inquiry"
    request_id: UUID
    case_number: str
    due_on: date
    asked_on: date | None = None
    """Where the question was put before, and this mail only repeats it."""
    action: int | None = None
    """The number of the action whose day is set, where the system asks by the plan."""
    again: bool = False
    """A conflict of theirs was none, and nothing before this mail is held against them."""
    unread: bool = False
    """Nor is it, since no mail of it was there: their contact was none."""
    taken_back_on: date | None = None
    """When what was on record as their answer was taken back, from its last day on."""

    @property
    def article(self) -> str:  # type: ignore[override]  # by what it is asked for
        return "14(3.1)" if self.action is None else "14(3.3)"

    @property
    def occasion(self) -> tuple[object, ...]:
        if self.taken_back_on is not None:
            return (self.request_id, "taken back", self.taken_back_on.isoformat())
        return (self.request_id, *([self.due_on.isoformat()] if self.again else []))


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryIsAnswered(Notice):
    """To the case manager: a member answered what was asked: Art. 14(3.1)."""

    template: ClassVar[str] = "inquiries/answered"
    read_by: ClassVar[RecipientKind] = RecipientKind.ACCOUNT
    has_link: ClassVar[bool] = False
    article: ClassVar[str] = "14(3.1)"
    answer_id: UUID
    institution: str
    inquiry_number: int
    said_on: date
    case_number: str

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.answer_id,)
