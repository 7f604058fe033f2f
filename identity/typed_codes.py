"""A code as it is typed: tried, and used up, under the role of sign-in alone: decisions 0149, 0155.

Whatever is smuggled into a page of the portal begins no session by it, and confirms no word.
"""

import hmac
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select, update

from core.clock import Clock
from identity import app_codes
from identity.codes import NEWEST_FIRST, TRIES, confirms, fingerprint, opens
from identity.tries import TooManyTries
from models.people import OneTimeCode
from models.session import SignInWork, Work


@dataclass(frozen=True, slots=True)
class TakenCode:
    """What became of a code that was typed, and whose it was."""

    right: bool
    check_id: UUID | None = None
    """How they were recognised to whom it was read out."""
    app_id: UUID | None = None
    """The app of theirs that made it."""
    too_many: TooManyTries | None = None
    """The app's codes were tried too often; the one that was sent, or read out, was looked at."""


WRONG: Final = TakenCode(right=False)


def redeem(work: Work, professional_id: UUID, code: str, clock: Clock | None = None) -> TakenCode:
    """Use up the person's newest code, or one of their own app; a wrong one costs a try of both.
    The caller commits either way. `clock` is real time, by which an app counts."""
    return _take(work, opens(professional_id), professional_id, code, clock)


def redeem_for_word(
    work: Work,
    confirmation_id: UUID,
    professional_id: UUID,
    code: str,
    clock: Clock | None = None,
) -> TakenCode:
    """The same for the newest code of one word."""
    return _take(work, confirms(confirmation_id), professional_id, code, clock)


def _take(
    work: Work, of: ColumnElement[bool], professional_id: UUID, code: str, clock: Clock | None
) -> TakenCode:
    used = _redeem(work, select(OneTimeCode.id).where(of), code)
    if used is not None:
        read_out = select(OneTimeCode.identity_check_id).where(OneTimeCode.id == used)
        return TakenCode(right=True, check_id=work.session.scalar(read_out))
    if clock is None or not isinstance(work, SignInWork):
        return WRONG
    found = app_codes.take(work, clock, professional_id, code)
    return TakenCode(found.app_id is not None, app_id=found.app_id, too_many=found.too_many)


def redeem_for_change(work: Work, change_id: UUID, code: str) -> UUID | None:
    """Use up the newest code of a change; gives the code's id, None for a wrong one."""
    return _redeem(work, select(OneTimeCode.id).where(OneTimeCode.change_id == change_id), code)


def is_of_change(work: Work, change_id: UUID, code: str) -> bool:
    """Whether a code is the newest of a change; a wrong one costs a try, the right one stays."""
    right = _tried(work, select(OneTimeCode.id).where(OneTimeCode.change_id == change_id), code)
    if right is not None:
        given_back = update(OneTimeCode).where(OneTimeCode.id == right)
        work.session.execute(given_back.values(tries=OneTimeCode.tries - 1))
    return right is not None


def _redeem(work: Work, of: Select[UUID], code: str) -> UUID | None:
    right = _tried(work, of, code)
    return work.session.scalars(
        update(OneTimeCode)
        .where(OneTimeCode.id == right, OneTimeCode.used_at.is_(None))
        .values(used_at=work.clock.now())
        .returning(OneTimeCode.id)
    ).first()


def _tried(work: Work, of: Select[UUID], code: str) -> UUID | None:
    newest = of.order_by(*NEWEST_FIRST).limit(1).scalar_subquery()
    now = work.clock.now()
    tried = work.session.execute(
        update(OneTimeCode)
        .where(OneTimeCode.id == newest, OneTimeCode.used_at.is_(None))
        .where(OneTimeCode.expires_at > now, OneTimeCode.tries < TRIES)
        .values(tries=OneTimeCode.tries + 1)
        .returning(
            OneTimeCode.code_digest,
            OneTimeCode.id,
            OneTimeCode.professional_id,
            OneTimeCode.change_id,
            OneTimeCode.confirmation_id,
        )
    ).first()
    if tried is None or not hmac.compare_digest(tried.code_digest, _typed(code, *tried[1:])):
        return None
    found: UUID = tried.id
    return found


def _typed(code: str, row: UUID, *of: UUID | None) -> bytes:
    """People type spaces, and their keyboards send signs nobody sees."""
    digits = "".join(sign for sign in code[:64] if sign in "0123456789")
    return fingerprint(digits, row, *of)
