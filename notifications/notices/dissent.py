"""A member dissents from what the table decided: Art. 9, 10(1)."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from models.outbox import RecipientKind
from notifications.notices.base import Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberDissents(Notice):
    """To the head: that a member dissents; who, and from what, is on the page: Art. 10(1)."""

    template: ClassVar[str] = "minutes/dissent"
    read_by: ClassVar[RecipientKind] = RecipientKind.ACCOUNT
    has_link: ClassVar[bool] = False
    article: ClassVar[str] = "10(1)"
    dissent_id: UUID
    met_on: date
    case_number: str = ""
    quarter: str = ""
    """One of both: which table it is."""

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.dissent_id,)
