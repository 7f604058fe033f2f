"""A link that opened nothing was asked for anew; beside Art. 18(1)."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from notifications.notices.base import Notice


@dataclass(frozen=True, slots=True)
class OpenedLink:
    """One link that opens: what it leads to, and what tells it from the next of its kind."""

    purpose: str
    link_id: UUID
    day: date | None = None
    """Of the meeting that it is about, or on which it was asked for."""
    number: int | None = None
    """Of the action that is asked about, of the plan's version."""
    table: str = ""
    """Which, where several tables stand in one mail."""
    of_case: bool = True
    due_on: date | None = None
    """Until when it is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinksAnew(Notice):
    """To a member, at the address on record: the links that are open to them at the tables of one
    centre; where they sit at several, each with its table."""

    template: ClassVar[str] = "links/anew"
    has_link: ClassVar[bool] = False
    opened: tuple[OpenedLink, ...] = ()
    """What each leads to, and which it is: read as the mail leaves."""
    corrected: bool = False
    """Nobody asked: their contact was corrected, and what is open leaves anew, at every table. It
    stands for several mails (`notifications.at_one_moment`); of a table where nothing is due it is
    a row of its own, with the link to all of theirs there: decision 0216."""
    left_anew: str = ""
    """Of such a row, which correction it leaves with."""
    table: str = ""
    of_case: bool = True
    articles: str = ""
    """Of those mails."""

    @property
    def article(self) -> str:  # type: ignore[override]  # by what is open
        return self.articles or "18(1)"

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.link_id,)
