"""The secrets of sign-in: every question about them, and every change, stands here and in
`identity/passkeys.py`, under a role of the database that nobody else stands under: decision 0154.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

import pyotp
from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert

from core import ids
from core.ids import new_id
from models.credentials import AccountPassword, Passkey, RecoveryCode, TotpSecret
from models.people import Account
from models.session import SignInWork, Work

STEP: Final = 30
"""Seconds that a code of an authenticator stands: RFC 6238, 5.2."""
SKEW: Final = (0, -1, 1)
"""The half minute before, for who types slowly, and the next, for a telephone that runs ahead."""
DIGITS: Final = 6
RECOVERY_CODES: Final = 10
LETTERS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Thirty-two, without what is read as another: I, O, 0, 1."""
GROUPS, GROUP = 6, 4


@dataclass(frozen=True, slots=True)
class Factors:
    """With what an officer proves themselves beside the password."""

    authenticator_since: datetime | None
    passkeys: int
    recovery_codes: int

    @property
    def has_any(self) -> bool:
        return self.authenticator_since is not None or self.passkeys > 0


def password_of(work: SignInWork, account_id: UUID) -> str | None:
    query = select(AccountPassword.hash).where(AccountPassword.account_id == account_id)
    return work.session.scalar(query)


def set_password(work: SignInWork, account_id: UUID, hashed: str, at: datetime) -> None:
    row = insert(AccountPassword).values(id=new_id(), account_id=account_id, hash=hashed, set_at=at)
    work.session.execute(
        row.on_conflict_do_update(
            index_elements=["account_id"], set_={"hash": hashed, "set_at": at}
        )
    )


def factors(work: Work, account_id: UUID, *, held: bool = False) -> Factors:
    """`held`: nobody takes one away meanwhile, nor do two of one person's own pages at once."""
    if held:
        mine = select(Account.id).where(Account.id == account_id)
        work.session.execute(mine.with_for_update(key_share=True))
    since = select(TotpSecret.confirmed_at).where(
        TotpSecret.account_id == account_id, TotpSecret.confirmed_at.is_not(None)
    )
    keys = select(func.count()).where(Passkey.account_id == account_id)
    left = select(func.count()).where(
        RecoveryCode.account_id == account_id, RecoveryCode.used_at.is_(None)
    )
    row = work.session.execute(
        select(since.scalar_subquery(), keys.scalar_subquery(), left.scalar_subquery())
    ).one()
    return Factors(row[0], row[1], row[2])


def bring(work: SignInWork, account_id: UUID, hashed: str, secret: str, at: datetime) -> None:
    """Password and authenticator that somebody has already: of an invented officer."""
    work.session.add(AccountPassword(account_id=account_id, hash=hashed, set_at=at))
    row = TotpSecret(account_id=account_id, made_at=at, confirmed_at=at)
    row.secret = secret
    work.session.add(row)


def propose_authenticator(work: SignInWork, account_id: UUID, at: datetime) -> None:
    """A new secret, which counts for nothing until a code of it comes back."""
    work.session.execute(
        delete(TotpSecret).where(
            TotpSecret.account_id == account_id, TotpSecret.confirmed_at.is_(None)
        )
    )
    row = TotpSecret(account_id=account_id, made_at=at)
    row.secret = pyotp.random_base32()
    work.session.add(row)
    work.session.flush()


def proposed_secret(work: SignInWork, account_id: UUID) -> str | None:
    """What the person is to take over into their authenticator; shown while it is not in force."""
    row = work.session.scalars(
        select(TotpSecret).where(
            TotpSecret.account_id == account_id, TotpSecret.confirmed_at.is_(None)
        )
    ).one_or_none()
    return row.secret if row else None


def confirm_authenticator(work: SignInWork, account_id: UUID, code: str, at: datetime) -> bool:
    """Put the proposed one in force by its first code; what was in force before opens nothing."""
    row = _secret(work, account_id, confirmed=False)
    step = _step_of(row, code, at) if row else None
    if row is None or step is None:
        return False
    work.session.execute(
        delete(TotpSecret).where(
            TotpSecret.account_id == account_id, TotpSecret.confirmed_at.is_not(None)
        )
    )
    row.confirmed_at, row.last_step = at, step
    return True


def is_right_code(work: SignInWork, account_id: UUID, code: str, at: datetime) -> bool:
    """A code of the authenticator that was not taken before: each of them opens once."""
    row = _secret(work, account_id, confirmed=True)
    step = _step_of(row, code, at) if row else None
    if row is None or step is None:
        return False
    row.last_step = step
    return True


def _secret(work: SignInWork, account_id: UUID, *, confirmed: bool) -> TotpSecret | None:
    """Held: of two that send one code at once, the second finds it taken."""
    is_so = TotpSecret.confirmed_at.is_not(None) if confirmed else TotpSecret.confirmed_at.is_(None)
    query = select(TotpSecret).where(TotpSecret.account_id == account_id, is_so)
    return work.session.scalars(query.with_for_update(key_share=True)).one_or_none()


def _step_of(row: TotpSecret, code: str, at: datetime) -> int | None:
    return half_minute_of(row.secret, row.last_step, code, at)


def half_minute_of(secret: str | None, taken: int, code: str, at: datetime) -> int | None:
    """Which half minute the code is of; None for a wrong one and for one that was taken."""
    totp, now = pyotp.TOTP(secret or ""), int(at.timestamp()) // STEP
    for step in (now + skew for skew in SKEW):
        if step > taken and pyotp.utils.strings_equal(code, totp.generate_otp(step)):
            return step
    return None


def new_recovery_codes(work: SignInWork, account_id: UUID, at: datetime) -> Sequence[str]:
    """Ten new ones, to be shown once; those of before open nothing any more."""
    work.session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account_id))
    codes = [_recovery_code() for _ in range(RECOVERY_CODES)]
    work.session.add_all(
        RecoveryCode(account_id=account_id, digest=_digest(code), made_at=at) for code in codes
    )
    return codes


def forget_passkeys(work: SignInWork, account_id: UUID) -> None:
    work.session.execute(delete(Passkey).where(Passkey.account_id == account_id))


def forget_authenticators(work: SignInWork, account_id: UUID) -> None:
    """Also one that was proposed and never confirmed."""
    work.session.execute(delete(TotpSecret).where(TotpSecret.account_id == account_id))


def take_recovery_code(work: SignInWork, account_id: UUID, typed: str, at: datetime) -> bool:
    """One statement: a code that two send at once opens for one of them."""
    taken = work.session.scalars(
        update(RecoveryCode)
        .where(RecoveryCode.account_id == account_id, RecoveryCode.digest == _digest(typed))
        .where(RecoveryCode.used_at.is_(None))
        .values(used_at=at)
        .returning(RecoveryCode.id)
    )
    return taken.one_or_none() is not None


def looks_like_recovery(typed: str) -> bool:
    return len(_bare(typed)) > DIGITS


def _recovery_code() -> str:
    groups = ("".join(secrets.choice(LETTERS) for _ in range(GROUP)) for _ in range(GROUPS))
    return "-".join(groups)


def _bare(typed: str) -> str:
    return "".join(sign for sign in typed.upper() if sign.isalnum())


def _digest(typed: str) -> bytes:
    return ids.digest(_bare(typed))


def demo_codes(work: SignInWork, at: datetime) -> Mapping[str, str]:
    """The code that each officer's authenticator shows now: for the mailbox page of a demo."""
    rows = work.session.execute(
        select(Account, TotpSecret).join(TotpSecret, TotpSecret.account_id == Account.id)
    )
    found = [(account.email or "", row.secret or "") for account, row in rows]
    return {email: pyotp.TOTP(secret).at(at) for email, secret in sorted(found)}


def uri_of(secret: str, email: str) -> str:
    """What the square that an authenticator reads says."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name="Tryeza")


def set_up(work: Work) -> set[UUID]:
    """The accounts that somebody can sign in to: those with a second factor."""
    apps = select(TotpSecret.account_id).where(TotpSecret.confirmed_at.is_not(None))
    return set(work.session.scalars(apps.union(select(Passkey.account_id))))
