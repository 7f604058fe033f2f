"""From when another day is owed, once a meeting is called off: decision 0179."""

from dataclasses import replace
from datetime import timedelta

import pytest

from rules.duties import Duty
from rules.facts import ChairFacts
from rules.participants import duties
from rules.phases import Phase
from tests.rules.known import REFERRED, a_managed_case, a_table, in_implementation
from tests.rules.test_planning import owed


@pytest.mark.article("8(3)", "8(7)")
@pytest.mark.parametrize("after", [-1, 0, 9])
def test_once_a_meeting_is_called_off_another_day_is_owed_from_then(after: int) -> None:
    off = REFERRED + timedelta(days=after)
    facts = a_managed_case(table=a_table(meeting=None, called_off_on=off))
    assert owed(facts)[Duty.PLAN_MEETING].due == max(REFERRED, off) + timedelta(days=3)


@pytest.mark.article("5(1.5)", "15(1)")
def test_of_a_review_our_days_run_from_the_call_off_and_the_month_runs_on() -> None:
    facts = in_implementation(phase=Phase.REVIEW)
    before, off = owed(facts), owed(facts)[Duty.REVIEW_PLAN].due
    assert off is not None
    called_off = replace(facts, table=replace(facts.table, meeting=None, regular_off_on=off))
    assert owed(called_off)[Duty.PLAN_REVIEW].due == off + timedelta(days=3)
    assert owed(called_off)[Duty.REVIEW_PLAN] == before[Duty.REVIEW_PLAN]
    haste = replace(facts, table=replace(facts.table, meeting=None, called_off_on=off))
    assert owed(haste)[Duty.PLAN_REVIEW] == before[Duty.PLAN_REVIEW]


@pytest.mark.article("18(2)")
@pytest.mark.parametrize("after", [0, 7])
def test_a_meeting_called_off_leaves_its_chair_no_day_as_it_leaves_members_none(after: int) -> None:
    off = REFERRED + timedelta(days=after)
    table = a_table(meeting=None, called_off_on=off, chair=ChairFacts(REFERRED, answered=False))
    (duty,) = (each for each in duties(table) if each.duty is Duty.CHAIR_DECLARES)
    assert duty.due is None
