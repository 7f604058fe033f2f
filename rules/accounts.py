"""Accounts of officers: who opens and closes them. The Regulation says nothing of it."""

from dataclasses import dataclass
from datetime import date, timedelta

from rules.defaults import DEFAULTS
from rules.refusals import NotPossible, ProcedureRefused
from rules.roles import Role


class AddressTaken(NotPossible):
    reason = "There is an account with this mail address already."
    way_out = "Look for it in the list; a disabled one is opened again there."


class AddressNotForHere(NotPossible):
    """Of one that somebody has whom the head does not see: not whether there is one, nor where."""

    reason = "This mail address cannot be invited from here."
    way_out = "An administrator sees why, and what can be done: ask them."


class HeadThere(NotPossible):
    reason = "The centre has a head already."
    way_out = "Disable that account first, or name a deputy for the time."


class StillManages(NotPossible):
    reason = "They manage cases, and a head decides on none that is their own."
    way_out = (
        "Hand their cases over first: the head does it, or a deputy whom you name. Or invite the"
        " new head under an account of their own."
    )


class CentreMissing(NotPossible):
    reason = "Every officer but an administrator belongs to a centre."
    way_out = "Choose the centre."


class CentreUnfit(NotPossible):
    reason = "An administrator belongs to no centre and sees no case."
    way_out = "Leave the centre empty."


class OwnAccount(NotPossible):
    reason = "Nobody does this to their own account."
    way_out = "Ask another administrator, or use the command line on the machine itself."


class LastAdministrator(NotPossible):
    reason = "This is the only administrator left."
    way_out = "Invite another one first."


class AnotherAccount(NotPossible):
    reason = (
        "Administrators and officers of a centre have accounts apart: what was done with one stays"
        " with it."
    )
    way_out = "Disable this account and invite them with another mail address."


class NotInUse(NotPossible):
    reason = "This account is disabled."
    way_out = "Open it again first."


class NeverOpened(NotPossible):
    reason = "Nobody has signed in to this account yet."
    way_out = "Invite its owner anew."


class AddressIsNew(ProcedureRefused):
    reason = (
        "You changed the mail address of this account on {day}: for a week you reset nothing of it."
    )
    way_out = "Ask another administrator, or use the command line on the machine itself."
    basis = DEFAULTS.NEW_ADDRESS


@dataclass(frozen=True, slots=True)
class NewAccount:
    """Who is to have an account, and what stands there already."""

    role: Role
    has_centre: bool
    head_in_office: bool
    address_taken: bool
    is_seen: bool = True
    """Whether whoever invites sees the account that has the address."""


def check_newcomer(one: NewAccount) -> None:
    """Whether the account may be opened."""
    if one.address_taken:
        raise AddressTaken if one.is_seen else AddressNotForHere
    if one.role is Role.ADMIN and one.has_centre:
        raise CentreUnfit
    if one.role is not Role.ADMIN and not one.has_centre:
        raise CentreMissing
    if one.role is Role.HEAD and one.head_in_office:
        raise HeadThere


class OpenedAlready(NotPossible):
    reason = "They have signed in to this account already."
    way_out = "Where they lost their password or telephone, the administrator begins a reset."


def check_never_opened(*, is_open: bool) -> None:
    """A head invites anew whoever never came in; a reset is an administrator's."""
    if is_open:
        raise OpenedAlready


def check_disabling(*, own: bool, is_admin: bool, other_admins: int) -> None:
    if own:
        raise OwnAccount
    if is_admin and not other_admins:
        raise LastAdministrator


def check_role(was: Role, to: Role, *, own: bool, head_in_office: bool, manages: bool) -> None:
    """Whether an account changes its role; `head_in_office`: somebody else; `manages`: a case that
    is open, whose dates and closing a head decides on."""
    if own:
        raise OwnAccount
    if was is not to and Role.ADMIN in {was, to}:
        raise AnotherAccount
    if to is Role.HEAD and head_in_office:
        raise HeadThere
    if to is Role.HEAD and manages:
        raise StillManages


def check_reset(changed_on: date | None, today: date) -> None:
    """Link and code are never in one hand. `changed_on`: a new address, by whoever begins this."""
    if changed_on is not None and today - changed_on < timedelta(days=DEFAULTS.NEW_ADDRESS.days):
        raise AddressIsNew(day=changed_on)


class LastFactor(NotPossible):
    reason = "Without this passkey nothing would be left beside the password."
    way_out = "Set up an app or another passkey first."
