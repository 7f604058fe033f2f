"""Progress reports: asked for, reminded, and what follows silence: Art. 8(9), 14(3.2)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from models.outbox import RecipientKind
from notifications.notices.base import Notice, taken_back
from notifications.notices.superiors import ToldBySms
from rules.defaults import DEFAULTS
from rules.hours import Leaves
from rules.late_actions import DayAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRequested(Notice):
    """To a member: a written report at least three days before the meeting: Art. 8(9)."""

    template: ClassVar[str] = "reports/request"
    article: ClassVar[str] = "8(9)"
    request_id: UUID
    case_number: str
    due_on: date
    starts_at: datetime
    place: str
    taken_back_on: date | None = None
    """When what was on record as their report was taken back, from its last day on."""
    at_once: bool = False
    """No day is left for it; nobody is late."""
    shut_out: bool = False
    """No door was open to them on its last day, by a conflict that was none."""
    unread: bool = False
    """Nor was any mail of it there, since their contact was none."""

    @property
    def last_lawful(self) -> date | None:
        return self.due_on

    @property
    def occasion(self) -> tuple[object, ...]:
        anew = [self.due_on.isoformat()] if self.shut_out else []
        return (self.request_id, *anew, *taken_back(self.taken_back_on))


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionLate(Notice):
    """To a member: an action they answer for is late, and a word on it is asked for: 14(3.3)."""

    template: ClassVar[str] = "reports/action_late"
    article: ClassVar[str] = "14(3.3)"
    request_id: UUID
    case_number: str
    number: int
    """Of the action in the plan."""
    was_due_on: date
    due_on: date
    again: bool = False
    """A conflict of theirs was none, and nothing before this mail is held against them."""
    unread: bool = False
    """Nor is it, since no mail of it was there: their contact was none."""
    taken_back_on: date | None = None
    """When what was on record as their word was taken back, from its last day on."""

    @property
    def occasion(self) -> tuple[object, ...]:
        if self.taken_back_on is not None:
            return (self.request_id, *taken_back(self.taken_back_on))
        return (self.request_id, *([self.due_on.isoformat()] if self.again else []))


@dataclass(frozen=True, slots=True, kw_only=True)
class DayAnswered(Notice):
    """To a member: what the table says of the day that they asked for: Art. 15(3)."""

    template: ClassVar[str] = "reports/day_answered"
    has_link: ClassVar[bool] = False
    article: ClassVar[str] = "15(3)"
    request_id: UUID
    case_number: str
    number: int
    """Of the action in the plan."""
    asked_until: date
    answer: DayAnswer
    day: date | None = None
    """The day that it gave."""

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.request_id, self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class LastChance(Notice):
    """To a member: the last day before the superior is notified: Art. 14(3.2)."""

    template: ClassVar[str] = "reports/last_chance"
    article: ClassVar[str] = "14(3.2)"
    request_id: UUID
    case_number: str
    due_on: date
    last_chance_on: date
    days: int = DEFAULTS.LAST_CHANCE.days
    """How many it gives, from the day on which a server takes it."""
    action: int | None = None
    """The number of the action that is late, where no meeting asked."""
    inquiry: bool = False
    """It was asked beside the reports: Art. 14(3.1), 14(3.3)."""

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.request_id, self.last_chance_on.isoformat())


@dataclass(frozen=True, slots=True)
class SilentToo:
    """Another thing of the same member that is missing, in the same mail: its evidence, and the
    link behind which the superior replies to it."""

    asked_on: date
    due_on: date
    reminded_on: tuple[date, ...]
    last_chance_on: date
    action: int | None
    inquiry: bool
    reply_id: UUID | None
    called_on: tuple[date, ...] = ()
    chance_given_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SuperiorNotified(Notice):
    """To a member's superior: what was asked and when, nothing of the case itself: Art. 14(3.2)."""

    template: ClassVar[str] = "reports/superior"
    read_by: ClassVar[RecipientKind] = RecipientKind.SUPERIOR
    has_link: ClassVar[bool] = False
    article: ClassVar[str] = "14(3.2)"
    request_id: UUID
    case_number: str
    institution: str
    asked_on: date
    due_on: date
    reminded_on: tuple[date, ...]
    last_chance_on: date
    action: int | None = None
    was_due_on: date | None = None
    """The day of that action in the plan."""
    inquiry: bool = False
    """It was asked beside the reports: Art. 14(3.1), 14(3.3)."""
    anew_after: date | None = None
    """The day on which they were told that it does not hold; since then it does again."""
    came_late_on: date | None = None
    """What came, after they were told that it had come in time."""
    reply_id: UUID | None = None
    """The link behind which they reply; one of an edition before has none."""
    called_on: tuple[date, ...] = ()
    """When a text of the last day reached their telephone: `DEFAULTS.LAST_CALL`."""
    chance_given_on: date | None = None
    """When a server took the mail that gave them the last chance."""
    also: tuple[SilentToo, ...] = ()
    """What else is missing of the same member, as the mail leaves."""

    @property
    def as_also(self) -> SilentToo:
        return SilentToo(
            self.asked_on,
            self.due_on,
            self.reminded_on,
            self.last_chance_on,
            self.action,
            self.inquiry,
            self.reply_id,
            self.called_on,
            self.chance_given_on,
        )

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.request_id, *([self.anew_after.isoformat()] if self.anew_after else []))


@dataclass(frozen=True, slots=True, kw_only=True)
class SuperiorNotifiedBySms(ToldBySms):
    """To the same superior, by SMS: that this mail was sent to them: Art. 14(3.2)."""

    template: ClassVar[str] = "reports/superior_text"
    request_id: UUID


@dataclass(frozen=True, slots=True)
class SilentStill:
    """Another thing of the same member of which they were notified and that is missing still."""

    told_on: date
    due_on: date
    action: int | None
    inquiry: bool
    reply_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SuperiorAskedAgain(Notice):
    """To the same superior, who has not replied: it is missing still: Art. 14(3.2)."""

    template: ClassVar[str] = "reports/superior_again"
    hours: ClassVar[Leaves] = Leaves.ON_WORKING_DAYS
    read_by: ClassVar[RecipientKind] = RecipientKind.SUPERIOR
    has_link: ClassVar[bool] = False
    article: ClassVar[str] = "14(3.2)"
    request_id: UUID
    case_number: str
    institution: str
    told_on: date
    due_on: date
    again_on: date
    action: int | None = None
    reply_id: UUID | None = None
    inquiry: bool = False
    """It was asked beside the reports: Art. 14(3.1), 14(3.3)."""
    also: tuple[SilentStill, ...] = ()
    """What else they are asked about again, as the mail leaves."""

    @property
    def as_also(self) -> SilentStill:
        return SilentStill(self.told_on, self.due_on, self.action, self.inquiry, self.reply_id)

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.request_id, self.again_on.isoformat())


@dataclass(frozen=True, slots=True, kw_only=True)
class SilenceCorrected(Notice):
    """To the same superior: what they were told was missing had come in time: Art. 14(3.2)."""

    template: ClassVar[str] = "reports/corrected"
    read_by: ClassVar[RecipientKind] = RecipientKind.SUPERIOR
    has_link: ClassVar[bool] = False
    article: ClassVar[str] = "14(3.2)"
    request_id: UUID
    case_number: str
    institution: str
    told_on: date
    """The last day on which they were notified."""
    asked_on: date
    due_on: date
    came_on: date
    action: int | None = None
    inquiry: bool = False
    """It was asked beside the reports: Art. 14(3.1), 14(3.3)."""

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.request_id, self.told_on.isoformat())
