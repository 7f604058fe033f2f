"""Assessment by the table, the unified plan, and its monthly review: Art. 12, 13, 15, 5(1.5)."""

from contextlib import nullcontext
from dataclasses import replace
from datetime import date, timedelta
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import planning
from rules.assessment import (
    INDICATORS,
    IndicatorMissing,
    NotADayOfTheTable,
    NotOnTheAgenda,
    Risk,
    RiskMissing,
    check_assessment,
    check_said_in,
)
from rules.basis import Article
from rules.defaults import DEFAULTS
from rules.duties import Duty, OpenDuty
from rules.facts import CaseFacts, HeldFacts, PlanFacts
from rules.phases import Phase
from rules.planning import (
    ActionFacts,
    ActionWithoutDate,
    ActionWithoutObjective,
    ActionWithoutResponsible,
    ActionWithoutService,
    PlanWithoutActions,
    check_plan,
    is_on_review,
    review_due,
)
from rules.refusals import ProcedureRefused
from tests.rules.known import (
    LAST,
    MEETS,
    PLAN,
    REFERRED,
    a_managed_case,
    a_meeting,
    a_table,
    held,
    in_implementation,
)

TODAY = date(2026, 9, 21)
WHOLE = ActionFacts(has_objective=True, has_service=True, has_responsible=True, due=TODAY)


def owed(facts: CaseFacts) -> dict[Duty, OpenDuty]:
    return {duty.duty: duty for duty in planning.duties(facts)}


SAID = dict.fromkeys(INDICATORS, "E dihet.")


@pytest.mark.article("12(3)", "12(3.1)", "12(3.2)", "12(3.3)", "12(3.4)", "12(3.5)")
@pytest.mark.parametrize(("number", "missing"), list(enumerate(INDICATORS, 1)))
def test_no_indicator_may_stay_empty(number: int, missing: str) -> None:
    with pytest.raises(IndicatorMissing) as refusal:
        check_assessment(Risk.HIGH, SAID | {missing: "  "})
    assert str(refusal.value.basis) == f"12(3.{number})"


@pytest.mark.article("12(2)")
@pytest.mark.parametrize("risk", ["", "unknown", "HIGH"])
def test_an_assessment_gives_the_level_of_risk(risk: str) -> None:
    with pytest.raises(RiskMissing):
        check_assessment(cast("Risk", risk), SAID)


@pytest.mark.article("12(2)")
@pytest.mark.parametrize("risk", list(Risk))
def test_every_level_of_risk_may_be_found(risk: Risk) -> None:
    check_assessment(risk, SAID)


@pytest.mark.article("13(1)")
def test_a_plan_has_an_action() -> None:
    with pytest.raises(PlanWithoutActions):
        check_plan([], TODAY)


@pytest.mark.article("13(2.1)", "13(2.2)", "13(2.3)", "13(2.4)")
@pytest.mark.parametrize(
    ("action", "refusal", "article"),
    [
        (replace(WHOLE, has_objective=False), ActionWithoutObjective, "13(2.1)"),
        (replace(WHOLE, has_responsible=False), ActionWithoutResponsible, "13(2.2)"),
        (replace(WHOLE, has_service=False), ActionWithoutService, "13(2.3)"),
        (replace(WHOLE, due=None), ActionWithoutDate, "13(2.4)"),
        (replace(WHOLE, due=TODAY - timedelta(days=1)), ActionWithoutDate, "13(2.4)"),
    ],
)
def test_every_action_names_objective_member_service_and_date(
    action: ActionFacts, refusal: type[ProcedureRefused], article: str
) -> None:
    with pytest.raises(refusal) as refused:
        check_plan([WHOLE, action], TODAY)
    assert str(refused.value.basis) == article
    assert refused.value.facts["number"] == 2


@pytest.mark.article("13(2.4)")
def test_an_action_may_be_due_on_the_day_itself() -> None:
    check_plan([WHOLE], TODAY)


@pytest.mark.article("5(1.5)")
@pytest.mark.parametrize(
    ("settled_on", "due"),
    [
        (date(2026, 9, 21), date(2026, 10, 21)),
        (date(2026, 1, 31), date(2026, 2, 28)),  # February has no 31st
        (date(2028, 1, 30), date(2028, 2, 29)),
        (date(2026, 12, 15), date(2027, 1, 15)),
        (date(2027, 2, 28), date(2027, 3, 28)),  # summer time begins
        (date(2027, 9, 30), date(2027, 10, 30)),
        (date(2027, 10, 1), date(2027, 11, 1)),  # over the end of summer time
    ],
)
def test_the_plan_is_reviewed_within_a_month(settled_on: date, due: date) -> None:
    assert review_due(settled_on) == due


@pytest.mark.article("5(1.5)")
def test_the_review_day_itself_is_in_time() -> None:
    duty = owed(in_implementation())[Duty.REVIEW_PLAN]
    assert duty.due is not None
    assert not duty.is_missed(duty.due)
    assert duty.is_missed(duty.due + timedelta(days=1))
    assert not duty.is_ours


@pytest.mark.article("15(1)", "8(9)")
@given(settled_on=st.dates(date(2024, 1, 1), date(2040, 12, 31)))
def test_the_review_opens_early_enough_for_reports_and_invitations(settled_on: date) -> None:
    facts = in_implementation(plan=PlanFacts(PLAN, settled_on, sent=True))
    opens = next(step.on for step in planning.steps(facts) if step.act == "open_review")
    assert opens > settled_on
    assert review_due(settled_on) - opens >= timedelta(days=DEFAULTS.ASK_REPORTS_AHEAD.days)


@pytest.mark.article("13(3)")
def test_a_plan_that_was_not_sent_is_sent_at_once() -> None:
    facts = in_implementation(plan=PlanFacts(PLAN, MEETS, sent=False))
    assert [step.act for step in planning.steps(facts) if step.is_due(MEETS)] == ["send_plan"]
    assert [step.act for step in planning.steps(in_implementation())] == ["open_review"]


@pytest.mark.article("15(1)")
def test_a_review_opens_once_a_plan_is_carried_out() -> None:
    for phase in Phase:
        acts = [step.act for step in planning.steps(in_implementation(phase=phase))]
        assert ("open_review" in acts) is (phase in {Phase.IMPLEMENTATION, Phase.CLOSURE})


@pytest.mark.article("8(1)")
def test_a_managed_case_needs_its_first_meeting() -> None:
    facts = a_managed_case()
    assert owed(facts)[Duty.PLAN_MEETING].due == REFERRED + timedelta(days=3)
    assert owed(facts)[Duty.PLAN_MEETING].is_ours
    met = replace(facts, table=a_table(meeting=a_meeting()))
    assert Duty.PLAN_MEETING not in owed(met)


@pytest.mark.article("12(2)", "13(1)")
def test_after_the_meeting_come_assessment_and_plan() -> None:
    met = a_managed_case(table=a_table(last=held()))
    assert Duty.SETTLE_ASSESSMENT in owed(met)
    planned = replace(met, phase=Phase.PLANNING, assessed=True)
    assert Duty.ADOPT_PLAN in owed(planned)
    assert Duty.SETTLE_ASSESSMENT not in owed(planned)


@pytest.mark.article("15(1)")
@pytest.mark.parametrize(
    ("unreviewed", "duty"),
    [
        (None, Duty.PLAN_REVIEW),
        (HeldFacts(LAST, MEETS), Duty.PLAN_REVIEW),  # the day the plan was settled
        (HeldFacts(LAST, MEETS - timedelta(days=7)), Duty.PLAN_REVIEW),
        (HeldFacts(LAST, MEETS + timedelta(days=25)), Duty.SETTLE_REVIEW),
    ],
)
def test_an_open_review_wants_a_meeting_since_the_plan(
    unreviewed: HeldFacts | None, duty: Duty
) -> None:
    facts = in_implementation(phase=Phase.REVIEW, unreviewed=unreviewed)
    wanted = owed(facts).keys() & {Duty.PLAN_REVIEW, Duty.SETTLE_REVIEW}
    assert wanted == {duty}


@pytest.mark.article("5(1.5)", "15(1)")
def test_a_review_meeting_is_planned_under_the_articles_on_reviews() -> None:
    duty = owed(in_implementation(phase=Phase.REVIEW))[Duty.PLAN_REVIEW]
    assert (str(duty.basis), duty.is_ours) == ("15(1)", True)


@pytest.mark.article("15(1)")
@given(
    settled=st.dates(date(2026, 1, 1), date(2027, 1, 1)),
    held_on=st.dates(date(2026, 1, 1), date(2027, 1, 1)),
)
def test_a_meeting_reviews_only_what_came_before_it(settled: date, held_on: date) -> None:
    assert is_on_review(held_on, settled) is (held_on > settled)


@pytest.mark.article("13(1)", "15(1)", "17(3)")
def test_what_the_table_says_is_of_a_day_on_which_it_met() -> None:
    met = date(2026, 9, 21)
    check_said_in(met, met, Article(17, "3"))
    for day in (met - timedelta(days=1), met + timedelta(days=1)):
        with pytest.raises(NotADayOfTheTable) as refused:
            check_said_in(met, day, Article(17, "3"))
        assert refused.value.basis == Article(17, "3")


@pytest.mark.article("10(3)", "15(1)", "17(3)")
@pytest.mark.parametrize("held_on", [None, date(2026, 9, 21)])
def test_what_the_table_says_stood_on_the_agenda_of_that_day(held_on: date | None) -> None:
    other, never = date(2026, 9, 25), date(2026, 9, 24)
    met = {other, date(2026, 9, 21)}
    with pytest.raises(NotOnTheAgenda) as refused:
        check_said_in(held_on, other, Article(15, "1"), met)
    assert refused.value.basis == Article(10, "3")
    with pytest.raises(NotADayOfTheTable) if held_on else nullcontext():
        check_said_in(held_on, never, Article(15, "1"), met)
