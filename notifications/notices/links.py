"""A link that opened nothing was asked for anew; beside Art. 18(1)."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from notifications.notices.base import Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class LinksAnew(Notice):
    """To a member, at the address on record: the links that are open to them at one table."""

    template: ClassVar[str] = "links/anew"
    article: ClassVar[str] = "18(1)"
    has_link: ClassVar[bool] = False
    opened: tuple[tuple[str, UUID], ...] = ()
    """What each leads to, and which it is: read as the mail leaves."""

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.link_id,)
