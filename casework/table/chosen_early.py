"""Seats that were given before the child's needs were assessed: Art. 4(3), 8(8)."""

from sqlalchemy import select

from casework.record.table import meetings, seats
from casework.record.table_facts import needs_papers
from models.assessment import Assessment
from models.breach import BreachRow
from models.life import Life
from models.session import Work
from rules.assessment import AssessmentKind
from rules.breaches import Wrong
from rules.seats import chosen_unassessed
from workflow import breaches


def judge(work: Work, life: Life) -> None:
    """Hold every seat against the first day of the assessment, as both stand on record now.

    Who was seated before any was typed had been chosen for a meeting of Art. 8(8).
    """
    work.session.flush()
    initial = (Assessment.case_id == life.id, Assessment.kind == AssessmentKind.INITIAL)
    made = work.session.scalars(select(Assessment).where(*initial)).all()
    typed_at = min((each.recorded_at for each in made), default=None)
    assessed_on = min((each.made_on for each in made), default=None)
    given_in_meeting = any(
        each.cancelled_at is None and not needs_papers(each)
        for each in meetings(work.session, life.id)
    )
    found = [
        chosen_unassessed(
            each.id,
            each.selected_on,
            assessed_on,
            excused=given_in_meeting or typed_at is None or each.selected_recorded_at < typed_at,
        )
        for each in seats(work.session, life.id)
    ]
    breaches.anew(
        work,
        life,
        [(breach, None) for breach in found if breach is not None],
        BreachRow.duty == Wrong.CHOSEN_UNASSESSED,
    )
