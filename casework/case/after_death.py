"""What was owed when a child died, by the day of its death as it stands now: Art. 5(1.5), 8."""

from datetime import date

from casework.record.known import death_on
from casework.record.table import meetings
from casework.table import notice, plan_months, reports_asked, telling
from casework.table.meetings import family_of
from models.case import Case
from models.session import Work


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
    reports_asked.judge(work, case.life)


def _ahead_of_meetings(work: Work, case: Case) -> None:
    """Notice and word of each that is off, but of a record that was of another case."""
    family = family_of(work, case.id)
    for meeting in meetings(work.session, case.id):
        if meeting.cancelled_at is not None and meeting.misplaced_at is None:
            notice.judge(work, case.life, meeting)
            telling.judge(work, case.life, meeting, family)
