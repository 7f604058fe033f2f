"""Whether a centre's other lives still have an act of their own to do on this morning: 16(1)."""

from datetime import date, datetime

from sqlalchemy import Select, select

from core.clock import at_local
from models.asked import DAY, LIFE, PLACE, kept
from models.duty import ComingStepRow
from models.life import Life
from models.session import Work
from rules import mornings as law


def are_due(work: Work, life: Life) -> bool:
    """Invitations that are about to leave, a day that is about to move: what an officer is told is
    read after them, a quarter of an hour long at most."""
    now, today = work.clock.now(), work.clock.today()
    if not _is_the_hour(now, today):
        return False
    asked = {"life": life.id, "place": life.municipality_id, "day": today}
    return work.session.scalar(_first(), asked) is not None


def _is_the_hour(now: datetime, today: date) -> bool:
    begins = at_local(today)
    return begins <= now < begins + law.READ_AFTER_ACTS


@kept
def _first() -> Select[date]:
    query = select(ComingStepRow.on_day).join(Life, Life.id == ComingStepRow.life_id)
    query = query.where(Life.municipality_id == PLACE, Life.id != LIFE)
    query = query.where(Life.ended_at.is_(None), Life.stalled_at.is_(None))
    return query.where(ComingStepRow.on_day <= DAY).limit(1)
