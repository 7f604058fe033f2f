"""One line of the mail of a morning: a case by its number, a day, an article; 14(1), 16(1)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rules.mornings import STAYS, MailSection, Side, is_news, monday_of


@dataclass(frozen=True, slots=True)
class MorningLine:
    """What nears, has passed or happened in one case; `key` tells it from every other."""

    section: MailSection
    side: Side
    what: str
    """A word of `rules.duties.Duty` or of `rules.mornings.Happening`; empty in a count."""
    table: str
    """A case number, or a quarter."""
    on: date | None
    article: str
    key: str
    is_ours: bool = False
    count: int = 1
    institution: str = ""
    of_case: bool = True
    action: int | None = None
    """Its number in the plan."""
    newest: str = ""
    """In a count, of which duty the day passed last; `beside` it so many of that day."""
    beside: int = 0
    alike: int = 1
    """For how many it stands, where a mail says the same of each."""
    stands: bool = False
    """An earlier mail of this week named it: this one counts it."""


def once(lines: Iterable[MorningLine]) -> list[MorningLine]:
    """Those of which a mail would say the same are one line of it."""
    found: dict[MorningLine, int] = Counter(replace(line, key="") for line in lines)
    return [replace(line, alike=times) for line, times in found.items()]


def news_alone(
    lines: Sequence[MorningLine], told: Mapping[str, date], day: date
) -> Sequence[MorningLine]:
    """What a mail of this week has named to this reader and is late still is counted; the first one
    of a week names all."""
    monday = monday_of(day)
    this_week = {key for key, on in told.items() if monday <= on < day}
    return [
        replace(line, stands=True)
        if line.section in STAYS
        and line.key in this_week
        and not is_news(line.section, told[line.key], day)
        else line
        for line in lines
    ]
