"""Emergency access of one's own centre: what waits, what is open, what is to be judged: 0248."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import Select, func, or_, select

from casework.case.emergencies import concerns
from core.clock import local_day
from identity.access import OFFICERS, NotThere, is_head, officer_of
from identity.conflicts import in_conflict
from identity.officers import names_of
from models.case import Case
from models.emergency import Emergency
from models.life import AuditEntry, Life
from models.session import Work
from rules.defaults import DEFAULTS
from rules.emergencies import ALONE_AFTER, STANDS_FOR, EmergencyReason

LISTED = 50
"""The newest ones that the page shows."""


@dataclass(frozen=True, slots=True)
class EmergencyLine:
    """One, as a list says it."""

    id: UUID
    number: str
    reason: EmergencyReason
    asked_by: UUID
    who: str
    asked_at: datetime
    opened_at: datetime | None
    until: datetime | None
    ended_at: datetime | None
    justified: bool | None
    waits: bool
    is_open: bool
    is_own: bool
    alone: bool
    due: date | None
    """By when the head says whether it was justified, while that is owed."""

    def is_late(self, today: date) -> bool:
        return self.due is not None and today > self.due


@dataclass(frozen=True, slots=True)
class EmergencyFile:
    """One, as its page shows it."""

    line: EmergencyLine
    words: str
    tried: str
    confirmed_by: str
    ended_by: str
    judged: str
    judged_by: str
    judged_at: datetime | None
    alone_from: datetime
    stands_until: datetime
    looks: int
    """How many entries of the trail it left."""
    may_confirm: bool
    may_begin_alone: bool
    may_end: bool
    may_judge: bool


@dataclass(frozen=True, slots=True)
class EmergenciesToSee:
    """What the first page says of them; ids alone."""

    waiting: Sequence[UUID]
    """A colleague asks for a second person."""
    own: Sequence[UUID]
    """The reader's: open, or waiting."""
    to_judge: Sequence[EmergencyLine]


def listed(work: Work) -> list[EmergencyLine]:
    """The newest first: of the head's all, of an officer's those that concern them."""
    rows = work.session.execute(_of_centre(work).limit(LISTED)).all()
    found = [(row, number) for row, number in rows if concerns(work, row)]
    names = names_of(work.session, {row.asked_by_id for row, _ in found})
    return [_line(work, row, number, names.get(row.asked_by_id, "")) for row, number in found]


def one(work: Work, emergency_id: UUID) -> EmergencyFile:
    """Raises `NotThere`; of the case the number and what was typed here, and nothing more."""
    found = work.session.execute(_of_centre(work).where(Emergency.id == emergency_id)).first()
    if found is None or not concerns(work, found[0]):
        raise NotThere
    row, number = found
    who = (row.asked_by_id, row.confirmed_by_id, row.ended_by_id, row.reviewed_by_id)
    found_names = names_of(work.session, {id for id in who if id})
    names: dict[UUID | None, str] = {id: found_names.get(id, "") for id in who if id}
    line = _line(work, row, number, names.get(row.asked_by_id, ""))
    entries = select(func.count()).where(
        AuditEntry.life_id == row.case_id,
        AuditEntry.detail["in_emergency"].astext == str(row.id),
    )
    now = work.clock.now()
    return EmergencyFile(
        line=line,
        words=row.words or "",
        tried=row.tried or "",
        confirmed_by=names.get(row.confirmed_by_id, ""),
        ended_by=names.get(row.ended_by_id, ""),
        judged=row.judged or "",
        judged_by=names.get(row.reviewed_by_id, ""),
        judged_at=row.reviewed_at,
        alone_from=row.asked_at + ALONE_AFTER,
        stands_until=row.asked_at + STANDS_FOR,
        looks=work.session.scalar(entries) or 0,
        may_confirm=line.waits and not line.is_own,
        may_begin_alone=line.waits and line.is_own and now >= row.facts.alone_from,
        may_end=line.waits or line.is_open,
        may_judge=line.due is not None and is_head(work) and not line.is_own,
    )


def of_reader(work: Work) -> EmergenciesToSee:
    """One statement for the first page, and nothing for administrators."""
    heads, now = is_head(work), work.clock.now()
    pending = or_(
        Emergency.opened_at.is_not(None) & Emergency.reviewed_at.is_(None),
        Emergency.ended_at.is_(None) & (Emergency.asked_at > now - STANDS_FOR),
    )
    rows = work.session.execute(_of_centre(work).where(pending)).all()
    lines = [_line(work, row, number, "") for row, number in rows]
    return EmergenciesToSee(
        waiting=[each.id for each in lines if each.waits and not each.is_own],
        own=[each.id for each in lines if each.is_own and (each.waits or each.is_open)],
        to_judge=[each for each in lines if heads and each.due and not each.is_own],
    )


def _of_centre(work: Work) -> Select[Emergency, str]:
    """Those of the reader's centre, and none at whose table they have a conflict: Art. 10(2)."""
    account = officer_of(work)
    if account.role not in OFFICERS:
        raise NotThere
    return (
        select(Emergency, Case.number)
        .join(Case, Case.id == Emergency.case_id)
        .join(Life, Life.id == Emergency.case_id)
        .where(Life.municipality_id == account.municipality_id)
        .where(~in_conflict(Life.id, account.id))
        .order_by(Emergency.asked_at.desc(), Emergency.id)
    )


def _line(work: Work, row: Emergency, number: str, who: str) -> EmergencyLine:
    facts, now = row.facts, work.clock.now()
    owed = row.opened_at is not None and row.reviewed_at is None
    return EmergencyLine(
        id=row.id,
        number=number,
        reason=row.reason,
        asked_by=row.asked_by_id,
        who=who,
        asked_at=row.asked_at,
        opened_at=row.opened_at,
        until=row.until,
        ended_at=row.ended_at,
        justified=row.justified,
        waits=facts.waits(now),
        is_open=facts.is_open(now),
        is_own=row.asked_by_id == work.actor.id,
        alone=row.opened_at is not None and row.confirmed_by_id is None,
        due=_due(row.opened_at) if owed and row.opened_at else None,
    )


def _due(opened_at: datetime) -> date:
    return local_day(opened_at) + timedelta(days=DEFAULTS.EMERGENCY.days)
