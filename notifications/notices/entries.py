"""What puts a meeting into a calendar, or takes it out again: Art. 8(3), decision 0171."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from notifications.channels import CalendarMethod
from notifications.notices.base import Notice
from rules.hours import Leaves


@dataclass(frozen=True, slots=True, kw_only=True)
class OfEntry(Notice):
    """To whoever is invited to a meeting, of a case or of a municipality, or was."""

    method: ClassVar[CalendarMethod] = CalendarMethod.CANCEL
    meeting_id: UUID
    starts_at: datetime
    place: str
    sequence: int | None = None
    """How many went before it to the same reader on the same meeting; None where none goes along:
    their calendar never had the meeting."""

    @property
    def over_at(self) -> datetime | None:
        return self.starts_at

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.meeting_id,)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfNotComing(OfEntry):
    """To who was invited and sits no more: the meeting is not theirs: Art. 8(6), 10(2)."""

    has_link: ClassVar[bool] = False
    hours: ClassVar[Leaves] = Leaves.AT_ONCE
    member_id: UUID
    """The seat: who came back and leaves again is told again."""

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.meeting_id, self.member_id)
