"""One line of the mail of a morning: a case by its number, a day, an article; 14(1), 16(1)."""

from collections.abc import Mapping, Sequence
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
    stands: bool = False
    """An earlier mail of this week named it: this one counts it."""


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
