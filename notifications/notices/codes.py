"""The one-time code that opens a mailed link; our choice, beside Art. 18(1)."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from notifications.notices.base import Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeSent(Notice):
    """To a member, by SMS: the code itself stays sealed in its own row: Art. 18(1)."""

    template: ClassVar[str] = "codes/code"
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
    article: ClassVar[str] = "18(1)"
    has_link: ClassVar[bool] = False
    code_id: UUID
    code_said_at: datetime

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.code_id,)
