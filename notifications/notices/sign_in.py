"""To officers, about how they sign in: an invitation, a reset, and that somebody guesses."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from models.outbox import RecipientKind
from notifications.notices.base import Notice
from rules.hours import Leaves


@dataclass(frozen=True, slots=True, kw_only=True)
class OfSignIn(Notice):
    """Read by whoever has the account; confidentiality is what all of it serves: Art. 18(1)."""

    hours: ClassVar[Leaves] = Leaves.AT_ONCE
    article: ClassVar[str] = "18(1)"
    read_by: ClassVar[RecipientKind] = RecipientKind.ACCOUNT
    has_link: ClassVar[bool] = False

    @property
    def is_own(self) -> bool:
        """About the account of its reader, who hears it also once it is disabled."""
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class OfEnrolment(OfSignIn):
    """Carries a link that is made of the row when it leaves, and stands in no message."""

    enrolment_id: UUID
    until: date

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.enrolment_id,)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountInvited(OfEnrolment):
    """An account waits for its owner: Art. 18(1)."""

    template: ClassVar[str] = "sign_in/invited"


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordReset(OfEnrolment):
    """They choose a new password themselves: Art. 18(1)."""

    template: ClassVar[str] = "sign_in/password"


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorReset(OfEnrolment):
    """They set up a new second factor themselves: Art. 18(1)."""

    template: ClassVar[str] = "sign_in/factor"


@dataclass(frozen=True, slots=True, kw_only=True)
class GuessesAtAccount(OfSignIn):
    """Once a day to the person and to each administrator: Art. 18(1)."""

    template: ClassVar[str] = "sign_in/guesses"
    account_id: UUID
    on: date
    own: bool
    factor: bool
    """Whoever guesses has the password already."""

    @property
    def is_own(self) -> bool:
        return self.own

    @property
    def page(self) -> str:
        """To an administrator that of the account: whose it is stands in no mail."""
        return "/account" if self.own else f"/accounts/{self.account_id}"

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.account_id, self.on.isoformat(), self.factor)


@dataclass(frozen=True, slots=True, kw_only=True)
class GuessesAtAll(OfSignIn):
    """Once a day to each administrator: Art. 18(1)."""

    template: ClassVar[str] = "sign_in/flood"
    page: ClassVar[str] = "/accounts"
    on: date

    @property
    def is_own(self) -> bool:
        return False

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.on.isoformat(),)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryCodeUsed(OfSignIn):
    """To the person: Art. 18(1)."""

    template: ClassVar[str] = "sign_in/recovery"
    page: ClassVar[str] = "/account"
    on: date
    left: int

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.on.isoformat(), self.left)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInChanged(OfSignIn):
    """To the person: what they sign in with, or as what, is another now: Art. 18(1)."""

    template: ClassVar[str] = "sign_in/changed"
    page: ClassVar[str] = "/account"
    on: date
    what: str
    """`password`, `authenticator`, `passkey`, `removed`, `codes`, `name`; `head`, `manager`."""
    change_id: UUID

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.change_id,)


@dataclass(frozen=True, slots=True, kw_only=True)
class ColleagueDisabled(OfSignIn):
    """To whoever decides for a centre: an officer of it signs in no more, and the open cases that
    were theirs are handed over: Art. 4(2). It names nobody; the page does."""

    template: ClassVar[str] = "sign_in/disabled"
    article: ClassVar[str] = "4(2)"
    page: ClassVar[str] = "/handover"
    on: date
    gone_id: UUID

    @property
    def is_own(self) -> bool:
        return False

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.gone_id, self.on)


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressChanged(OfSignIn):
    """To the address of before and to the new one: whoever still reads the first notices: 18(1)."""

    template: ClassVar[str] = "sign_in/address"
    page: ClassVar[str] = "/account"
    on: date
    to: str
    """`old` or `new`."""
    change_id: UUID

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.change_id, self.to)
