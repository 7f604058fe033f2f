"""A child's death goes on record, or proves a mistake: what stops at once: Art. 17(3.5)."""

from casework.record.closure_facts import current
from casework.record.table import planned_meetings
from casework.table import convening
from casework.table.overtaken import fall
from casework.tell import death as tell
from models.case import Case
from models.session import Work
from rules.closure import falls
from rules.death import ends_meeting


def stop(work: Work, case: Case) -> None:
    """Nothing that serves the living is asked for or sent, and the table does not meet on it."""
    tell.hold_back(work, case)
    for meeting in planned_meetings(work.session, case.id):
        if ends_meeting(meeting.kind):
            convening.cancel(work, case.id, meeting.id)
    work.record("routine stopped by a death", "17(3.5)", life=case.life)


def go_on(work: Work, case: Case, reason: str) -> None:
    """The child lives: what was held back leaves, what was owed is owed again, no closing on it."""
    tell.let_go(work, case)
    _let_fall(work, case, reason)
    work.record("routine goes on: no death", "17(3.5)", life=case.life)


def _let_fall(work: Work, case: Case, reason: str) -> None:
    """Proposed, approved or decided: what is closed on a death falls with it: Art. 17(3.5)."""
    closure = current(work, case.id)
    if closure is None or not closure.is_open or not falls(closure.ground, died=False):
        return
    closure.fell_for = reason
    fall(work, case, closure)
