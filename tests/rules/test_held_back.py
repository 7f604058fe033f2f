"""When a superior hears by an instruction, and why not: Art. 14(3.2)."""

from datetime import date, timedelta
from typing import Any

import pytest

from rules.superior import NoticeHeldBack, held_back
from tests.rules.known import a_report
from tests.rules.test_superior import MEETS, THREE, case, planned


@pytest.mark.article("14(3.2)")
@pytest.mark.parametrize(("last", "told"), [(9, 12), (10, 12), (11, 12), (12, 13)])
def test_the_notice_that_follows_from_our_last_chance_leaves_on_a_working_day(
    last: int, told: int
) -> None:
    """From a Friday, a Saturday and a Sunday on Monday: DEFAULTS.DAYS_OFF."""
    report = a_report(reminders=3, last_chance_on=date(2026, 10, last))
    facts = case(report, instruction=THREE, reports_asked=True)
    assert planned(facts) == {"notify_superior": date(2026, 10, told)}


@pytest.mark.article("14(3.2)")
def test_a_holiday_is_no_working_day() -> None:
    christmas = date(2026, 12, 25)  # a Friday
    report = a_report(reminders=3, last_chance_on=date(2026, 12, 24), holidays={christmas})
    facts = case(report, instruction=THREE, reports_asked=True)
    assert planned(facts) == {"notify_superior": date(2026, 12, 28)}


@pytest.mark.article("14(3.2)")
@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({}, None),
        ({"in_plan": False}, NoticeHeldBack.NOT_IN_PLAN),
        ({"unreached": True}, NoticeHeldBack.UNREACHED),
        ({"at_once": True}, NoticeHeldBack.AT_ONCE),
        ({"at_once": True, "confirmed": True}, None),
        ({"in_plan": False, "received": True}, None),
        ({"in_plan": False, "owed": False}, None),
        ({"in_plan": False, "called_off_on": MEETS - timedelta(days=8)}, None),
    ],
)
def test_of_what_no_superior_hears_by_itself_there_is_a_reason(
    more: dict[str, Any], why: NoticeHeldBack | None
) -> None:
    late = a_report(reminders=3, **more)
    assert held_back(late, late.due + timedelta(days=1)) is why
    assert held_back(late, late.due) is None  # the day itself is in time
