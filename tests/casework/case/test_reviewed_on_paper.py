"""A plan that nobody knew turns up after the case was taken over from paper: decision 0165."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from casework.case import planning
from casework.record.closure_facts import way_back
from models.breach import BreachRow
from models.session import unit_of_work
from rules.days import add_months
from rules.duties import Duty
from rules.paper_sections import SectionAnswer
from rules.phases import Phase, Transition
from simulation import words
from tests.casework.case.test_from_paper import breaches
from tests.casework.conftest import At
from tests.on_paper import answer, at_the_table, begun, finish, met

DAY = timedelta(days=1)


@pytest.mark.article("5(1.5)", "13(1)", "15(1)", "17(3)")
def test_a_plan_that_nobody_knew_turns_up_and_its_own_months_count(a_case: At) -> None:
    case = a_case("referred")
    came = begun(case)
    there = dict.fromkeys(at_the_table(case, came), True)
    met(case, came + 14 * DAY, there)
    reviewed = met(case, came + 44 * DAY, there, on_review=True)
    unknown = SectionAnswer.NOT_KNOWN
    answer(case, assessment=unknown, plan=unknown, promises=SectionAnswer.NONE)
    finish(case, handed=None)
    assert case.row().phase == Phase.IMPLEMENTATION
    month = ("review_plan", add_months(came + 44 * DAY, 1))
    assert breaches(case) == {month}
    assert case.duties()[Duty.REVIEW_PLAN].subject_id == reviewed.id
    with unit_of_work() as work:
        assert way_back(work.session, case.case) is Transition.RESUME_PLAN
    drafts = [replace(each, due_on=case.stage.today() + 90 * DAY) for each in case.drafts()]
    with case.manager() as work:
        planning.adopt(work, case.case, goal=words.GOAL, actions=drafts, on=came + 14 * DAY)
    with unit_of_work() as work:
        query = select(BreachRow).where(BreachRow.life_id == case.case)
        rows = {row.limit_on: row.corrected for row in work.session.scalars(query)}
    assert rows == {month[1]: True, add_months(came + 14 * DAY, 1): False}
    assert Duty.SETTLE_REVIEW in case.duties()  # what it found that day is written down next
