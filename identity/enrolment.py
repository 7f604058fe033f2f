"""A one-time door to an account: the link goes by mail, its code from mouth to ear.

An administrator opens the door and sees no password; whoever reads the mail lacks the code, and
the administrator lacks the link. A forgotten password does not spare the second factor, nor a lost
device the password: OWASP ASVS 5, 6.4.
"""

import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import undefer

from core import crypto
from core.clock import Clock, local_day
from core.ids import new_code, new_id
from identity import credentials, passkeys, passwords, tries
from identity.access import NotThere
from identity.alerts import tell_changed
from identity.passkeys import KeyDoor, NewPasskey
from identity.signing_in import Caller, open_session
from identity.staff import end_sessions
from models.credentials import Enrolment, EnrolmentEnd, EnrolmentPurpose
from models.life import ActorKind
from models.outbox import Message, RecipientKind
from models.people import Account, SignInMeans
from models.session import Actor, SignInWork, Work, sign_in_work
from notifications import outbox
from notifications.notices.base import Recipient
from notifications.notices.sign_in import (
    AccountInvited,
    FactorReset,
    OfEnrolment,
    PasswordReset,
)
from rules.sign_in_limits import LIMITS, SignInLimit

NOTICES: Final[Mapping[EnrolmentPurpose, type[OfEnrolment]]] = {
    EnrolmentPurpose.INVITATION: AccountInvited,
    EnrolmentPurpose.PASSWORD: PasswordReset,
    EnrolmentPurpose.FACTOR: FactorReset,
}
LIMIT: Final[Mapping[EnrolmentPurpose, SignInLimit]] = {
    EnrolmentPurpose.INVITATION: LIMITS.INVITATION,
    EnrolmentPurpose.PASSWORD: LIMITS.RESET_LINK,
    EnrolmentPurpose.FACTOR: LIMITS.RESET_LINK,
}


@dataclass(frozen=True, slots=True)
class Begun:
    """What the administrator tells the person, and the mail that leaves once it is committed."""

    enrolment_id: UUID
    code: str
    message_id: UUID | None
    path: str


def begin(
    work: Work,
    account: Account,
    purpose: EnrolmentPurpose,
    clock: Clock,
    *,
    by: UUID | None,
    mailed: bool = False,
) -> Begun:
    """Open the door, and close the one that stood open; `by` is None on the command line, which
    prints the link instead of mailing it and asks for no code, unless it is to be `mailed`."""
    end_open(work, account.id, EnrolmentEnd.REPLACED, clock)
    code = new_code() if by is not None or mailed else ""
    now = clock.now()
    row = Enrolment(
        id=new_id(),
        account_id=account.id,
        purpose=purpose,
        begun_by_id=by,
        begun_at=now,
        expires_at=now + timedelta(minutes=LIMIT[purpose].minutes),
    )
    row.code_digest = _code_digest(row.id, code) if code else None
    work.session.add(row)
    work.session.flush()
    work.record(f"{purpose} begun", account=account.id)
    if not code:
        return Begun(row.id, "", None, row.path)
    notice = mail_of(row)
    outbox.queue(work, notice)
    message = work.session.scalars(select(Message.id).where(Message.key == notice.key)).one()
    return Begun(row.id, code, message, row.path)


def mail_of(row: Enrolment) -> OfEnrolment:
    to, until = Recipient(RecipientKind.ACCOUNT, row.account_id), local_day(row.expires_at)
    return NOTICES[row.purpose](recipient=to, life_id=None, enrolment_id=row.id, until=until)


def find(work: SignInWork, clock: Clock, enrolment_id: UUID, token: str) -> Enrolment | None:
    """The open door that this link leads to; None for any other."""
    row = work.session.get(Enrolment, enrolment_id, options=[undefer(Enrolment.code_digest)])
    if row is None or not hmac.compare_digest(row.token.encode(), token.encode()):
        return None
    return row if row.ended_at is None and row.expires_at > clock.now() else None


class WrongCode(Exception):
    """Not the code that goes with this link."""


class WrongPassword(Exception):
    """Not the password of this account."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed behind the link."""

    code: str
    password: str


def check_code(clock: Clock, enrolment_id: UUID, code: str) -> None:
    """Raises `WrongCode`; counted before it is compared, and after five the door is closed."""
    with sign_in_work() as work:
        counted = (
            update(Enrolment)
            .where(Enrolment.id == enrolment_id, Enrolment.ended_at.is_(None))
            .values(tries=Enrolment.tries + 1)
            .returning(
                Enrolment.tries, Enrolment.code_digest, Enrolment.account_id, Enrolment.purpose
            )
        )
        row = work.session.execute(counted).one_or_none()
        if row is None or row.tries > LIMIT[row.purpose].tries:
            raise WrongCode
        if row.code_digest is None or hmac.compare_digest(
            row.code_digest, _code_digest(enrolment_id, code.replace(" ", ""))
        ):
            # The right one takes nothing away: a password that is refused is chosen again.
            work.session.execute(
                update(Enrolment)
                .where(Enrolment.id == enrolment_id)
                .values(tries=Enrolment.tries - 1)
            )
            return
        work.record("enrolment code refused", account=row.account_id)
        if row.tries == LIMIT[row.purpose].tries:
            end_open(work, row.account_id, EnrolmentEnd.GUESSED, clock)
            work.record("enrolment closed: guessed", account=row.account_id)
    raise WrongCode


def take_password(clock: Clock, enrolment: Enrolment, typed: Typed) -> None:
    """The first half: a new password, or for a new second factor the present one.

    Raises `WrongCode`, `WrongPassword`, `tries.TooManyTries`.
    """
    check_code(clock, enrolment.id, typed.code)
    if enrolment.purpose is EnrolmentPurpose.FACTOR:
        _check_present(clock, enrolment.account_id, typed.password)
    else:
        hashed = passwords.hash_password(typed.password)
        with sign_in_work(Actor(ActorKind.STAFF, enrolment.account_id)) as work:
            _hold(work, enrolment.id)
            credentials.set_password(work, enrolment.account_id, hashed, clock.now())
            work.record("password set")
            if enrolment.purpose is EnrolmentPurpose.PASSWORD:
                end_open(work, enrolment.account_id, EnrolmentEnd.USED, clock)
                end_sessions(work, clock, enrolment.account_id)
                tell_changed(work, enrolment.account_id, "password")
                return
    with sign_in_work(Actor(ActorKind.STAFF, enrolment.account_id)) as work:
        _hold(work, enrolment.id)
        credentials.propose_authenticator(work, enrolment.account_id, clock.now())


def _hold(work: SignInWork, enrolment_id: UUID) -> None:
    """The door is open still: it may have been used, or ended, while a password was hashed; the
    next who comes waits. Raises `NotThere`."""
    of_it = select(Enrolment.id).where(Enrolment.id == enrolment_id, Enrolment.ended_at.is_(None))
    if work.session.scalar(of_it.with_for_update(key_share=True)) is None:
        raise NotThere


def _check_present(clock: Clock, account_id: UUID, password: str) -> None:
    with sign_in_work() as work:
        allowed = [tries.Allowance.of(str(account_id), "enrolment.password", LIMITS.RESET)]
        counted = tries.count(work, clock, allowed)
        stored = credentials.password_of(work, account_id)
    if not passwords.matches(password, stored):
        with sign_in_work() as work:
            work.record("password refused at a reset", account=account_id)
        raise WrongPassword
    with sign_in_work() as work:
        tries.take_back(work, counted)


def confirm_authenticator(
    clock: Clock, enrolment: Enrolment, code: str, caller: Caller
) -> tuple[str, Sequence[str]] | None:
    """The second half by an authenticator; None for a wrong code, else token and recovery codes."""
    with sign_in_work(Actor(ActorKind.STAFF, enrolment.account_id)) as work:
        _hold(work, enrolment.id)
        account_id, now = enrolment.account_id, clock.now()
        if not credentials.confirm_authenticator(work, account_id, code.replace(" ", ""), now):
            return None
        credentials.forget_passkeys(work, account_id)
        return _finish(work, clock, account_id, caller)


def make_passkey(
    clock: Clock, enrolment: Enrolment, door: KeyDoor, new: NewPasskey, caller: Caller
) -> tuple[str, Sequence[str]]:
    """The second half by a passkey; raises `NoPasskey`."""
    with sign_in_work(Actor(ActorKind.STAFF, enrolment.account_id)) as work:
        _hold(work, enrolment.id)
        credentials.forget_authenticators(work, enrolment.account_id)
        credentials.forget_passkeys(work, enrolment.account_id)
        work.session.flush()
        passkeys.make(work, door, enrolment.account_id, new, clock.now())
        return _finish(work, clock, enrolment.account_id, caller)


def _finish(
    work: SignInWork, clock: Clock, account_id: UUID, caller: Caller
) -> tuple[str, Sequence[str]]:
    end_open(work, account_id, EnrolmentEnd.USED, clock)
    end_sessions(work, clock, account_id)
    codes = credentials.new_recovery_codes(work, account_id, clock.now())
    work.record("second factor set up")
    tell_changed(work, account_id, "begun")
    return open_session(work, clock, account_id, SignInMeans.ENROLMENT, caller), codes


def end_open(work: Work, account_id: UUID, how: EnrolmentEnd, clock: Clock) -> None:
    work.session.execute(
        update(Enrolment)
        .where(Enrolment.account_id == account_id, Enrolment.ended_at.is_(None))
        .values(ended_at=clock.now(), ended_as=how)
    )


def _code_digest(enrolment_id: UUID, code: str) -> bytes:
    """Under the key ring: of six digits a plain digest would tell them at once."""
    return crypto.ring().index(f"{enrolment_id} {code}", "enrolment.code")
