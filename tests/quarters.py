"""Where Ferizaj's municipal table can be stopped, between two quarters' meetings: Art. 8(2).

Scenes as those of a case, beside them: none of these days has a case.
"""

from collections.abc import Callable
from datetime import date
from typing import Final
from uuid import UUID

from casework.case import referral
from casework.municipality import quarterly
from casework.record.table import planned_meeting, sitting, waiting_minutes
from casework.table import convening, meetings, minutes
from casework.table.meetings import Presence
from models.life import Life
from models.meeting import Meeting
from models.session import unit_of_work
from rules.days import Quarter
from simulation.stage import acting
from tests.builders import HEAD, HOUR, MANAGER, ACase
from tests.onrecord import reading

Q3, Q4, Q1 = Quarter(2026, 3), Quarter(2026, 4), Quarter(2027, 1)


def opened(quarter: Quarter) -> UUID:
    with unit_of_work() as work:
        place = referral.municipality(work, "ferizaj").id
        return quarterly.open_quarter(work, place, quarter)


def meeting(life: UUID) -> Meeting:
    with reading() as work:
        return planned_meeting(work.session, life)


def agree(case: ACase, life: UUID) -> None:
    with acting(HEAD) as work:
        convening.agree(work, planned_meeting(work.session, life).id, by=case.account(HEAD).id)
    case.stage.settle()


def quarter_opened(case: ACase) -> None:
    """The last quarter, on its first working day; the one before has its day."""
    agree(case, opened(Q3))
    case.stage.move_to(date(2026, 10, 1))
    opened(Q4)
    case.stage.settle()


def quarter_agreed(case: ACase) -> None:
    agree(case, opened(Q4))


def quarter_met(case: ACase) -> None:
    """The quarter is over; its table has met, and the minutes are written."""
    life = opened(Q4)
    case.stage.move_to(meeting(life).day, HOUR)
    with acting(MANAGER) as work:
        everybody = {m.id: Presence(present=True) for m in sitting(work.session, life)}
        held = meetings.hold(work, life, attendance=everybody)
        minutes.write(work, held.id, "Gjendja e përgjithshme u vlerësua.")
    case.stage.settle()
    case.stage.move_to(date(2027, 1, 1))


def quarter_approved(case: ACase) -> None:
    """The next quarter meets, and approves what was written."""
    life, following = opened(Q4), opened(Q1)
    case.stage.settle()
    agree(case, following)
    case.stage.move_to(meeting(following).day, HOUR)
    with acting(MANAGER) as work:
        everybody = {m.id: Presence(present=True) for m in sitting(work.session, following)}
        (paper,) = waiting_minutes(work.session, work.session.get_one(Life, life))
        meetings.hold(work, following, attendance=everybody, approved={paper.id: ""})
    case.stage.settle()


QUARTERS: Final[tuple[Callable[[ACase], None], ...]] = (
    *(quarter_opened, quarter_agreed, quarter_met, quarter_approved),
)
