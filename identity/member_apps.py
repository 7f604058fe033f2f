"""A member's own app for codes, as everybody but the sign-in sees it: decision 0168.

It belongs to one person at one centre. An officer begins it once they have recognised them, and
never sees its secret; that, and what it opens, stands in `identity/app_codes.py`.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ScalarSelect, Select, select
from sqlalchemy.orm import defer, joinedload

from core.ids import digest, new_token
from models.identity_check import IdentityCheck, MemberAuthenticator
from models.session import Work
from rules.identity_checks import AppEnd, NoApp
from rules.sign_in_limits import LIMITS

OPEN_FOR: Final = timedelta(minutes=LIMITS.MEMBER_APP_LINK.minutes)
SHOWN: Final = 10
SECRET: Final[Any] = MemberAuthenticator.__mapper__.attrs["secret_sealed"]
"""Which the role of sign-in alone may read."""


def since(professional_id: UUID) -> ScalarSelect[datetime | None]:
    """From when on their codes come from an app, as a part of another question."""
    query = select(MemberAuthenticator.confirmed_at).where(
        MemberAuthenticator.professional_id == professional_id,
        MemberAuthenticator.confirmed_at.is_not(None),
        MemberAuthenticator.ended_at.is_(None),
    )
    return query.scalar_subquery()


def in_force(work: Work, professional_id: UUID) -> datetime | None:
    return work.session.scalar(select(since(professional_id)))


def _of(professional_id: UUID) -> Select[MemberAuthenticator]:
    """Without what opens anything."""
    query = select(MemberAuthenticator).options(defer(SECRET, raiseload=True))
    return query.where(MemberAuthenticator.professional_id == professional_id)


def of_person(work: Work, professional_id: UUID) -> Sequence[MemberAuthenticator]:
    """The last of them, the newest first, each with how its owner had been recognised."""
    query = _of(professional_id).options(
        joinedload(MemberAuthenticator.check).joinedload(IdentityCheck.checked_by)
    )
    return work.session.scalars(
        query.order_by(MemberAuthenticator.begun_at.desc()).limit(SHOWN)
    ).all()


def begin(work: Work, check: IdentityCheck) -> tuple[UUID, str]:
    """An app to be set up behind a one-time link; gives its id and the token, kept nowhere.

    One that was begun before and never set up ends; one in force holds until this one does.
    """
    for row in _open(work, check.professional_id):
        if row.confirmed_at is None:
            row.ended_at, row.ended_as = work.clock.now(), AppEnd.REPLACED
    work.session.flush()
    token, now = new_token(), work.clock.now()
    begun = MemberAuthenticator(
        professional_id=check.professional_id,
        check_id=check.id,
        token_digest=digest(token),
        begun_at=now,
        expires_at=now + OPEN_FOR,
        tries=0,
        last_step=0,
    )
    work.session.add(begun)
    work.session.flush()
    return begun.id, token


def end_by_officer(work: Work, professional_id: UUID, by: UUID, reason: str) -> UUID:
    """It opens nothing any more, nor does a link to set one up; gives which. Raises `NoApp`."""
    return _end(work, professional_id, AppEnd.OFFICER, by, reason)


def end_by_member(work: Work, professional_id: UUID) -> UUID:
    """The same by whose it is. Raises `NoApp`."""
    return _end(work, professional_id, AppEnd.MEMBER)


def _end(
    work: Work,
    professional_id: UUID,
    how: AppEnd,
    by: UUID | None = None,
    reason: str | None = None,
) -> UUID:
    found = _open(work, professional_id)
    if not found:
        raise NoApp
    for row in found:
        row.ended_at, row.ended_as = work.clock.now(), how
        row.ended_by_id, row.reason = by, reason
    return found[0].id


def _open(work: Work, professional_id: UUID) -> Sequence[MemberAuthenticator]:
    """Held: of two that end it at once, the second finds none."""
    query = _of(professional_id).where(MemberAuthenticator.ended_at.is_(None))
    return work.session.scalars(query.with_for_update(key_share=True)).all()
