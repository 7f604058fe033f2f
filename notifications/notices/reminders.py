"""What somebody still owes, in one mail a morning: Art. 8(9), 10(1), 10(2), 17(5), 18(2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from models.outbox import RecipientKind
from notifications.notices.base import Notice
from rules.duties import Duty
from rules.reminders import article_of


@dataclass(frozen=True, slots=True)
class OwedItem:
    """One report, signature or declaration that is owed."""

    table: str
    """A case number, or a quarter."""
    due_on: date | None
    link_id: UUID | None
    """It is left out again once its link is revoked; an officer signs in instead."""
    duty: Duty = Duty.WRITE_REPORT
    of_case: bool = True


def _articles(items: Iterable[OwedItem]) -> str:
    return ", ".join(dict.fromkeys(article_of(item.duty) for item in items))


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedReminder(Notice):
    """To a member: every report, signature and declaration that is missing, in one mail."""

    template: ClassVar[str] = "reminders/owed"
    has_link: ClassVar[bool] = False
    morning: date
    items: tuple[OwedItem, ...]

    @property
    def article(self) -> str:  # type: ignore[override]  # by what is owed
        return _articles(self.items)

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.morning.isoformat(),)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerReminder(Notice):
    """To who chairs or chaired: their own signatures and declarations, and those they take."""

    template: ClassVar[str] = "reminders/officer"
    read_by: ClassVar[RecipientKind] = RecipientKind.ACCOUNT
    has_link: ClassVar[bool] = False
    morning: date
    items: tuple[OwedItem, ...]

    @property
    def article(self) -> str:  # type: ignore[override]
        return _articles(self.items)

    @property
    def page(self) -> str:
        return "/"

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.morning.isoformat(),)
