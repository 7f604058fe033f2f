"""What the form of the table's decision on closing was opened on, and what stands now: 17(3)."""

from casework.record.closure_facts import closure_meeting
from casework.record.opinions import newest
from core.clock import local_day
from models.closure import Closure
from models.session import Work
from rules.as_shown import ClosingShown, check_closing_shown


def check_shown(work: Work, closure: Closure | None, shown: ClosingShown | None) -> None:
    """Refuse where the form showed another proposal, another meeting or other opinions."""
    if closure is None or shown is None:
        return
    met = closure_meeting(work.session, closure.case_id, closure)
    words = sum(row.number for row in newest(work.session, closure.id).values())
    check_closing_shown(
        shown,
        ClosingShown(closure.id, met.id if met else None, words),
        local_day(closure.proposed_at),
        met.met_on if met else None,
        closure.declined_on,
    )
