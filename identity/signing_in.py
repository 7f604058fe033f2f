"""Signing in: the password first, then a second factor; or a passkey, which is both.

Every guess is counted before it is compared. Strangers share what they may guess of one account,
of one address and of all; a browser in which its owner signed in before has an allowance of its
own, so that nobody can shut somebody else out by guessing. A passkey is not guessed, and not
counted. `clock` is real time here, which no demo moves.
"""

import logging
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import select

from core import crypto, ids
from core.clock import Clock
from identity import alerts, credentials, known_browsers, passkeys, passwords, tries
from identity.passkeys import KeyDoor
from identity.tries import Allowance, Counted
from models.life import ActorKind
from models.people import Account, SignInMeans, StaffSession
from models.session import Actor, SignInWork, sign_in_work
from rules.sign_in_limits import LIMITS

logger = logging.getLogger(__name__)

NOBODY: Final = UUID(int=0)
"""Whose password is asked for where there is no such account: both take the same statements."""
PASSWORD_REFUSED: Final = "sign-in refused"  # noqa: S105 - an act
FACTOR_REFUSED: Final = "second factor refused"


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks, as far as it can be told: the network address, and the browser."""

    address: str
    known: str = ""
    """The cookie of a browser in which somebody signed in before."""
    browser: str = ""
    """What it calls itself."""


@dataclass(frozen=True, slots=True)
class Guess:
    """A guess that was counted, and whose it is."""

    caller: Caller
    counted: Counted


def check_password(clock: Clock, email: str, password: str, caller: Caller) -> UUID | None:
    """Whose password this is; None for a wrong pair; raises `TooManyTries`.

    No connection is held while it is hashed, and an unknown name takes as long as any other.
    """
    with sign_in_work() as work:
        account = _account(work, email)
        stored = credentials.password_of(work, account.id if account else NOBODY)
        mark = known_browsers.mark_of(caller.known, account.id if account else None)
        counted = _count(work, clock, _of_password(email, mark, caller), account, caller)
    right = passwords.matches(password, stored)
    with sign_in_work() as work:
        if right and account is not None and credentials.factors(work, account.id).has_any:
            tries.take_back(work, counted)
            return account.id
        _refused(work, PASSWORD_REFUSED, account, Guess(caller, counted))
    return None


def check_factor(clock: Clock, account_id: UUID, typed: str, caller: Caller) -> SignInMeans | None:
    """With what the code that was typed is right; None for a wrong one; raises `TooManyTries`."""
    now, code = clock.now(), typed.replace(" ", "")
    mark = known_browsers.mark_of(caller.known, account_id)
    with sign_in_work() as work:
        account = work.session.get(Account, account_id)
        counted = _count(work, clock, _of_factor(account_id, mark), account, caller)
    with sign_in_work(Actor(ActorKind.STAFF, account_id)) as work:
        means = None
        if credentials.looks_like_recovery(code):
            if credentials.take_recovery_code(work, account_id, code, now):
                means = SignInMeans.RECOVERY
        elif credentials.is_right_code(work, account_id, code, now):
            means = SignInMeans.AUTHENTICATOR
        if means is None:
            work.actor = Actor(ActorKind.SYSTEM)
            _refused(work, FACTOR_REFUSED, account, Guess(caller, counted))
            return None
        tries.take_back(work, counted)
        if means is SignInMeans.RECOVERY:
            left = credentials.factors(work, account_id).recovery_codes
            work.record("recovery code used", left=left)
            alerts.recovery_used(work, account_id, left)
    return means


def check_passkey(clock: Clock, door: KeyDoor, answer: str, caller: Caller) -> UUID | None:
    """Whose passkey it is; None for one that opens nothing."""
    try:
        with sign_in_work() as work:
            return passkeys.use(work, door, answer, clock.now())
    except passkeys.NoPasskey:
        with sign_in_work() as work:
            work.record("passkey refused", address=caller.address)
    return None


def enter(clock: Clock, account_id: UUID, means: SignInMeans, caller: Caller) -> str | None:
    """The token of a new session; None where the account was disabled meanwhile."""
    with sign_in_work() as work:
        # Held: not disabled before the session that is opened can be ended with it.
        query = select(Account).where(Account.id == account_id, Account.disabled_at.is_(None))
        if work.session.scalar(query.with_for_update(read=True)) is None:
            return None
        alerts.forget_old(work, clock)
        work.actor = Actor(ActorKind.STAFF, account_id)
        is_new = known_browsers.mark_of(caller.known, account_id) is None
        work.record("signed in", means=means, address=caller.address, new_browser=is_new)
        return open_session(work, clock, account_id, means, caller)


def open_session(
    work: SignInWork, clock: Clock, account_id: UUID, means: SignInMeans, caller: Caller
) -> str:
    token, now = ids.new_token(), clock.now()
    row = StaffSession(
        account_id=account_id,
        token_digest=ids.digest(token),
        created_at=now,
        seen_at=now,
        factor_at=now,
        means=means,
    )
    row.browser, row.address = caller.browser[:200], caller.address
    work.session.add(row)
    return token


def _account(work: SignInWork, email: str) -> Account | None:
    query = select(Account).where(
        Account.email_index == Account.index_of(email), Account.disabled_at.is_(None)
    )
    return work.session.scalar(query)


def _of_password(email: str, mark: str | None, caller: Caller) -> Collection[Allowance]:
    if mark is not None:
        return [Allowance.of(mark, "sign_in.browser", LIMITS.BROWSER)]
    return [
        Allowance.of(email, "sign_in.account", LIMITS.ACCOUNT),
        Allowance.of(caller.address, "sign_in.address", LIMITS.ADDRESS),
        Allowance.of("all", "sign_in.all", LIMITS.ALL),
    ]


def _of_factor(account_id: UUID, mark: str | None) -> Collection[Allowance]:
    if mark is not None:
        return [Allowance.of(mark, "factor.browser", LIMITS.BROWSER)]
    return [Allowance.of(str(account_id), "factor.account", LIMITS.FACTOR)]


def _count(
    work: SignInWork,
    clock: Clock,
    allowances: Collection[Allowance],
    account: Account | None,
    caller: Caller,
) -> Counted:
    try:
        return tries.count(work, clock, allowances)
    except tries.TooManyTries:
        # In the log and not in the trail: a thousand of them say nothing that one has not said.
        which = account.id if account else "nobody"
        logger.info("A guess was not looked at: account %s, from %s", which, caller.address)
        raise


def _refused(work: SignInWork, what: str, account: Account | None, guess: Guess) -> None:
    """On record with account and address; the last of an allowance is told to who should know."""
    work.record(what, address=guess.caller.address, account=account.id if account else "unknown")
    shared = [each for each in guess.counted.used_up if each != _overall()]
    if account is not None and shared:
        alerts.guessed(work, account, factor=what != PASSWORD_REFUSED)
    elif _overall() in guess.counted.used_up:
        alerts.flooded(work)


def _overall() -> bytes:
    return crypto.ring().index("all", "sign_in.all")
