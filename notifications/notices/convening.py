"""Agreeing a date and inviting the table: Art. 8(3), 8(7)."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import ClassVar, Self
from uuid import UUID

from core.clock import local_day
from models.outbox import RecipientKind
from notifications.channels import CalendarMethod
from notifications.notices.base import Notice
from notifications.notices.entries import OfEntry, OfNotComing
from rules.convening import last_day_to_invite
from rules.hours import Leaves


@dataclass(frozen=True, slots=True, kw_only=True)
class DateToAgree(Notice):
    """To the head: a date was proposed and needs their agreement: Art. 8(3)."""

    template: ClassVar[str] = "convening/agree_date"
    read_by: ClassVar[RecipientKind] = RecipientKind.ACCOUNT
    has_link: ClassVar[bool] = False
    meeting_id: UUID
    case_number: str
    starts_at: datetime
    place: str
    leaves_on: date
    """When the invitations leave by themselves, once the head has agreed."""
    last_day_to_invite: date
    extraordinary: bool = False
    short: bool = False
    """Fewer than three days are left for the invitation: Art. 8(3)."""

    @property
    def article(self) -> str:  # type: ignore[override]  # by the meeting
        return "8(3), 14(5)" if self.extraordinary else "8(3)"

    @property
    def leaves(self) -> Leaves:
        return Leaves.AT_ONCE if self.extraordinary else Leaves.BY_DAY

    @property
    def last_lawful(self) -> date | None:
        return self.last_day_to_invite

    @property
    def over_at(self) -> datetime | None:
        return self.starts_at

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.meeting_id,)


@dataclass(frozen=True, slots=True, kw_only=True)
class DateCountered(Notice):
    """To the case manager: the head asks for another day: Art. 8(3)."""

    template: ClassVar[str] = "convening/countered"
    read_by: ClassVar[RecipientKind] = RecipientKind.ACCOUNT
    has_link: ClassVar[bool] = False
    article: ClassVar[str] = "8(3)"
    meeting_id: UUID
    case_number: str
    starts_at: datetime
    suggested_at: datetime | None = None
    """The day that the head named instead."""

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.meeting_id,)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfInvitation(OfEntry):
    """To whoever sits at a table, of a case or of a municipality: Art. 8(3)."""

    method: ClassVar[CalendarMethod] = CalendarMethod.REQUEST
    member_id: UUID
    """The seat: who left and came back is invited again."""
    agenda: tuple[str, ...]
    """Codes of `rules.items.AGENDA`, and `own` for an item read behind the link."""
    late_on: date | None = None
    """The day on which it leaves, where fewer than three are left: Art. 8(3)."""
    again_after: UUID | None = None
    """The conflict that was none, since which they sit again: Art. 10(2)."""

    def as_of(self, today: date) -> Self:
        """Sending counts, whatever held it up: a reason, a new seat, a server, a contact."""
        is_late = today > last_day_to_invite(local_day(self.starts_at))
        return replace(self, late_on=today if is_late else None)

    @property
    def last_lawful(self) -> date | None:
        return last_day_to_invite(local_day(self.starts_at))

    @property
    def occasion(self) -> tuple[object, ...]:
        invited = (self.meeting_id, self.member_id, local_day(self.starts_at).isoformat())
        return (*invited, self.again_after) if self.again_after else invited


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingInvitation(OfInvitation):
    """To a member: invitation and agenda, the papers behind the link: Art. 8(3), 8(7)."""

    template: ClassVar[str] = "convening/invitation"
    case_number: str
    extraordinary: bool = False

    @property
    def article(self) -> str:  # type: ignore[override]  # by the meeting
        return "8(7), 14(5)" if self.extraordinary else "8(3), 8(7)"

    @property
    def leaves(self) -> Leaves:
        return Leaves.AT_ONCE if self.extraordinary else Leaves.BY_DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingSoon(Notice):
    """To a member, by SMS beside the invitation: an extraordinary meeting is fewer than three days
    ahead, and nobody has to read mail at every hour: Art. 8(3), 14(5). It opens nothing."""

    template: ClassVar[str] = "convening/soon"
    article: ClassVar[str] = "8(3), 14(5)"
    hours: ClassVar[Leaves] = Leaves.AT_ONCE
    has_link: ClassVar[bool] = False
    meeting_id: UUID
    starts_at: datetime
    again_after: UUID | None = None
    """The conflict that was none, of who was told meanwhile that it is not theirs."""

    @property
    def over_at(self) -> datetime | None:
        return self.starts_at

    @property
    def occasion(self) -> tuple[object, ...]:
        called = (self.meeting_id, self.starts_at.isoformat())
        return (*called, self.again_after) if self.again_after else called


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingNotTheirs(MeetingSoon):
    """To who was called by SMS and sits no more, by SMS too: Art. 8(3), 14(5)."""

    template: ClassVar[str] = "convening/not_theirs"
    member_id: UUID
    """The seat: who came back and leaves again is told again."""

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.meeting_id, self.starts_at.isoformat(), self.member_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingOff(MeetingSoon):
    """To who was called by SMS, by SMS too: it does not take place: Art. 8(3), 14(5)."""

    template: ClassVar[str] = "convening/off"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfUnsent(Notice):
    """To the officers of a table: its limit passed while invitations had not left: Art. 8(3)."""

    read_by: ClassVar[RecipientKind] = RecipientKind.ACCOUNT
    has_link: ClassVar[bool] = False
    meeting_id: UUID
    starts_at: datetime
    place: str
    invite_by: date
    members: int
    earliest: date
    """The first lawful day, where its invitation leaves today."""
    is_past: bool = False
    """As it leaves: the day of the meeting is gone, and nobody can act on it any more. Its reader
    is told all the same: of a lapse, which stays one."""

    def as_of(self, today: date) -> Self:
        return replace(self, is_past=today > local_day(self.starts_at))

    @property
    def page(self) -> str:
        return f"/meetings/{self.meeting_id}"

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.meeting_id,)


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationsUnsent(OfUnsent):
    """To the case manager and the head: Art. 8(3), 14(5)."""

    template: ClassVar[str] = "convening/unsent"
    article: ClassVar[str] = "8(3)"
    case_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingCancelled(OfEntry):
    """To a member who was invited: the meeting does not take place: Art. 8(3)."""

    template: ClassVar[str] = "convening/cancelled"
    hours: ClassVar[Leaves] = Leaves.AT_ONCE
    article: ClassVar[str] = "8(3)"
    case_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotComing(OfNotComing):
    """To a member who was invited and left the table of a case: Art. 8(3), 8(6)."""

    template: ClassVar[str] = "convening/not_coming"
    article: ClassVar[str] = "8(3), 8(6)"
    case_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PapersAdded(Notice):
    """To a member who was invited: something to read was put before the meeting since: Art. 8(3).

    One a day, however many came; it names none, and counts as no invitation.
    """

    template: ClassVar[str] = "convening/papers_added"
    article: ClassVar[str] = "8(3)"
    meeting_id: UUID
    case_number: str
    starts_at: datetime
    place: str
    added_on: date
    late: bool = False
    """Fewer than three days before the day of the meeting."""

    @property
    def last_lawful(self) -> date | None:
        return last_day_to_invite(local_day(self.starts_at))

    @property
    def over_at(self) -> datetime | None:
        return self.starts_at

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.meeting_id, self.added_on.isoformat())
