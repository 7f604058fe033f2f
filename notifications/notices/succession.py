"""Somebody leaves a table: to the head, and to who takes the place: Art. 8(6)."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from models.outbox import RecipientKind
from notifications.notices.base import Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberLeft(Notice):
    """To the head: a member left and nobody succeeds them; the reason is on their page: 8(6)."""

    template: ClassVar[str] = "members/left"
    read_by: ClassVar[RecipientKind] = RecipientKind.ACCOUNT
    has_link: ClassVar[bool] = False
    article: ClassVar[str] = "8(6)"
    member_id: UUID
    institution: str
    left_on: date
    due_on: date
    """Our limit: DEFAULTS.SEE_DEPARTURE."""
    case_number: str

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.member_id,)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceTaken(Notice):
    """To a successor: whose institution's place it is, and what is theirs from now on: Art. 8(6).

    Whoever has not declared yet is asked for it with this mail: Art. 10(2), 18(2).
    """

    template: ClassVar[str] = "members/successor"
    article: ClassVar[str] = "8(6), 18(2)"
    member_id: UUID
    institution: str
    actions: int
    declares: bool
    """They are still to declare; else they sat at the table already."""
    case_number: str

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.member_id,)
