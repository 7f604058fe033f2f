"""The one-time code that opens a mailed link; our choice, beside Art. 18(1)."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from models.outbox import RecipientKind
from notifications.notices.base import Notice
from rules.hours import Leaves
from rules.identity_checks import CheckMeans


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeSent(Notice):
    """To a member, by SMS: the code itself stays sealed in its own row: Art. 18(1)."""

    template: ClassVar[str] = "codes/code"
    hours: ClassVar[Leaves] = Leaves.AT_ONCE
    article: ClassVar[str] = "18(1)"
    code_id: UUID
    table: str
    """Of two codes that live at once, for which table each is."""
    of_case: bool
    confirms: bool
    """One word of theirs, and opens nothing."""

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.code_id,)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeSaid(Notice):
    """To a member, by mail: a code of theirs was said on the telephone, maybe to somebody else."""

    template: ClassVar[str] = "codes/said"
    hours: ClassVar[Leaves] = Leaves.AT_ONCE
    article: ClassVar[str] = "18(1)"
    has_link: ClassVar[bool] = False
    code_id: UUID
    code_said_at: datetime

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.code_id,)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOutToHead(Notice):
    """To the head, the same day: an officer recognised a member, and read out a code, or had them
    set up an app. Nothing of the child and of the member: they are behind the sign-in."""

    template: ClassVar[str] = "codes/head"
    hours: ClassVar[Leaves] = Leaves.AT_ONCE
    article: ClassVar[str] = "18(1)"
    read_by: ClassVar[RecipientKind] = RecipientKind.ACCOUNT
    has_link: ClassVar[bool] = False
    check_id: UUID
    means: CheckMeans
    checked_at: datetime
    app: bool

    @property
    def page(self) -> str:
        """Where it stands by whom and to whom."""
        return f"/codes/{self.life_id}/said"

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.check_id,)


@dataclass(frozen=True, slots=True, kw_only=True)
class AppBegun(Notice):
    """To a member, by mail: an app for their codes is being set up, maybe by somebody else."""

    template: ClassVar[str] = "codes/app"
    hours: ClassVar[Leaves] = Leaves.AT_ONCE
    article: ClassVar[str] = "18(1)"
    has_link: ClassVar[bool] = False
    app_id: UUID
    app_begun_at: datetime

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.app_id,)


@dataclass(frozen=True, slots=True, kw_only=True)
class AppEnded(Notice):
    """To a member, by mail: the app makes no codes any more."""

    template: ClassVar[str] = "codes/app_ended"
    hours: ClassVar[Leaves] = Leaves.AT_ONCE
    article: ClassVar[str] = "18(1)"
    has_link: ClassVar[bool] = False
    app_id: UUID
    app_ended_at: datetime

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.app_id,)
