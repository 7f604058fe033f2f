"""When a day was put before the head, and by whom: typed as it is said, or later: Art. 8(3)."""

from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from identity.officers import managers_on
from models.case import Appointment, Case
from models.life import Life
from models.session import Work
from rules.beginning import Beginning
from rules.closure import who_proposed
from rules.convening import last_day_to_invite
from rules.proposal import AllTheSame, check_proposed


def day_of(work: Work, case: Case, on: date | None) -> date:
    """Today where none is said; of what was on paper or by telephone its own day."""
    if on is None:
        return work.clock.today()
    first = select(func.min(Appointment.appointed_on)).where(Appointment.case_id == case.id)
    managed_since = work.session.scalars(first).one()
    return check_proposed(on, Beginning(case.referred_on), managed_since, work.clock.today())


def by_whom(work: Work, case_id: UUID, on: date | None) -> UUID | None:
    """Whoever managed the case on that day: they do not agree to it themselves, ours."""
    if on is None or work.actor.id is None:
        return work.actor.id
    return who_proposed(managers_on(work.session, case_id, on), work.actor.id)


def record(
    work: Work, life: Life, day: date, *, excused: bool, beside: AllTheSame, on: date | None
) -> None:
    short = int(excused and (on or work.clock.today()) > last_day_to_invite(day))
    said = {"day": day, "short_notice": short, "all_the_same": int(beside.all_the_same)}
    work.record("meeting proposed", "8(3)", life=life, **said, **({"on": on} if on else {}))
