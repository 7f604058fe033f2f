"""A changed contact: to be confirmed, to be checked, in force; nothing of a case: Art. 18(1)."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal
from uuid import UUID

from models.outbox import RecipientKind
from notifications.notices.base import Notice
from rules.hours import Leaves

Place = Literal["old", "new"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfContact(Notice):
    """About one change; where it goes is read from its row, not from the person's contact."""

    article: ClassVar[str] = "18(1)"
    change_id: UUID

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.change_id,)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactToConfirm(OfContact):
    """To the professional, at the old address and at the new: is this right?"""

    template: ClassVar[str] = "contacts/confirm"
    hours: ClassVar[Leaves] = Leaves.AT_ONCE
    has_link: ClassVar[bool] = False
    to: Place
    asked_on: date

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.change_id, self.to)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactCode(OfContact):
    """The code that confirms it, by SMS to the number that was on record before: decision 0217."""

    template: ClassVar[str] = "contacts/code"
    hours: ClassVar[Leaves] = Leaves.AT_ONCE
    has_link: ClassVar[bool] = False
    code_id: UUID

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.code_id,)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactToCheck(OfContact):
    """To the head, or to another officer where she asked herself: somebody must call."""

    template: ClassVar[str] = "contacts/check"
    read_by: ClassVar[RecipientKind] = RecipientKind.ACCOUNT
    has_link: ClassVar[bool] = False
    institution: str
    asked_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SuperiorNamed(OfContact):
    """To the professional, and to the head: whom the centre holds for their superior: 14(3.2)."""

    template: ClassVar[str] = "contacts/superior"
    has_link: ClassVar[bool] = False
    institution: str
    changed_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactChanged(OfContact):
    """To the old address: it is not written to any more, and whom to call if that is wrong."""

    template: ClassVar[str] = "contacts/changed"
    hours: ClassVar[Leaves] = Leaves.AT_ONCE
    has_link: ClassVar[bool] = False
    changed_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactChangedBySms(OfContact):
    """The same by SMS, to the number that was on record: who reads the mailbox of somebody else may
    have brought it about, and the telephone is not theirs: decision 0217."""

    template: ClassVar[str] = "contacts/changed_by_sms"
    hours: ClassVar[Leaves] = Leaves.AT_ONCE
    has_link: ClassVar[bool] = False
    changed_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class MailCameBack(Notice):
    """To a member, by SMS, once a day: our mail to them came back undelivered. It opens nothing."""

    template: ClassVar[str] = "contacts/came_back"
    article: ClassVar[str] = "8(3)"
    has_link: ClassVar[bool] = False
    came_back_on: date
    full: bool = False
    """The server said that the mailbox is full."""

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.came_back_on,)
