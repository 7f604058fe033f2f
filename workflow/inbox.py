"""What wakes a life: rows that stay until an activation has answered them."""

from uuid import UUID

from sqlalchemy import func, select, update

from models.life import WakeReason, Wakeup
from models.session import Work


def waiting(work: Work, life_id: UUID) -> dict[UUID, str]:
    """The wake-ups of a life that nobody has answered, each with its reason."""
    rows = work.session.execute(
        select(Wakeup.id, Wakeup.reason).where(Wakeup.life_id == life_id, Wakeup.taken_at.is_(None))
    )
    return {row.id: row.reason for row in rows}


def remember(work: Work, life_id: UUID) -> dict[UUID, str]:
    """Leave a reason behind for a start that had none, should its process be killed."""
    wakeup = Wakeup(life_id=life_id, reason=WakeReason.STARTED, created_at=work.clock.now())
    work.session.add(wakeup)
    return {wakeup.id: wakeup.reason}


def take(work: Work, wakeups: dict[UUID, str]) -> None:
    """Mark wake-ups as answered: only at the end, so that a killed activation leaves its reason."""
    if wakeups:
        work.session.execute(
            update(Wakeup).where(Wakeup.id.in_(wakeups)).values(taken_at=func.now())
        )


def retry_asked(work: Work, life_id: UUID) -> Wakeup | None:
    """The last time that somebody asked for another try of a life."""
    query = select(Wakeup).where(Wakeup.life_id == life_id, Wakeup.reason == WakeReason.RETRY)
    return work.session.scalars(query.order_by(Wakeup.created_at.desc()).limit(1)).first()
