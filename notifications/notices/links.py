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


@dataclass(frozen=True, slots=True, kw_only=True)
class LinksAnew(Notice):
    """To a member, at the address on record: the links that are open to them at one table."""

    template: ClassVar[str] = "links/anew"
    article: ClassVar[str] = "18(1)"
    has_link: ClassVar[bool] = False
    opened: tuple[OpenedLink, ...] = ()
    """What each leads to, and which it is: read as the mail leaves."""

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.link_id,)
