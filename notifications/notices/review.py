"""The monthly review of the plan: Art. 5(1.5), 15(1)."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from models.outbox import RecipientKind
from notifications.notices.base import Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewOpened(Notice):
    """To the case manager: the plan is to be reviewed by this day: Art. 5(1.5)."""

    template: ClassVar[str] = "review/opened"
    read_by: ClassVar[RecipientKind] = RecipientKind.ACCOUNT
    has_link: ClassVar[bool] = False
    article: ClassVar[str] = "5(1.5)"
    plan_id: UUID
    case_number: str
    due_on: date

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.plan_id, self.due_on.isoformat())
