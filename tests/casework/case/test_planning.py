"""The unified plan, sent to all and reviewed each month: Art. 13, 15, 5(1.5)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import cast

import pytest

from casework.case import planning, reviewing
from casework.case.plan_rows import ActionDraft, Finding
from rules.assessment import NoMeetingHeld, Risk, RiskMissing
from rules.duties import Duty
from rules.phases import StepOutOfTurn
from rules.planning import (
    ActionStatus,
    ActionWithoutDate,
    ActionWithoutResponsible,
    ActionWithoutService,
    PlanWithoutActions,
    ProgressMissing,
    review_due,
)
from rules.refusals import ProcedureRefused
from simulation import words
from tests.builders import SILENT, ACase
from tests.casework.conftest import At


def adopt(case: ACase, drafts: list[ActionDraft]) -> None:
    with case.manager() as work:
        planning.adopt(work, case.case, goal=words.GOAL, actions=drafts)


@pytest.mark.article("13(1)", "13(2.1)")
def test_the_adopted_plan_leads_to_implementation(a_case: At) -> None:
    case = a_case("planned")
    plan = case.plans()[-1]
    assert case.row().phase == "implementation"
    assert plan.version == 1
    assert [action.objective for action in plan.actions] == [row[1] for row in words.PLAN]
    assert ("plan adopted", "13(1)") in case.trail()


@pytest.mark.article("13(1)")
def test_no_plan_before_the_assessment(a_case: At) -> None:
    case = a_case("met")
    with pytest.raises(StepOutOfTurn):
        adopt(case, case.drafts())
    assert case.plans() == []


@pytest.mark.article("13(1)", "13(2.2)", "13(2.3)", "13(2.4)")
@pytest.mark.parametrize(
    ("spoil", "refusal"),
    [
        (lambda drafts, _: [], PlanWithoutActions),
        (lambda drafts, _: [replace(drafts[0], member_id=None)], ActionWithoutResponsible),
        (lambda drafts, _: [replace(drafts[0], service=" ")], ActionWithoutService),
        (lambda drafts, _: [replace(drafts[0], due_on=None)], ActionWithoutDate),
        (
            lambda drafts, today: [replace(drafts[0], due_on=today - timedelta(days=1))],
            ActionWithoutDate,
        ),
    ],
)
def test_a_plan_says_who_does_what_by_when(
    a_case: At, spoil: object, refusal: type[ProcedureRefused]
) -> None:
    case = a_case("assessed")
    assert callable(spoil)
    with pytest.raises(refusal) as refused:
        adopt(case, spoil(case.drafts(), case.clock.today()))
    assert str(refused.value.basis).startswith("13(")
    assert case.row().phase == "planning"


@pytest.mark.article("13(2.2)", "7")
def test_who_answers_for_an_action_sits_at_the_table(a_case: At) -> None:
    case = a_case("assessed")
    drafts = case.drafts()
    case.declare_conflict(SILENT)
    with pytest.raises(ActionWithoutResponsible) as refused:
        adopt(case, drafts)
    assert refused.value.facts["number"] == 2


@pytest.mark.article("13(3)")
def test_every_member_is_sent_the_plan_once(a_case: At) -> None:
    case = a_case("planned")
    sent = case.messages("plan/sent")
    assert len(sent) == len(case.members())
    case.again("send_plan", case.plans()[-1].id)
    assert case.messages("plan/sent") == sent or len(case.messages("plan/sent")) == len(sent)
    assert case.trail().count(("plan sent", "13(3)")) == 1


@pytest.mark.article("5(1.5)", "15(1)")
def test_the_review_opens_by_itself_in_time_for_its_notices(a_case: At) -> None:
    case = a_case("minuted")
    due = case.duties()[Duty.REVIEW_PLAN].due
    opens = case.steps()["open_review"]
    assert due == date(2026, 10, 21)
    assert opens == due - timedelta(days=16)
    assert isinstance(opens, date)
    case.stage.move_to(opens - timedelta(days=1))
    assert case.row().phase == "implementation"
    case.stage.move_to(opens)
    assert case.row().phase == "review"
    assert ("review opened", "5(1.5)") in case.trail()
    assert len(case.messages("review/opened")) == 1


@pytest.mark.article("15(1)")
def test_an_open_review_is_opened_once(a_case: At) -> None:
    case = a_case("review_opened")
    case.again("open_review", case.plans()[-1].id)
    assert case.trail().count(("review opened", "5(1.5)")) == 1


@pytest.mark.article("15(1)")
def test_a_review_needs_a_meeting_after_the_plan(a_case: At) -> None:
    case = a_case("review_opened")
    assert Duty.PLAN_REVIEW in case.duties()
    assert Duty.SETTLE_REVIEW not in case.duties()
    with pytest.raises(NoMeetingHeld) as refused:
        case.review()
    assert str(refused.value.basis) == "15(1)"


@pytest.mark.article("15(2)")
def test_one_meeting_carries_one_review(a_case: At) -> None:
    case = a_case("reviewed")
    assert ("review settled", "15(2)") in case.trail()
    case.stage.move_to(case.clock.today() + timedelta(days=16))
    assert case.row().phase == "review"
    with pytest.raises(NoMeetingHeld):
        case.review()


@pytest.mark.article("15(2)")
@pytest.mark.parametrize("status", [None, "nearly"])
def test_a_review_says_of_every_action_how_far_it_has_come(a_case: At, status: str | None) -> None:
    case = a_case("review_met")
    progress = case.findings()
    first = next(iter(progress))
    progress.pop(first)
    if status:
        progress[first] = Finding(cast("ActionStatus", status), "")
    with pytest.raises(ProgressMissing), case.manager() as work:
        reviewing.settle_review(work, case.case, risk=Risk.LOW, finding="", progress=progress)
    assert case.row().phase == "review"


@pytest.mark.article("15(2)", "12(2)")
def test_a_review_gives_the_risk_anew(a_case: At) -> None:
    case = a_case("review_met")
    with pytest.raises(RiskMissing):
        case.review(risk=cast("Risk", "some"))
    case.review(risk=Risk.MEDIUM, status=ActionStatus.IN_PROCESS)
    assert case.row().risk == "medium"


@pytest.mark.article("5(1.5)")
def test_the_next_month_runs_from_the_review(a_case: At) -> None:
    case = a_case("review_met")
    before = case.duties()[Duty.REVIEW_PLAN].due
    case.review()
    assert before == date(2026, 10, 21)
    assert case.duties()[Duty.REVIEW_PLAN].due == date(2026, 11, 19)


@pytest.mark.article("15(3)")
def test_the_table_changes_the_plan_in_a_new_version(a_case: At) -> None:
    case = a_case("review_met")
    progress = case.findings(ActionStatus.IN_PROCESS)
    done = next(iter(progress))
    progress[done] = Finding(ActionStatus.COMPLETED, "")
    added = [
        ActionDraft("Kontakt", "Vizita të vëllait", "QPS", date(2027, 1, 15), case.seat(SILENT))
    ]
    with case.manager() as work:
        reviewing.settle_review(
            work, case.case, risk=Risk.MEDIUM, finding="Mirë.", progress=progress, added=added
        )
    case.stage.settle()
    first, second = case.plans()
    assert [first.version, second.version] == [1, 2]
    assert len(second.actions) == len(first.actions)  # one done, one added
    assert second.actions[-1].action == "Vizita të vëllait"
    assert second.sent_at is not None
    assert len(case.messages("plan/sent")) == 2 * len(case.members())


@pytest.mark.article("15(3)", "13(2.2)")
def test_an_added_action_names_its_member_too(a_case: At) -> None:
    case = a_case("review_met")
    progress = case.findings(ActionStatus.IN_PROCESS)
    added = [ActionDraft("Kontakt", "Vizita", "QPS", date(2027, 1, 15))]
    with pytest.raises(ActionWithoutResponsible), case.manager() as work:
        reviewing.settle_review(
            work, case.case, risk=Risk.MEDIUM, finding="", progress=progress, added=added
        )
    assert len(case.plans()) == 1


@pytest.mark.article("5(1.5)", "15(3)")
def test_the_next_month_runs_from_the_meeting_and_not_from_the_typing(a_case: At) -> None:
    case = a_case("review_met")
    met = case.held().day
    case.stage.move_to(met + timedelta(days=6))
    case.review()
    assert case.duties()[Duty.REVIEW_PLAN].due == review_due(met)


@pytest.mark.article("13(1)", "5(1.5)")
def test_a_plan_written_down_later_was_adopted_in_its_meeting(a_case: At) -> None:
    case = a_case("assessed")
    met = case.held().day
    case.stage.move_to(met + timedelta(days=4))
    adopt(case, case.drafts())
    assert case.plans()[-1].adopted_on == met
    assert case.duties()[Duty.REVIEW_PLAN].due == review_due(met)
