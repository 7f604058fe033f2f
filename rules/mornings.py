"""What the manager and the head are told of in the one mail of a morning: Art. 14(1), 16(1).

The text says who answers for a case and who monitors that; of a mail it says nothing. On which
morning something is told, and that it is told once, is ours: DEFAULTS.NEARS, DEFAULTS.TOLD_AGAIN,
DEFAULTS.HEADS_WEEK. No mail leaves on a day off: DEFAULTS.DAYS_OFF.
"""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from rules.days import last_working_day, next_working_day
from rules.defaults import DEFAULTS
from rules.roles import Owner

LOOKED_BACK: Final = timedelta(days=31)
"""How long after it was put on record a happening is still told, where no mail left meanwhile."""
READ_AFTER_ACTS: Final = timedelta(minutes=15)
"""How long the mail of a morning waits for what the system does itself on that morning: ours."""
LOOKED_AT_AGAIN: Final = timedelta(seconds=20)
"""And how often it looks whether that is done."""


class Side(StrEnum):
    """As what an officer is told; a deputy, or who stands in, has the side and not the name."""

    MANAGER = "manager"
    HEAD = "head"


class MailSection(StrEnum):
    """Under what a line of the mail stands."""

    HAPPENED = "happened"
    NEARS = "nears"
    LATE = "late"
    CENTRE = "centre"
    """What is late with others, counted for each case: the head's alone."""
    WEEK = "week"
    """What falls due in the week that begins: the head's alone, and once a week."""


class Happening(StrEnum):
    """What happened to an officer's case without an act of theirs."""

    REFUSED = "refused"
    """A server took no mail to somebody at the table, or to their superior."""
    MEMBER_CONFLICT = "member_conflict"
    MANAGER_CONFLICT = "manager_conflict"
    COUNTERED = "countered"
    """The head asked for another day."""
    INFORMED = "informed"
    ANSWERED = "answered"
    """An inquiry, by the member who was asked."""
    VERIFIED = "verified"
    ASKED = "asked"
    """By the head, of the manager's work."""
    QUESTION_ANSWERED = "question_answered"
    SUPERIOR_REPLIED = "superior_replied"
    """Behind the link in the notice to them."""
    SUPERIOR_DISOWNED = "superior_disowned"
    """Behind it somebody says that it is not for them."""
    UNWANTED = "unwanted"
    """A member's mail program says that they take our mail for spam."""
    NOT_FOLLOWED = "not_followed"
    """The day passed by which something was to follow from a visit."""
    CLOSING_FELL = "closing_fell"
    """What it rested on turned out to be none: 17(3)."""
    SEALED = "sealed"
    """With the last signature the case was closed: 17(5)."""


STAYS: Final = frozenset({MailSection.LATE, MailSection.CENTRE})
"""What is told again after a week, as long as it stays so."""
CONCERNS: Final[Mapping[Happening, tuple[Side, ...]]] = MappingProxyType(
    {
        Happening.REFUSED: (Side.MANAGER,),
        Happening.MEMBER_CONFLICT: (Side.MANAGER, Side.HEAD),
        Happening.MANAGER_CONFLICT: (Side.HEAD,),
        Happening.COUNTERED: (Side.MANAGER,),
        Happening.INFORMED: (Side.MANAGER,),
        Happening.ANSWERED: (Side.MANAGER,),
        Happening.VERIFIED: (Side.MANAGER,),
        Happening.ASKED: (Side.MANAGER,),
        Happening.QUESTION_ANSWERED: (Side.HEAD,),
        Happening.SUPERIOR_REPLIED: (Side.MANAGER,),
        Happening.SUPERIOR_DISOWNED: (Side.MANAGER,),
        Happening.UNWANTED: (Side.MANAGER,),
        Happening.NOT_FOLLOWED: (Side.MANAGER,),
        Happening.CLOSING_FELL: (Side.MANAGER, Side.HEAD),
        Happening.SEALED: (Side.MANAGER, Side.HEAD),
    }
)
ARTICLES: Final[Mapping[Happening, str]] = MappingProxyType(
    {
        Happening.REFUSED: "8(3)",
        Happening.MEMBER_CONFLICT: "10(2)",
        Happening.MANAGER_CONFLICT: "10(2)",
        Happening.COUNTERED: "8(3)",
        Happening.INFORMED: "5(1.2)",
        Happening.ANSWERED: "14(3.1)",
        Happening.VERIFIED: "12(1)",
        Happening.ASKED: "16(1)",
        Happening.QUESTION_ANSWERED: "16(1)",
        Happening.SUPERIOR_REPLIED: "14(3.2)",
        Happening.SUPERIOR_DISOWNED: "14(3.2)",
        Happening.UNWANTED: "6(1.1)",
        Happening.NOT_FOLLOWED: "16(2)",
        Happening.CLOSING_FELL: "17(3)",
        Happening.SEALED: "17(5)",
    }
)
BASIS: Final[Mapping[Side, str]] = MappingProxyType({Side.MANAGER: "14(1)", Side.HEAD: "16(1)"})
"""Under what each side is told at all."""


def told_as(due: date, day: date, holidays: Collection[date] = ()) -> MailSection | None:
    """How a duty stands on a morning; the due day itself is in time."""
    if day > due:
        return MailSection.LATE
    return MailSection.NEARS if due <= nears_until(day, holidays) else None


def lines_of(actor: Owner, told: MailSection) -> Mapping[Side, MailSection]:
    """Who is told of a duty: whoever owes it before its day; once that has passed the manager of
    all that is not the head's, and the head of how much is late with others: Art. 14(1), 16(1)."""
    if actor is Owner.HEAD:
        return {Side.HEAD: told}
    if told is MailSection.LATE:
        return {Side.MANAGER: told, Side.HEAD: MailSection.CENTRE}
    return {Side.MANAGER: told} if actor is Owner.MANAGER else {}


def is_news(told: MailSection, told_on: date | None, day: date) -> bool:
    """Whether a mail leaves for this line: what it tells has not been told, or is late still."""
    if told_on is None:
        return True
    return told in STAYS and told_again_on(told_on) <= day


def told_again_on(told_on: date) -> date:
    """When a mail leaves once more for what is still late."""
    return told_on + timedelta(days=DEFAULTS.TOLD_AGAIN.days)


def next_morning(day: date, holidays: Collection[date] = ()) -> date:
    """The next one on which officers are written to."""
    return next_working_day(day + timedelta(days=1), holidays)


def nears_until(day: date, holidays: Collection[date] = ()) -> date:
    """The last day of what is near on a morning: on the last one before days off also what is to
    be done on them, and on the day after them."""
    ahead = day + timedelta(days=DEFAULTS.NEARS.days)
    return max(ahead, next_morning(day, holidays))


def nears_on(due: date, holidays: Collection[date] = ()) -> date:
    """The first morning on which a duty is near."""
    ahead = due - timedelta(days=DEFAULTS.NEARS.days)
    before = last_working_day(due - timedelta(days=1), holidays)
    return min(next_working_day(ahead, holidays), before)


def late_on(due: date, holidays: Collection[date] = ()) -> date:
    """The first morning after its day."""
    return next_morning(due, holidays)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def sunday_of(day: date) -> date:
    return monday_of(day) + timedelta(days=6)


def week_told_on(day: date, holidays: Collection[date]) -> date:
    """When the head is told of the week of this day: on its Monday, after a holiday on the next day
    on which offices are open: DEFAULTS.HEADS_WEEK."""
    return next_working_day(monday_of(day), holidays)


def next_week_told_on(day: date, holidays: Collection[date]) -> date:
    """The first such day after this one."""
    this = week_told_on(day, holidays)
    return this if this > day else week_told_on(sunday_of(day) + timedelta(days=1), holidays)


def week_is_told(since: date, day: date, holidays: Collection[date]) -> bool:
    """On a morning that was awaited `since`: later than that where the machine was away meanwhile,
    and no later than the week itself."""
    return since <= week_told_on(day, holidays) <= day
