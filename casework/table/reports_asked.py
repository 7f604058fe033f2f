"""Reports asked for ahead of a meeting that turns out to be the first one: Art. 8(9)."""

from sqlalchemy import select

from casework.record.table import held_of, meetings, planned_of
from casework.tell.withdrawal import told_no_more
from models.breach import BreachRow
from models.life import Life
from models.plan import ReportRequest
from models.session import Work
from rules.duties import Duty
from rules.missed_reports import is_owed
from workflow import breaches


def judge(work: Work, life: Life) -> None:
    """No report on progress goes ahead of the first meeting; what was asked for because of one that
    is not of this case falls, with the reminders that have not left."""
    every = meetings(work.session, life.id)
    if is_owed(met_before=bool(held_of(every))):
        return
    planned = [each.id for each in planned_of(every)]
    asked = select(ReportRequest.id).where(
        ReportRequest.meeting_id.in_(planned), ReportRequest.received_at.is_(None)
    )
    told_no_more(work, life.id, work.session.scalars(asked).all())
    breaches.anew(
        work,
        life,
        (),
        BreachRow.duty == Duty.WRITE_REPORT,
        BreachRow.meeting_id.in_(planned),
    )
