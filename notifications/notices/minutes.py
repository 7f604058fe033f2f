"""Minutes: sent as a draft, signed once approved: Art. 10(1)."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from notifications.notices.base import Notice, taken_back
from rules.signing import SignatureRole


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesDrafted(Notice):
    """To a member: the draft to be approved at the next meeting: Art. 10(1)."""

    template: ClassVar[str] = "minutes/draft"
    article: ClassVar[str] = "10(1)"
    minutes_id: UUID
    case_number: str
    met_on: date

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.minutes_id,)


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesToSign(Notice):
    """To a member: sign if they were present, acknowledge if not: Art. 10(1)."""

    template: ClassVar[str] = "minutes/sign"
    article: ClassVar[str] = "10(1)"
    minutes_id: UUID
    case_number: str
    met_on: date
    due_on: date
    """Our limit: DEFAULTS.SIGN."""
    version: int
    """Of the text; more than one where it was laid anew."""
    role: SignatureRole
    taken_back_on: date | None = None
    """When what was on record as their word was taken back."""

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.minutes_id, self.version, *taken_back(self.taken_back_on))
