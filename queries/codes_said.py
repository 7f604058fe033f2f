"""The codes that were read out: for one seat, at one table, and beside an act: Art. 18(1), 0168."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import defer, joinedload

from identity import member_apps
from models.case import Member
from models.confirmation import Confirmation
from models.identity_check import IdentityCheck, MemberAuthenticator
from models.people import OneTimeCode
from models.session import Work
from rules.confirming import ConfirmedAct

SHOWN: Final = 20
AT_TABLE: Final = 200


@dataclass(frozen=True, slots=True)
class CodeReadOut:
    """To whom, after which check, for what, and whether it was typed."""

    check: IdentityCheck
    to: str
    used_at: datetime | None
    act: ConfirmedAct | None
    """The word that it confirms; None where it opens their pages."""

    @property
    def at(self) -> datetime:
        return self.check.checked_at


def for_seat(work: Work, member: Member) -> list[CodeReadOut]:
    """The last of them, the newest first."""
    return _found(work, IdentityCheck.member_id == member.id, SHOWN)


def at_table(work: Work, life_id: UUID) -> list[CodeReadOut]:
    """Of every seat of one table."""
    seats = select(Member.id).where(Member.life_id == life_id)
    return _found(work, IdentityCheck.member_id.in_(seats), AT_TABLE)


@dataclass(frozen=True, slots=True)
class AppAtTable:
    """An app for codes, and whose it is."""

    app: MemberAuthenticator
    to: str


def apps_at_table(work: Work, life_id: UUID) -> list[AppAtTable]:
    """Every app that was begun at one table, the newest first."""
    query = (
        select(MemberAuthenticator, Member)
        .join(IdentityCheck, IdentityCheck.id == MemberAuthenticator.check_id)
        .join(Member, Member.id == IdentityCheck.member_id)
        .where(Member.life_id == life_id)
        .options(
            defer(member_apps.SECRET, raiseload=True),
            joinedload(MemberAuthenticator.check).joinedload(IdentityCheck.checked_by),
            joinedload(Member.professional),
        )
        .order_by(MemberAuthenticator.begun_at.desc())
        .limit(AT_TABLE)
    )
    rows = work.session.execute(query)
    return [AppAtTable(app, member.professional.name or "") for app, member in rows]


def _found(work: Work, of: ColumnElement[bool], most: int) -> list[CodeReadOut]:
    query = (
        select(IdentityCheck, Member, OneTimeCode.used_at, Confirmation.act)
        .join(OneTimeCode, OneTimeCode.identity_check_id == IdentityCheck.id)
        .join(Member, Member.id == IdentityCheck.member_id)
        .outerjoin(Confirmation, Confirmation.id == OneTimeCode.confirmation_id)
        .options(joinedload(IdentityCheck.checked_by), joinedload(Member.professional))
        .where(of)
        .order_by(IdentityCheck.checked_at.desc())
        .limit(most)
    )
    return [
        CodeReadOut(check, member.professional.name or "", used_at, act)
        for check, member, used_at, act in work.session.execute(query)
    ]


def beside_words(
    work: Work, seats: Collection[UUID]
) -> Mapping[tuple[UUID, ConfirmedAct], IdentityCheck]:
    """By seat and act, how they were recognised whose word a code that was read out confirmed."""
    if not seats:
        return {}
    query = (
        select(Confirmation.member_id, Confirmation.act, IdentityCheck)
        .join(IdentityCheck, IdentityCheck.id == Confirmation.identity_check_id)
        .options(joinedload(IdentityCheck.checked_by))
        .where(Confirmation.member_id.in_(seats), Confirmation.used_at.is_not(None))
        .order_by(Confirmation.used_at)
    )
    return {(seat, act): check for seat, act, check in work.session.execute(query)}
