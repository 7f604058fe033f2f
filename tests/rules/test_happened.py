"""What happened, on its day, and under which paragraph it is refused: Art. 4(2), 8(9), 12 to 15."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from rules.assessment import NoMeetingHeld, RiskMissing, check_before_the_table, check_settling
from rules.basis import Article
from rules.days import StillToCome, check_happened
from rules.defaults import DEFAULTS
from rules.facts import HeldFacts
from rules.known import ManagerAsGuardian
from rules.phases import BASIS, Phase, StepOutOfTurn, Transition, after
from rules.planning import (
    ActionFacts,
    ActionStatus,
    ActionWithoutDate,
    ActionWithoutObjective,
    Reviewed,
    check_adoption,
    check_findings,
    check_plan,
)
from rules.referral import AlreadyManaged, Candidate, NotAnOfficerOfTheCentre, check_appointment
from rules.refusals import ProcedureRefused
from rules.reports import is_late
from rules.roles import Role
from tests.rules.known import LAST

DAY = date(2026, 11, 20)
BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)
MANAGER, CENTRE, OTHER = UUID(int=7), UUID(int=8), UUID(int=9)
ACTION = ActionFacts(has_objective=True, has_service=True, has_responsible=True, due=DAY)
OFFICER = Candidate(MANAGER, Role.MANAGER, CENTRE, disabled=False)


@pytest.mark.article("11(1)")
def test_only_a_day_to_come_has_not_happened() -> None:
    assert check_happened(DAY, DAY) == check_happened(None, DAY) == DAY
    assert check_happened(date(1999, 1, 1), DAY) == date(1999, 1, 1)
    with pytest.raises(StillToCome) as refused:
        check_happened(AFTER, DAY)
    assert refused.value.basis == DEFAULTS.HAPPENED


@pytest.mark.article("8(9)")
def test_a_report_is_late_by_the_day_on_which_it_came() -> None:
    assert not is_late(DAY, DAY)
    assert is_late(DAY, AFTER)


@pytest.mark.article("13(2.1)", "13(2.4)")
def test_an_action_has_an_objective_and_a_day_that_was_to_come() -> None:
    check_plan([ACTION], DAY)
    with pytest.raises(ActionWithoutObjective) as refused:
        check_plan([replace(ACTION, has_objective=False)], DAY)
    assert refused.value.basis == Article(13, "2.1")
    with pytest.raises(ActionWithoutDate):
        check_plan([ACTION], AFTER)
    check_plan([replace(ACTION, carried=True)], AFTER)
    with pytest.raises(ActionWithoutDate):
        check_plan([replace(ACTION, carried=True, due=None)], DAY)


@pytest.mark.article("12(1)", "12(2)", "13(1)")
def test_assessment_and_plan_are_made_by_a_table_that_met() -> None:
    check_settling(HeldFacts(LAST, DAY))
    check_adoption(HeldFacts(LAST, DAY), [ACTION], DAY)
    with pytest.raises(NoMeetingHeld) as assessment:
        check_settling(None)
    with pytest.raises(NoMeetingHeld) as plan:
        check_adoption(None, [ACTION], DAY)
    with pytest.raises(StepOutOfTurn) as alone:
        check_before_the_table(Phase.PLANNING, alone=False)
    found = [assessment.value.basis, plan.value.basis, alone.value.basis]
    assert found == [Article(12, "2"), Article(13, "1"), Article(12, "1")]


@pytest.mark.article("15(1)", "15(2)")
def test_a_review_is_of_a_meeting_after_the_plan() -> None:
    review = Reviewed(HeldFacts(LAST, DAY), BEFORE, None, (ActionStatus.COMPLETED,))
    with pytest.raises(ProcedureRefused) as ours:
        check_findings(review)
    assert ours.type is RiskMissing
    assert ours.value.basis == DEFAULTS.REVIEW_RISK
    for none in (replace(review, met=None), replace(review, settled_on=DAY)):
        with pytest.raises(NoMeetingHeld) as refused:
            check_findings(none)
        assert refused.value.basis == Article(15, "1")


@pytest.mark.article("4(2)")
@pytest.mark.parametrize(
    "stranger",
    [
        None,
        replace(OFFICER, role=Role.HEAD),
        replace(OFFICER, disabled=True),
        replace(OFFICER, municipality_id=OTHER),
    ],
)
def test_the_manager_is_an_officer_of_the_centre(stranger: Candidate | None) -> None:
    check_appointment(OFFICER, CENTRE, None)
    with pytest.raises(NotAnOfficerOfTheCentre):
        check_appointment(stranger, CENTRE, None)
    with pytest.raises(AlreadyManaged) as again:
        check_appointment(OFFICER, CENTRE, MANAGER)
    assert again.value.basis is None
    with pytest.raises(ManagerAsGuardian):
        check_appointment(replace(OFFICER, is_guardian=True), CENTRE, None)


@pytest.mark.article("12(2)", "13(1)", "17(3)")
def test_a_step_out_of_turn_is_refused_under_its_own_paragraph() -> None:
    assert BASIS.keys() == set(Transition)
    with pytest.raises(StepOutOfTurn) as refused:
        after(Phase.ASSESSMENT, Transition.ADOPT_PLAN)
    assert refused.value.basis == Article(13, "1")
