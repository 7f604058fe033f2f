"""What a member says instead of acting on a link: to whoever convenes the table: Art. 6(1.1)."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final
from uuid import UUID

from models.outbox import RecipientKind
from notifications.notices.base import Notice

IN_THE_MORNING: Final = "in the morning"
"""The reply of one that never left: until complaints had rows of their own (`MailComplaint`), the
morning read them from there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Obstacle(Notice):
    """Who said it, what, and when; the institution, not the name, stands in the outbox."""

    article: ClassVar[str] = "6(1.1)"
    member_id: UUID
    institution: str
    obstacle: str
    """`number`, `person`, `paper` or `reading`; `codes` where we say for them that the day's codes
    are used up, `unwanted` where their mail program does that they take our mail for spam."""
    told_on: date
    said_before: int = 0
    """How often it had been said of the number before, and ended: it is told each time."""

    @property
    def occasion(self) -> tuple[object, ...]:
        said = (self.member_id, self.obstacle, self.told_on.isoformat())
        return (*said, self.said_before) if self.said_before else said


@dataclass(frozen=True, slots=True, kw_only=True)
class ObstacleReported(_Obstacle):
    """To the case manager: a member cannot act on a link, and why: Art. 6(1.1)."""

    template: ClassVar[str] = "members/obstacle"
    read_by: ClassVar[RecipientKind] = RecipientKind.ACCOUNT
    has_link: ClassVar[bool] = False
    case_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarterlyObstacleReported(_Obstacle):
    """The same to the convener of the municipal meeting: Art. 6(1.1), 8(2)."""

    template: ClassVar[str] = "quarterly/obstacle"
    read_by: ClassVar[RecipientKind] = RecipientKind.ACCOUNT
    has_link: ClassVar[bool] = False
    quarter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberConflictWithdrawn(Notice):
    """To case manager and head: a member's conflict was a mistake, and they sit again: 10(2)."""

    template: ClassVar[str] = "members/withdrawn"
    read_by: ClassVar[RecipientKind] = RecipientKind.ACCOUNT
    has_link: ClassVar[bool] = False
    article: ClassVar[str] = "10(2)"
    withdrawal_id: UUID
    institution: str
    declared_on: date
    withdrawn_on: date
    declares_anew: bool
    """They had signed nothing before, and are asked for both declarations once more."""
    case_number: str
    entered: bool = False
    """An officer put on record what the member had said, who did not say so behind their link."""

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.withdrawal_id,)


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRecused(Notice):
    """To the case manager: a member has a conflict, their institution is to be asked: 10(2)."""

    template: ClassVar[str] = "members/recused"
    read_by: ClassVar[RecipientKind] = RecipientKind.ACCOUNT
    has_link: ClassVar[bool] = False
    article: ClassVar[str] = "10(2)"
    member_id: UUID
    institution: str
    declared_on: date
    due_on: date
    """Our limit: DEFAULTS.ASK_REPLACEMENT."""
    case_number: str
    withdrawn: int = 0
    """How often they had withdrawn one as a mistake before; two may fall on one day."""

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.member_id, self.declared_on.isoformat(), self.withdrawn)
