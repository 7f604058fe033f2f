"""The secret of a member's own app, and the codes it makes: under the role of sign-in alone (0168).

The officer's screen shows a one-time link, the member's own device opens it, and the secret is made
and shown there, once. Guesses are counted before they are compared; no code is taken twice.
"""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

import pyotp
from sqlalchemy import select

from core.clock import Clock
from core.ids import digest
from identity import credentials, tries
from identity.tries import Allowance, TooManyTries
from models.identity_check import MemberAuthenticator
from models.session import SignInWork
from rules.identity_checks import AppEnd
from rules.sign_in_limits import LIMITS

ISSUER: Final = "Tryeza"


@dataclass(frozen=True, slots=True)
class AppCode:
    """What became of a code that may be the app's."""

    app_id: UUID | None = None
    """Whose code it was; None where it was not."""
    too_many: TooManyTries | None = None


def offered(work: SignInWork, token: str, *, held: bool) -> MemberAuthenticator | None:
    """What a one-time link is to set up, while it is open; `held`: until the commit."""
    query = select(MemberAuthenticator).where(
        MemberAuthenticator.token_digest == digest(token),
        MemberAuthenticator.confirmed_at.is_(None),
        MemberAuthenticator.ended_at.is_(None),
        MemberAuthenticator.expires_at > work.clock.now(),
    )
    if held:
        query = query.with_for_update(key_share=True)
    return work.session.scalars(query).one_or_none()


def show(work: SignInWork, app: MemberAuthenticator) -> str | None:
    """The secret, made now and shown once; None for who comes second."""
    if app.shown_at is not None:
        return None
    app.secret, app.shown_at = pyotp.random_base32(), work.clock.now()
    return app.secret


def confirm(work: SignInWork, clock: Clock, app: MemberAuthenticator, code: str) -> bool:
    """By its first code it is in force, and the one of before ends; after five wrong ones it is
    over, and begun anew at the centre."""
    step = _step_of(app, code, clock)
    if step is None:
        app.tries += 1
        if app.tries >= LIMITS.MEMBER_APP_LINK.tries:
            app.ended_at, app.ended_as = work.clock.now(), AppEnd.GUESSED
        return False
    before = _in_force(work, app.professional_id)
    if before is not None:
        before.ended_at, before.ended_as = work.clock.now(), AppEnd.REPLACED
        work.session.flush()
    app.confirmed_at, app.last_step = work.clock.now(), step
    return True


def take(work: SignInWork, clock: Clock, professional_id: UUID, code: str) -> AppCode:
    """A code of the app that is in force, if there is one; each opens, or confirms, once."""
    app = _in_force(work, professional_id)
    if app is None:
        return AppCode()
    allowed = [Allowance.of(str(professional_id), "member.app", LIMITS.MEMBER_APP)]
    try:
        counted = tries.count(work, clock, allowed)
    except TooManyTries as error:
        return AppCode(too_many=error)
    step = _step_of(app, code, clock)
    if step is None:
        return AppCode()
    work.session.flush()  # what was counted is there, to be taken back
    tries.take_back(work, counted)
    app.last_step = step
    return AppCode(app.id)


def _in_force(work: SignInWork, professional_id: UUID) -> MemberAuthenticator | None:
    """Held: of two that send one code at once, the second finds it taken."""
    query = select(MemberAuthenticator).where(
        MemberAuthenticator.professional_id == professional_id,
        MemberAuthenticator.confirmed_at.is_not(None),
        MemberAuthenticator.ended_at.is_(None),
    )
    return work.session.scalars(query.with_for_update(key_share=True)).one_or_none()


def _step_of(app: MemberAuthenticator, code: str, clock: Clock) -> int | None:
    digits = "".join(sign for sign in code[:64] if sign in "0123456789")
    return credentials.half_minute_of(app.secret, app.last_step, digits, clock.now())


def uri_of(secret: str, where: str) -> str:
    """What the square that an authenticator reads says: whose program it is, and nobody's name."""
    return pyotp.TOTP(secret).provisioning_uri(name=where, issuer_name=ISSUER)
