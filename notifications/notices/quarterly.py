"""The municipal meeting of each quarter, which is about no case: Art. 8(2)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from core.clock import local_day
from models.outbox import RecipientKind
from notifications.notices.base import Notice, taken_back
from notifications.notices.convening import OfInvitation, OfUnsent
from rules.hours import Leaves
from rules.signing import SignatureRole


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarterlyDateToAgree(Notice):
    """To the head: the date proposed for the quarter: Art. 8(2), 8(3)."""

    template: ClassVar[str] = "quarterly/agree_date"
    read_by: ClassVar[RecipientKind] = RecipientKind.ACCOUNT
    has_link: ClassVar[bool] = False
    article: ClassVar[str] = "8(2), 8(3)"
    meeting_id: UUID
    quarter: str
    """`2026-Q4`"""
    starts_at: datetime
    place: str
    leaves_on: date
    """When the invitations leave by themselves, once the head has agreed."""
    last_day_to_invite: date
    short: bool = False
    """Fewer than three days are left for the invitation: Art. 8(3)."""

    @property
    def last_lawful(self) -> date | None:
        return self.last_day_to_invite

    @property
    def over_at(self) -> datetime | None:
        return self.starts_at

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.meeting_id, local_day(self.starts_at).isoformat())


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarterlyInvitation(OfInvitation):
    """To a standing member: invitation and agenda: Art. 8(2), 8(3)."""

    template: ClassVar[str] = "quarterly/invitation"
    article: ClassVar[str] = "8(2), 8(3)"
    quarter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarterlyInvitationsUnsent(OfUnsent):
    """To the chair of the municipal table and the head: Art. 8(2), 8(3)."""

    template: ClassVar[str] = "quarterly/unsent"
    article: ClassVar[str] = "8(2), 8(3)"
    quarter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarterlyCancelled(Notice):
    """To a standing member who was invited: the meeting does not take place: Art. 8(2), 8(3)."""

    template: ClassVar[str] = "quarterly/cancelled"
    hours: ClassVar[Leaves] = Leaves.AT_ONCE
    article: ClassVar[str] = "8(2), 8(3)"
    meeting_id: UUID
    quarter: str
    starts_at: datetime
    place: str

    @property
    def over_at(self) -> datetime | None:
        return self.starts_at

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.meeting_id,)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarterlyMinutesDrafted(Notice):
    """To a standing member: the draft, which the next municipal meeting approves: Art. 10(1)."""

    template: ClassVar[str] = "quarterly/draft"
    article: ClassVar[str] = "10(1)"
    minutes_id: UUID
    quarter: str
    met_on: date

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.minutes_id,)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarterlyMinutes(Notice):
    """To a standing member: sign if they were present, acknowledge if not: Art. 10(1)."""

    template: ClassVar[str] = "quarterly/minutes"
    article: ClassVar[str] = "10(1)"
    minutes_id: UUID
    quarter: str
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
