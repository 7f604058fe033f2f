"""By which day the plan is to be reviewed next, as whoever chooses a day reads it: Art. 5(1.5)."""

import pytest

from models.case import Case
from queries import dates
from rules.days import add_months
from tests.builders import HOUR, SILENT
from tests.conftest import At


@pytest.mark.article("5(1.5)")
def test_the_meeting_in_which_the_plan_is_reviewed_counts_before_its_findings_are_on_record(
    a_case: At,
) -> None:
    case = a_case("overdue")
    case.tell_family()
    day = case.meeting().day
    case.stage.move_to(day, HOUR)
    case.hold(absent={case.seat(SILENT): "Në rrugë."})
    with case.manager() as work:
        known = dates.situation(work, work.session.get_one(Case, case.case))
    assert known.reviewed_by == add_months(day, 1)
