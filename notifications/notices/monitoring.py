"""What the table is told of the monitoring: Art. 14(3.4)."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from notifications.notices.base import Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingsTold(Notice):
    """To a member: how the plan is carried out and what was found waits behind the link."""

    template: ClassVar[str] = "monitoring/findings"
    article: ClassVar[str] = "14(3.4)"
    findings_id: UUID
    told_on: date
    case_number: str
    again_on: date | None = None
    """The day on which a conflict was found to be none, of who was told nothing meanwhile."""

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.findings_id, self.again_on) if self.again_on else (self.findings_id,)
