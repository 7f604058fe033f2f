"""The table sets how often it reviews a plan, within the month of the text: Art. 5(1.5)."""

from uuid import UUID

from casework.record.rhythm import rhythm_of
from casework.record.table import last_held, open_case
from casework.record.table_facts import held_facts
from models.rhythm import ReviewRhythm
from models.session import Work
from rules.planning import check_rhythm
from workflow.life import after_act


def set_rhythm(work: Work, case_id: UUID, *, days: int | None, reason: str) -> None:
    """So many days from one review to the next; None goes back to the month. Of the last meeting.

    A later word stands beside the one before, and goes before it.
    """
    case, meeting = open_case(work, case_id), last_held(work.session, case_id)
    check_rhythm(held_facts(meeting), days, reason)
    assert meeting is not None  # the rule asked
    former = rhythm_of(work.session, case_id)
    if former and (former.days, former.reason) == (days, reason.strip()):
        return
    work.session.add(
        ReviewRhythm(
            case_id=case_id,
            meeting_id=meeting.id,
            number=former.number + 1 if former else 1,
            days=days,
            reason=reason.strip(),
            set_on=meeting.day,
            recorded_at=work.clock.now(),
            recorded_by_id=work.actor.id,
        )
    )
    work.record("rhythm of reviews set", "5(1.5)", life=case.life, days=days or 0)
    after_act(work, case_id, "rhythm of reviews set")
