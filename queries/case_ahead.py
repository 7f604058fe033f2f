"""A case's next months as its facts and the rules have them, and if a meeting moves: Art. 8(3), 11.

Read and computed in memory: nothing of it is written.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from casework.record import facts
from core.working_days import around
from models.case import Case
from models.session import Work
from rules.convening import check_date
from rules.duties import Duty
from rules.months_ahead import (
    Foreseen,
    check_tried,
    ends_on,
    foresee,
    next_meeting,
    reviewed_by,
)
from rules.moved_days import TwoDays, side_by_side
from rules.phases import Phase


@dataclass(frozen=True, slots=True)
class CaseAhead:
    """What comes due and what leaves, in order of days."""

    course: Sequence[Foreseen]
    until: date
    phase: Phase
    meets_on: date | None
    """The next meeting, on the calendar or foreseen; None where no more comes."""
    is_planned: bool
    reviewed_by: date | None = None
    """The end of the month of the plan as it stands: Art. 5(1.5)."""
    beside: Sequence[TwoDays] = ()
    """The same course and the one with the meeting on another day."""


def read(work: Work, case: Case, *, on: date | None = None) -> CaseAhead:
    """`on` another day for the next meeting; raises what the rules refuse it with: Art. 8(3)."""
    known, today = facts.of_case(work.session, case.id), work.clock.today()
    closed = around(today)
    course = foresee(known, today, closed)
    planned = next_meeting(known)
    meets_on = planned.day if planned else _first_meeting(course)
    tried: Sequence[TwoDays] = ()
    if on is not None and meets_on is not None:
        check_tried(on, today)
        check_date(on, today, excused=planned is not None and planned.excused, holidays=closed)
        tried = side_by_side(course, foresee(known, today, closed, meets_on=on))
    return CaseAhead(
        course,
        ends_on(today),
        known.phase,
        meets_on,
        planned is not None,
        reviewed_by(course),
        tried,
    )


def _first_meeting(course: Sequence[Foreseen]) -> date | None:
    held = (each for each in course if each.duty and each.duty.duty is Duty.HOLD_MEETING)
    return next((each.meets_on for each in held if not each.act), None)
