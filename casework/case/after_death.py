"""What was owed when a child died, by the day of its death as it stands now: Art. 5(1.5), 8."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from casework.record.known import death_on
from casework.record.table import held_of, meetings
from casework.table import notice, plan_months, telling
from casework.table.meetings import family_of
from core.clock import local_day
from models.breach import BreachRow
from models.case import Case
from models.plan import ReportRequest
from models.session import Work
from rules.breaches import Breach
from rules.death import ends_by
from rules.duties import Duty
from rules.missed_reports import AskedReport, missed
from workflow import breaches


def judge(work: Work, case: Case, was_on: date | None) -> None:
    """`was_on` is the day that stood; what became due from the earlier of the two is held anew.

    What was owed after the death falls, struck through; where it moved later, or was none, what
    became due meanwhile was owed; so does what goes ahead of a meeting that is off: 8(3), 8(10).
    Asked after the act is settled.
    """
    now_on = death_on(work.session, case.id)
    days = [day for day in (was_on, now_on) if day is not None]
    if was_on == now_on or not days:
        return
    since = min(days)
    plan_months.judge_since(work, case.life, since)
    _ahead_of_meetings(work, case)
    breaches.anew(
        work,
        case.life,
        [found for found in _reports(work, case, now_on) if found[0].limit >= since],
        BreachRow.duty == Duty.WRITE_REPORT,
        BreachRow.limit_on >= since,
    )


def _ahead_of_meetings(work: Work, case: Case) -> None:
    """Notice and word of each that is off, but of a record that was of another case."""
    family = family_of(work, case.id)
    for meeting in meetings(work.session, case.id):
        if meeting.cancelled_at is not None and meeting.misplaced_at is None:
            notice.judge(work, case.life, meeting)
            telling.judge(work, case.life, meeting, family)


def _reports(work: Work, case: Case, died_on: date | None) -> Iterator[tuple[Breach, date | None]]:
    """Each that was asked for ahead of a meeting, and the day on which it came."""
    every = {meeting.id: meeting for meeting in meetings(work.session, case.id)}
    first = min((each.met_on for each in held_of(every.values())), default=None)
    query = select(ReportRequest).where(
        ReportRequest.case_id == case.id, ReportRequest.meeting_id.is_not(None)
    )
    for request in work.session.scalars(query.options(joinedload(ReportRequest.member))):
        assert request.meeting_id is not None  # the query asked
        meeting = every[request.meeting_id]
        off = meeting.called_off_at or meeting.cancelled_at
        asked = AskedReport(
            request.meeting_id,
            request.member_id,
            request.due_on,
            received_on=request.received_on,
            called_off_on=local_day(off) if off else None,
            met_before=first is not None and first <= request.due_on,
            sat=request.member.sat_on(request.due_on),
        )
        breach = missed(asked, work.clock.today())
        if breach is not None and not ends_by(died_on, breach.limit):
            yield breach, request.received_on
