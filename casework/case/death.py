"""A child's death goes on record, or proves a mistake: what stops at once: Art. 17(3.5)."""

from casework.record.closure_facts import current, proposal_of, way_back
from casework.record.known import child_person
from casework.record.table import planned_meetings
from casework.table import convening
from casework.table.closing_form import signatories
from casework.tell import closure as tell_of_closure
from casework.tell import death as tell
from identity import links
from models.case import Case
from models.closure import Closure
from models.people import LinkPurpose
from models.session import Work
from rules.closure import falls, is_overtaken
from rules.death import ends_meeting
from rules.meetings import MeetingKind
from rules.phases import Phase, after


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
    _fall(work, case, closure)


def overtake(work: Work, case: Case) -> None:
    """What the table decided on another ground, when the child had died, falls: Art. 17(3.5)."""
    closure, child = current(work, case.id), child_person(work.session, case.id)
    if closure and is_overtaken(proposal_of(closure), died=child.died, died_on=child.died_on):
        _fall(work, case, closure)


def make_room(work: Work, case: Case, closure: Closure) -> None:
    """What was proposed on another ground falls with the proposal on the death: Art. 17(3.5)."""
    _fall(work, case, closure)
    work.session.flush()  # one is open at a time


def _fall(work: Work, case: Case, closure: Closure) -> None:
    closure.fell_at = work.clock.now()
    if closure.approved_at is not None:
        case.phase = after(Phase(case.phase), way_back(work.session, case.id))
    _ask_nobody(work, closure)
    for meeting in planned_meetings(work.session, case.id):
        if meeting.kind == MeetingKind.CLOSURE and meeting.starts_at > work.clock.now():
            convening.cancel(work, case.id, meeting.id)
    work.record("closure fell with its ground", "17(3.5)", life=case.life, closure=closure.id)


def _ask_nobody(work: Work, closure: Closure) -> None:
    """Neither for approval nor for a signature: Art. 17(3), 17(5)."""
    tell_of_closure.not_wanted(work, closure)
    for member in signatories(work, closure):
        links.revoke(work, member.id, LinkPurpose.CLOSE, closure.id)
