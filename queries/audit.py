"""Is the trail still as it was written: every link of the chain counted anew by the database."""

from uuid import UUID

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from models.life import AuditEntry

BROKEN = """
    SELECT life_id, min(number) FROM (
        SELECT entry.life_id, entry.number, entry.chain, entry.previous,
               audit_link(entry, entry.previous) AS counted,
               lag(entry.chain) OVER (PARTITION BY entry.life_id ORDER BY entry.number) AS before
        FROM audit AS entry WHERE {these}
    ) AS link
    WHERE chain IS DISTINCT FROM counted OR previous IS DISTINCT FROM before
    GROUP BY life_id
"""


def verify(session: Session, life_id: UUID | None) -> int | None:
    """The number of the first entry of a life's trail that was changed, or follows a gap; or None.

    What was cut off at the end shows only beside a head that was kept elsewhere: `head`.
    """
    these = "entry.life_id IS NULL" if life_id is None else "entry.life_id = :life_id"
    return _broken(session, these, life_id=life_id).get(life_id)


def verify_all(session: Session) -> dict[UUID | None, int]:
    """Every life whose trail is broken, with the first broken number; one pass over the trail."""
    return _broken(session, "true")


def _broken(session: Session, these: str, **values: UUID | None) -> dict[UUID | None, int]:
    rows = session.execute(text(BROKEN.format(these=these)), values)
    return {life_id: int(number) for life_id, number in rows}


def head(session: Session, life_id: UUID | None) -> tuple[int, bytes | None]:
    """How many entries a trail has and the hash of its last: what to keep outside the database."""
    mine = AuditEntry.life_id == life_id  # IS NULL for None: IS NOT DISTINCT uses no index
    count = session.scalar(select(func.count()).where(mine)) or 0
    last = select(AuditEntry.chain).where(mine).order_by(AuditEntry.number.desc()).limit(1)
    return count, session.scalar(last)
