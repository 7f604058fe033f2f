"""The unified plan goes to the members: Art. 13(3)."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from notifications.notices.base import Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSent(Notice):
    """To a member: the plan as adopted waits behind the link: Art. 13(3)."""

    template: ClassVar[str] = "plan/sent"
    article: ClassVar[str] = "13(3)"
    plan_id: UUID
    case_number: str
    version: int
    adopted_on: date

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.plan_id,)
