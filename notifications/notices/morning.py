"""One line of the mail of a morning: a case by its number, a day, an article; 14(1), 16(1)."""

from dataclasses import dataclass
from datetime import date

from rules.mornings import MailSection, Side


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
