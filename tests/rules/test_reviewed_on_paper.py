"""A plan that nobody knows any more, and that the table reviewed on paper: decision 0165."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from rules import case_life
from rules.breaches import Breach
from rules.convening import last_day_to_invite
from rules.days import add_months
from rules.duties import Duty, OpenDuty
from rules.facts import HeldFacts, MeetingFacts
from rules.from_paper import last_day
from rules.meetings import MeetingKind
from rules.paper_facts import PaperFacts
from rules.phases import Phase
from rules.planning import NothingToReview, check_review
from rules.roles import Owner
from tests.rules.test_from_paper import DAY, ID, MONTH, ON, a_case


@pytest.mark.article("5(1.5)", "13(1)", "15(1)")
def test_of_a_plan_that_nobody_knows_the_month_runs_from_its_last_review() -> None:
    def owes(met_on: date, **but: Any) -> dict[Duty, OpenDuty]:
        known = replace(a_case(met=True), unreviewed=HeldFacts(ID, met_on), **but)
        return {each.duty: each for each in case_life.duties(known)}

    passed = owes(ON - 50 * DAY)
    assert Duty.PLAN_MEETING not in passed
    assert (passed[Duty.REVIEW_PLAN].due, passed[Duty.REVIEW_PLAN].is_ours) == (last_day(ON), True)
    assert passed[Duty.PLAN_REVIEW].due == last_day_to_invite(last_day(ON))
    ahead = owes(ON - 20 * DAY)[Duty.REVIEW_PLAN]
    assert (ahead.due, ahead.basis) == (add_months(ON - 20 * DAY, 1), MONTH)
    assert Duty.REVIEW_PLAN not in owes(ON)  # it met here: what is owed is the plan
    assert Duty.REVIEW_PLAN not in owes(ON - 50 * DAY, died=True)
    closing = owes(ON - 50 * DAY, phase=Phase.CLOSURE)
    assert Duty.REVIEW_PLAN in closing
    known = replace(a_case(met=True), unreviewed=HeldFacts(ID, ON - 50 * DAY))
    check_review(known)
    with pytest.raises(NothingToReview):
        check_review(a_case(met=True))
    month = Breach(Duty.REVIEW_PLAN, MONTH, Owner.MANAGER, add_months(ON - 50 * DAY, 1), ID)
    assert list(case_life.limits(known)) == [month]
    assert not list(case_life.limits(replace(known, paper=PaperFacts(ON, entered=False))))


@pytest.mark.article("12(1)", "13(1)")
def test_the_table_that_meets_here_makes_the_plan_that_nobody_knows() -> None:
    here = MeetingFacts(ID, MeetingKind.REVIEW, ON + DAY, ON, held_on=ON + DAY)
    known = replace(a_case(met=True), unreviewed=HeldFacts(ID, ON + DAY))
    known = replace(known, table=replace(known.table, last=here))
    assert Duty.ADOPT_PLAN in {each.duty for each in case_life.duties(known)}
    unassessed = {each.duty for each in case_life.duties(replace(known, assessed=False))}
    assert Duty.SETTLE_ASSESSMENT in unassessed
    assert Duty.ADOPT_PLAN not in unassessed
