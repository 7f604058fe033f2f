"""A child's death goes on record, or proves a mistake: what stops at once: Art. 17(3.5)."""

from casework.record.table import planned_meetings
from casework.table import convening
from casework.tell import death as tell
from models.case import Case
from models.session import Work
from rules.death import ends_meeting


def stop(work: Work, case: Case) -> None:
    """Nothing that serves the living is asked for or sent, and the table does not meet on it."""
    tell.hold_back(work, case)
    for meeting in planned_meetings(work.session, case.id):
        if ends_meeting(meeting.kind):
            convening.cancel(work, case.id, meeting.id)
    work.record("routine stopped by a death", "17(3.5)", life=case.life)


def go_on(work: Work, case: Case) -> None:
    """The child lives: what was held back leaves, what was owed is owed again."""
    tell.let_go(work, case)
    work.record("routine goes on: no death", "17(3.5)", life=case.life)
