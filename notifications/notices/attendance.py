"""Who stays away from the table, told to their superior: Art. 9, 14(3.2)."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from models.outbox import RecipientKind
from notifications.notices.base import Notice
from notifications.notices.superiors import ToldBySms


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberAbsent(Notice):
    """To a member's superior: which meetings they missed, nothing of the case itself: 14(3.2)."""

    template: ClassVar[str] = "attendance/absent"
    read_by: ClassVar[RecipientKind] = RecipientKind.SUPERIOR
    has_link: ClassVar[bool] = False
    article: ClassVar[str] = "14(3.2)"
    absence_id: UUID
    case_number: str
    institution: str
    missed_on: tuple[date, ...]
    reply_id: UUID | None = None
    """The link behind which they reply."""

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.absence_id,)


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceCorrected(MemberAbsent):
    """To the same superior, of the days of which they were told in vain: by a correction of the
    record the notice does not hold: 9, 14(3.2)."""

    template: ClassVar[str] = "attendance/corrected"


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberAbsentBySms(ToldBySms):
    """To the same superior, by SMS: that this mail was sent to them: 14(3.2)."""

    template: ClassVar[str] = "attendance/absent_text"
    absence_id: UUID
