"""Who did or read what, and when: asked of the trail by case, person, act and day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from core.clock import day_begins
from models.life import AuditEntry, Life
from models.people import Account
from models.session import Work


class NobodyKnown(LookupError):
    """No case of this number, or no officer of this address."""


@dataclass(frozen=True, slots=True)
class TrailQuestion:
    """What is looked for; what is None does not narrow."""

    case: str | None = None
    person: str | None = None
    """An officer's mail address, or the id that an entry names: who acts, or whose account."""
    act: str | None = None
    """A part of the act's name."""
    since: date | None = None
    until: date | None = None
    most: int = 1000


@dataclass(frozen=True, slots=True)
class TrailEntry:
    """One line of what was found: ids, dates and numbers."""

    number: int
    at: datetime
    recorded_at: datetime
    life: str | None
    actor_kind: str
    actor: UUID | None
    act: str
    article: str | None
    detail: dict[str, Any]


def search(work: Work, asked: TrailQuestion) -> Sequence[TrailEntry]:
    """The newest first, and itself on record; raises `NobodyKnown`."""
    query = select(AuditEntry, Life.key).outerjoin(Life, Life.id == AuditEntry.life_id)
    life: Life | None = None
    if asked.case is not None:
        life = work.session.scalars(select(Life).where(Life.key == asked.case)).first()
        if life is None:
            raise NobodyKnown
        query = query.where(AuditEntry.life_id == life.id)
    if asked.person is not None:
        who = _person(work, asked.person)
        about = AuditEntry.detail["account"].astext == str(who)  # a guess is of nobody's hand
        query = query.where(or_(AuditEntry.actor_id == who, about))
    if asked.act is not None:
        query = query.where(AuditEntry.act.icontains(asked.act, autoescape=True))
    if asked.since is not None:
        query = query.where(AuditEntry.at >= day_begins(asked.since))
    if asked.until is not None:
        query = query.where(AuditEntry.at < day_begins(asked.until + timedelta(days=1)))
    rows = work.session.execute(query.order_by(AuditEntry.number.desc()).limit(asked.most)).all()
    work.record("trail searched", "18(1)", life=life, found=len(rows))
    return [_entry(entry, key) for entry, key in rows]


def _person(work: Work, said: str) -> UUID:
    try:
        return UUID(said)
    except ValueError:
        by_address = select(Account.id).where(Account.email_index == Account.index_of(said))
        account = work.session.scalar(by_address)
        if account is None:
            raise NobodyKnown from None
        return account


def _entry(entry: AuditEntry, key: str | None) -> TrailEntry:
    return TrailEntry(
        number=entry.number,
        at=entry.at,
        recorded_at=entry.recorded_at,
        life=key,
        actor_kind=entry.actor_kind,
        actor=entry.actor_id,
        act=entry.act,
        article=entry.article,
        detail=entry.detail,
    )
