"""What wakes a life: rows that stay until an activation has answered them."""

from uuid import UUID

from sqlalchemy import Select, Uuid, all_, bindparam, func, select, update
from sqlalchemy.dialects.postgresql import ARRAY

from models.asked import LIFE, kept, several
from models.life import WakeReason, Wakeup
from models.session import Work


def waiting(work: Work, life_id: UUID) -> dict[UUID, str]:
    """The wake-ups of a life that nobody has answered, each with its reason."""
    return dict(iter(work.session.execute(_waiting(), {"life": life_id})))


@kept
def _waiting() -> Select[UUID, str]:
    query = select(Wakeup.id, Wakeup.reason)
    return query.where(Wakeup.life_id == LIFE, Wakeup.taken_at.is_(None))


def remember(work: Work, life_id: UUID) -> dict[UUID, str]:
    """Leave a reason behind for a start that had none, should its process be killed."""
    wakeup = Wakeup(life_id=life_id, reason=WakeReason.STARTED, created_at=work.clock.now())
    work.session.add(wakeup)
    return {wakeup.id: wakeup.reason}


def take(work: Work, life_id: UUID, wakeups: dict[UUID, str]) -> bool:
    """Mark wake-ups as answered: only at the end, so that a killed activation leaves its reason.

    Gives whether others have come in, which nobody has answered.
    """
    asked = {"life": life_id, "these": list(wakeups)}
    return work.session.scalar(_taken_but(), asked) or False


@kept
def _taken_but() -> Select[bool]:
    taken = update(Wakeup).where(Wakeup.id == several("these")).values(taken_at=func.now())
    others = select(Wakeup.id).where(
        Wakeup.life_id == LIFE,
        Wakeup.taken_at.is_(None),
        Wakeup.id != all_(bindparam("these", type_=ARRAY(Uuid()))),
    )
    return select(others.exists()).add_cte(taken.returning(Wakeup.id).cte())


def retry_asked(work: Work, life_id: UUID) -> Wakeup | None:
    """The last time that somebody asked for another try of a life."""
    query = select(Wakeup).where(Wakeup.life_id == life_id, Wakeup.reason == WakeReason.RETRY)
    return work.session.scalars(query.order_by(Wakeup.created_at.desc()).limit(1)).first()
