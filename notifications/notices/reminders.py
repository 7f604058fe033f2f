"""What somebody owes, in one mail a morning: Art. 8(3), 8(9), 10(1), 13(2.2), 17(5), 18(2)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar, Self
from uuid import UUID

from models.outbox import RecipientKind
from notifications.notices.base import Notice
from notifications.notices.morning import MorningLine, once
from notifications.notices.week import HeadsWeek
from rules.duties import Duty
from rules.hours import Leaves
from rules.mornings import BASIS, MailSection
from rules.reminders import article_of


@dataclass(frozen=True, slots=True)
class OwedItem:
    """One report, signature or declaration that is owed, or a word on actions of who left."""

    table: str
    """A case number, or a quarter."""
    due_on: date | None
    link_id: UUID | None
    """It is left out again once its link is revoked; an officer signs in instead."""
    duty: Duty = Duty.WRITE_REPORT
    of_case: bool = True
    action: int | None = None
    """The number of the action that is asked about."""
    subject_id: UUID | None = None
    """What an officer is to sign, take or answer: it is left out again once nobody owes it."""
    met_on: date | None = None
    """Of minutes, the day of their meeting: two may wait for the same hand."""


def _which(morning: date, number: int) -> tuple[object, ...]:
    return (morning.isoformat(),) if number == 1 else (morning.isoformat(), number)


def _articles(items: Iterable[OwedItem]) -> str:
    return ", ".join(dict.fromkeys(article_of(item.duty) for item in items))


def _first_day(days: Iterable[date | None], morning: date) -> date | None:
    """Of those that have not passed."""
    return min((day for day in days if day and day >= morning), default=None)


@dataclass(frozen=True, slots=True)
class OwedThere:
    """What one centre waits for, where a mail speaks of several."""

    place: str
    """Its municipality, in the reader's language."""
    items: tuple[OwedItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedReminder(Notice):
    """To a member: every report, signature and declaration that is missing, in one mail."""

    template: ClassVar[str] = "reminders/owed"
    hours: ClassVar[Leaves] = Leaves.ON_WORKING_DAYS
    has_link: ClassVar[bool] = False
    morning: date
    items: tuple[OwedItem, ...]
    by_centre: tuple[OwedThere, ...] = ()
    """Only as it leaves, of a person who sits at tables of several: `notifications.together`."""
    number: int = 1
    """Which of the day: what falls due after the morning's mail leaves in another one."""

    def as_of(self, today: date) -> Self:
        """A limit that has passed since it was queued was, and is no more."""
        return replace(self, morning=max(today, self.morning))

    @property
    def followed_after(self) -> date | None:
        return self.morning

    @property
    def last_lawful(self) -> date | None:
        return _first_day((item.due_on for item in self.items), self.morning)

    @property
    def article(self) -> str:  # type: ignore[override]  # by what is owed
        return _articles(self.items)

    @property
    def occasion(self) -> tuple[object, ...]:
        return _which(self.morning, self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerReminder(Notice):
    """The one mail of an officer's morning: what they sign, declare, take and hand on; what nears,
    has passed and happened in their cases, or with the head's side in the centre's; its week."""

    template: ClassVar[str] = "reminders/officer"
    hours: ClassVar[Leaves] = Leaves.ON_WORKING_DAYS
    read_by: ClassVar[RecipientKind] = RecipientKind.ACCOUNT
    has_link: ClassVar[bool] = False
    morning: date
    items: tuple[OwedItem, ...]
    lines: tuple[MorningLine, ...] = ()
    week: HeadsWeek | None = None
    """The head's, on the first working day of a week."""
    number: int = 1
    """Which of the day: what falls due after the morning's mail leaves in another one."""

    def as_of(self, today: date) -> Self:
        """What was near and has passed is told of as late: in the mail of that morning. A week that
        was held up says of which day its counts are."""
        lines = tuple(
            each
            for each in self.lines
            if each.section is not MailSection.NEARS or each.on is None or each.on >= today
        )
        week = self.week
        if week and today > self.morning:
            week = replace(week, stood_on=week.stood_on or self.morning)
        return replace(self, morning=max(today, self.morning), lines=lines, week=week)

    @property
    def followed_after(self) -> date | None:
        return self.morning

    @property
    def last_lawful(self) -> date | None:
        near = (each.on for each in self.lines if each.section is MailSection.NEARS)
        return _first_day((*(item.due_on for item in self.items), *near), self.morning)

    @property
    def article(self) -> str:  # type: ignore[override]
        sides = dict.fromkeys(BASIS[line.side] for line in self.lines)
        return ", ".join(filter(None, (_articles(self.items), *sides)))

    @property
    def under(self) -> dict[str, list[MorningLine]]:
        """The lines under each heading; nothing that stands above as theirs to sign or take."""
        lines = [line for line in self._told if not (line.stands and self._is_short)]
        return {
            section.value: once(line for line in lines if line.section is section)
            for section in MailSection
        }

    @property
    def standing(self) -> int:
        """How many things an earlier mail of this week named, beside which this one has news."""
        return sum(line.stands for line in self._told) if self._is_short else 0

    @property
    def _is_short(self) -> bool:
        """Nobody is to look for what is new; with the week all of it is named."""
        return self.week is None and not all(line.stands for line in self._told)

    @property
    def _told(self) -> list[MorningLine]:
        owed = {(item.table, item.duty.value) for item in self.items}
        told = (line for line in self.lines if line.what or line.table)  # the week itself is none
        return [line for line in told if (line.table, line.what) not in owed]

    @property
    def page(self) -> str:
        return "/"

    @property
    def occasion(self) -> tuple[object, ...]:
        return _which(self.morning, self.number)
