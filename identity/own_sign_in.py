"""What somebody changes of their own sign-in; every change is on record, and told to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from core.clock import Clock
from identity import credentials, passkeys, passwords, tries
from identity.access import NotThere
from identity.alerts import tell_changed
from identity.credentials import Factors
from identity.enrolment import WrongPassword
from identity.passkeys import KeyDoor, NewPasskey, OwnPasskey
from identity.staff import OwnSession, end_sessions, own_sessions
from identity.tries import Allowance
from models.session import Actor, SignInWork, sign_in_work
from rules.accounts import LastFactor
from rules.sign_in_limits import LIMITS


@dataclass(frozen=True, slots=True)
class SignInState:
    """With what somebody signs in, and where they are signed in now."""

    factors: Factors
    keys: Sequence[OwnPasskey]
    sessions: Sequence[OwnSession]


def state(work: SignInWork, clock: Clock, door: KeyDoor, account_id: UUID) -> SignInState:
    return SignInState(
        credentials.factors(work, account_id),
        passkeys.own(work, door.name, account_id),
        own_sessions(work, clock, account_id),
    )


def change_password(
    clock: Clock, actor: Actor, present: str, new: str, *, session_id: UUID
) -> None:
    """Every other session ends with the old one. Raises `WrongPassword`, `tries.TooManyTries`."""
    account_id = actor.id
    assert account_id is not None  # an officer's
    with sign_in_work(actor) as work:
        allowed = [Allowance.of(str(account_id), "own.password", LIMITS.OWN_PASSWORD)]
        counted = tries.count(work, clock, allowed)
        stored = credentials.password_of(work, account_id)
    if not passwords.matches(present, stored):
        with sign_in_work(actor) as work:
            work.record("password change refused")
        raise WrongPassword
    hashed = passwords.hash_password(new)
    with sign_in_work(actor) as work:
        tries.take_back(work, counted)
        credentials.set_password(work, account_id, hashed, clock.now())
        work.record("password changed")
        end_sessions(work, clock, account_id, besides=session_id)
        tell_changed(work, account_id, "password")


def propose_authenticator(work: SignInWork, clock: Clock, account_id: UUID) -> None:
    credentials.propose_authenticator(work, account_id, clock.now())


def confirm_authenticator(work: SignInWork, clock: Clock, account_id: UUID, code: str) -> bool:
    """In place of the one before, which opens nothing from then on."""
    code = code.replace(" ", "")
    if not credentials.confirm_authenticator(work, account_id, code, clock.now()):
        return False
    work.record("authenticator set up")
    tell_changed(work, account_id, "authenticator")
    return True


def add_passkey(
    work: SignInWork, clock: Clock, account_id: UUID, door: KeyDoor, new: NewPasskey
) -> None:
    """Raises `NoPasskey`."""
    passkeys.make(work, door, account_id, new, clock.now())
    work.record("passkey added")
    tell_changed(work, account_id, "passkey")


def remove_passkey(work: SignInWork, account_id: UUID, passkey_id: UUID) -> None:
    """Raises `LastFactor` where nothing else would be left."""
    has = credentials.factors(work, account_id, held=True)
    if has.passkeys <= 1 and has.authenticator_since is None:
        raise LastFactor
    if not passkeys.remove(work, account_id, passkey_id):
        raise NotThere
    work.record("passkey removed")
    tell_changed(work, account_id, "removed")


def new_recovery_codes(work: SignInWork, clock: Clock, account_id: UUID) -> Sequence[str]:
    codes = credentials.new_recovery_codes(work, account_id, clock.now())
    work.record("recovery codes made")
    tell_changed(work, account_id, "codes")
    return codes
