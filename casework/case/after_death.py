"""What was owed when a child died, by the day of its death as it stands now: Art. 5(1.5), 8(9)."""

from datetime import date

from casework.record.known import death_on
from casework.table import plan_months, reports_asked
from models.case import Case
from models.session import Work


def judge(work: Work, case: Case, was_on: date | None) -> None:
    """`was_on` is the day that stood; what became due from the earlier of the two is held anew.

    What was owed after the death falls, struck through; where it moved later, or was none, what
    became due meanwhile was owed. Asked after the act is settled.
    """
    now_on = death_on(work.session, case.id)
    days = [day for day in (was_on, now_on) if day is not None]
    if was_on == now_on or not days:
        return
    since = min(days)
    plan_months.judge_since(work, case.life, since)
    reports_asked.judge(work, case.life)
