"""Is the trail still as it was written: every link of the chain counted anew by the database."""

from uuid import UUID

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from models.life import AuditEntry

FIRST_BROKEN = text(
    """
    SELECT number FROM (
        SELECT entry.number, entry.chain, entry.previous,
               audit_link(entry, entry.previous) AS counted,
               lag(entry.chain) OVER (ORDER BY entry.number) AS before
        FROM audit AS entry
        WHERE entry.life_id IS NOT DISTINCT FROM CAST(:life_id AS uuid)
    ) AS link
    WHERE chain IS DISTINCT FROM counted OR previous IS DISTINCT FROM before
    ORDER BY number LIMIT 1
    """
)


def verify(session: Session, life_id: UUID | None) -> int | None:
    """The number of the first entry of a life's trail that was changed, or follows a gap; or None.

    What was cut off at the end shows only beside a head that was kept elsewhere: `head`.
    """
    broken = session.scalar(FIRST_BROKEN, {"life_id": life_id})
    return None if broken is None else int(broken)


def verify_all(session: Session) -> dict[UUID | None, int]:
    """Every life whose trail is broken, with the first broken number."""
    lives = session.scalars(select(AuditEntry.life_id).distinct()).all()
    found = {life_id: verify(session, life_id) for life_id in lives}
    return {life_id: number for life_id, number in found.items() if number is not None}


def head(session: Session, life_id: UUID | None) -> tuple[int, bytes | None]:
    """How many entries a trail has and the hash of its last: what to keep outside the database."""
    mine = AuditEntry.life_id.is_not_distinct_from(life_id)
    count = session.scalar(select(func.count()).where(mine)) or 0
    last = select(AuditEntry.chain).where(mine).order_by(AuditEntry.number.desc()).limit(1)
    return count, session.scalar(last)
