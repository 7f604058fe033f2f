"""Conflict of interest and confidentiality, before any paper is opened: Art. 10(2), 18(2)."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from notifications.notices.base import Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclarationsRequested(Notice):
    """To a member: both declarations, on one page: Art. 10(2), 18(2)."""

    template: ClassVar[str] = "declarations/request"
    article: ClassVar[str] = "10(2), 18(2)"
    member_id: UUID
    case_number: str

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.member_id,)
