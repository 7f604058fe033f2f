"""The way into a case that is an officer's for some hours alone, and to read: decision 0248."""

from typing import Final
from uuid import UUID

from sqlalchemy import select, text

from identity.conflicts import in_conflict
from models.emergency import Emergency
from models.life import Life
from models.people import Account
from models.session import Work

SAY: Final = text("SELECT set_config('tryeza.emergency', :id, true)")
"""From here on the database takes no row of a life from this transaction."""
ASKED: Final = text("SELECT emergencies_asked(:moment)")


def read_by(work: Work, account: Account, life_id: UUID) -> Life | None:
    """The case, while an emergency of theirs is open; of their own centre, and not where they have
    a conflict of interest: whatever was confirmed before."""
    query = (
        select(Emergency.id, Life)
        .join(Life, Life.id == Emergency.case_id)
        .where(Emergency.case_id == life_id, Emergency.asked_by_id == account.id)
        .where(Emergency.until > work.clock.now(), Emergency.ended_at.is_(None))
        .where(Life.municipality_id == account.municipality_id)
        .where(~in_conflict(Life.id, account.id))
        .order_by(Emergency.until.desc())
        .limit(1)
    )
    found = work.session.execute(query).first()
    if found is None:
        return None
    work.emergency, life = found
    work.session.execute(SAY, {"id": str(work.emergency)})
    return life


def asked_within_a_day(work: Work) -> int:
    """How often the officer of this session has asked; held until the commit."""
    return work.session.scalar(ASKED, {"moment": work.clock.now()}) or 0
