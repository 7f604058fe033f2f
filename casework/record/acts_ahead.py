"""Whether a centre's other lives still have an act of their own to do on this morning: 16(1)."""

from datetime import date, datetime

from sqlalchemy import CompoundSelect, any_, func, select

from casework.record.morning import MorningFacts
from casework.record.morning_readers import of_place, open_lives
from core.clock import at_local, local_day
from models.asked import DAY, LIFE, kept
from models.duty import ComingStepRow
from models.life import Life
from models.session import Work
from rules import mornings as law
from workflow import last_look


def is_morning(work: Work, life: Life) -> bool:
    """The life wakes by its own clock. Woken by an act, it waits for the morning after: what
    somebody has just done is nothing to write to them of in the same hour."""
    moment, today = last_look.until(life), work.clock.today()
    if moment is None:
        return False
    was_put_off = local_day(moment) == today and moment > at_local(today)
    return moment <= work.clock.now() or was_put_off


def comes_before(work: Work, life: Life) -> bool:
    """It is woken on a day before the hour of its morning, for a mail that was held up or by an
    act; nothing of that day is written before it, unless it was awaited since an earlier one."""
    return work.clock.now() < at_local(work.clock.today()) and not is_morning(work, life)


def holds_back(work: Work, life: Life, morning: MorningFacts) -> bool:
    """An officer would be told of what the system is about to do itself, this very minute: of
    invitations that are leaving, of a day that is moving; a quarter of an hour long at most. What
    was awaited since an earlier day has waited long enough."""
    now, today = work.clock.now(), work.clock.today()
    if morning.since < today or not is_morning(work, life) or not _is_the_hour(now, today):
        return False
    if not morning.of(today):
        return False
    asked = {"life": life.id, "place": life.municipality_id, "day": today}
    return work.session.scalar(_first(), asked) is not None


def _is_the_hour(now: datetime, today: date) -> bool:
    begins = at_local(today)
    return begins <= now < begins + law.READ_AFTER_ACTS


@kept
def _first() -> CompoundSelect[date]:
    """A step of this day: foretold, or found due this morning and not taken so far. Found and taken
    are two transactions, and between them it stands in no list of what is to come."""
    others = open_lives().where(Life.id != LIFE, Life.stalled_at.is_(None))
    foretold = select(ComingStepRow.on_day).where(ComingStepRow.life_id == any_(of_place(others)))
    found = select(DAY).where(
        others.where(
            Life.last_look["on"].astext == func.to_char(DAY, "YYYY-MM-DD"),
            func.jsonb_array_length(Life.last_look["due"]) > 0,
        ).exists()
    )
    return foretold.where(ComingStepRow.on_day <= DAY).union_all(found).limit(1)
