"""The table sets how often it reviews a plan, within the month of the text: Art. 5(1.5)."""

from datetime import date
from uuid import UUID

from casework.record.rhythm import how_many, rhythm_of
from casework.record.table import last_held, open_case
from casework.record.table_facts import held_facts
from models.rhythm import ReviewRhythm
from models.session import Work
from rules.assessment import check_said_in
from rules.basis import Article
from rules.days import check_happened
from rules.planning import check_rhythm
from workflow.life import after_act


def set_rhythm(
    work: Work, case_id: UUID, *, days: int | None, reason: str, on: date | None = None
) -> None:
    """So many days from one review to the next; None goes back to the month.

    The table set it in its meeting, the one held last or on that day. Every word is a row
    beside the one before; the one of the latest day counts.
    """
    case, meeting = open_case(work, case_id), last_held(work.session, case_id, by=on)
    on = check_happened(on or (meeting.met_on if meeting else None), work.clock.today())
    check_said_in(meeting.met_on if meeting else None, on, Article(5, "1.5"))
    check_rhythm(held_facts(meeting), days, reason)
    assert meeting is not None  # the rule asked
    former = rhythm_of(work.session, case_id)
    if former and (former.days, former.reason, former.set_on) == (days, reason.strip(), on):
        return
    work.session.add(
        ReviewRhythm(
            case_id=case_id,
            meeting_id=meeting.id,
            number=how_many(work.session, case_id) + 1,
            days=days,
            reason=reason.strip(),
            set_on=on,
            recorded_at=work.clock.now(),
            recorded_by_id=work.actor.id,
        )
    )
    work.record("rhythm of reviews set", "5(1.5)", life=case.life, days=days or 0, on=on)
    after_act(work, case_id, "rhythm of reviews set")
