"""The manager's initial assessment and plan: Art. 12(1), 12(3), 6(1.5)."""

import pytest
from sqlalchemy import func, select

from models.assessment import Assessment
from models.plan import Plan, PlanAction
from models.session import unit_of_work
from simulation.life import CaseStory
from tests.portal.acts import ADMIN, OTHER_HEAD, OTHER_MANAGER, of_today, planned
from tests.portal.conftest import Browser, SignIn

INDICATORS = ("safety", "needs", "education", "care", "inclusion")
ASSESSMENT: dict[str, object] = {
    "risk": "high",
    "summary": "First look.",
    **dict.fromkeys(INDICATORS, "Not known yet; a visit is set."),
}
PLAN: dict[str, object] = {
    "goal": "The child is safe.",
    "actions.0.action": "Visit the family",
    "actions.0.service": "Counselling",
    "actions.1.action": "See the doctor",
    "actions.1.due_on": "30.9.2026",
}


def count(model: type[Assessment] | type[Plan]) -> int:
    with unit_of_work() as work:
        return work.session.scalar(select(func.count()).select_from(model)) or 0


@pytest.mark.article("12(1)")
def test_the_initial_assessment_leads_to_the_plan_and_to_the_table(
    story: CaseStory, manager: Browser
) -> None:
    story.refer()
    address = f"/cases/{story.number()}"
    manager.get(f"{address}/assessment")
    led = manager.post(f"{address}/assessment", ASSESSMENT).headers["location"]
    assert led == f"{address}/plan/initial"
    manager.get(led)
    assert manager.post(led, PLAN).headers["location"] == f"{address}/table"
    assert "See the doctor" in manager.get(led).text
    assert "First look." in manager.get(f"{address}/assessment").text
    with unit_of_work() as work:
        actions = work.session.scalars(select(PlanAction).order_by(PlanAction.number)).all()
    assert [action.service for action in actions] == ["Counselling", ""]


@pytest.mark.article("12(3)")
@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"safety": ""}, "Write what is known, or that it is not known and why."),
        ({"risk": ""}, "Choose none, low, medium or high."),
        ({"risk": "enormous"}, "Choose one of these."),
        ({"needs": "a" * 10_001}, "Shorten this to 10000 characters."),
        ({"care": "a\x00b"}, "There are characters in it that cannot be stored."),
    ],
)
def test_an_assessment_that_leaves_something_open_is_not_taken(
    story: CaseStory, manager: Browser, change: dict[str, object], sentence: str
) -> None:
    story.refer()
    address = f"/cases/{story.number()}/assessment"
    manager.get(address)
    answer = manager.post(address, ASSESSMENT | {"summary": "kept"} | change)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "kept" in answer.text
    assert count(Assessment) == 0


@pytest.mark.parametrize(
    ("change", "sentence", "status"),
    [
        ({"goal": ""}, "Write what the plan is to reach.", 422),
        ({"actions.0.due_on": "1.1.2020"}, "This day has passed.", 422),
        ({"actions.0.due_on": "soon"}, "Write the day like 20.11.2026.", 422),
        ({"actions.0.action": ""}, "Write what is done.", 422),
        (
            {"actions.0.responsible": "00000000-0000-0000-0000-000000000000"},
            "Choose one of these.",
            422,
        ),
        (
            {name: "" for name in PLAN if name.startswith("actions")},
            "A plan needs at least one action.",
            409,
        ),
    ],
)
def test_a_plan_with_a_hole_is_told_so(
    story: CaseStory, manager: Browser, change: dict[str, object], sentence: str, status: int
) -> None:
    story.refer()
    address = f"/cases/{story.number()}/plan/initial"
    manager.get(address)
    answer = manager.post(address, PLAN | change)
    assert answer.status_code == status
    assert sentence in answer.text
    assert count(Plan) == 0


def test_more_rows_keep_what_was_typed(story: CaseStory, manager: Browser) -> None:
    story.refer()
    address = f"/cases/{story.number()}/plan/initial"
    manager.get(address)
    page = manager.post(address, PLAN | {"more": "yes"}).text
    assert "See the doctor" in page
    assert "actions.4.action" in page


def test_a_new_version_starts_from_the_last_one(story: CaseStory, manager: Browser) -> None:
    story.refer()
    address = f"/cases/{story.number()}/assessment"
    manager.get(address)
    manager.post(address, ASSESSMENT)
    assert "First look." in manager.get(f"{address}?again=yes").text
    manager.post(address, ASSESSMENT | {"summary": "Second look."})
    assert count(Assessment) == 2
    assert "Second look." in manager.get(address).text


@pytest.mark.article("12(2)")
def test_nothing_initial_is_written_after_the_table_has_assessed(
    story: CaseStory, manager: Browser
) -> None:
    address = planned(story)
    manager.days = of_today(story)
    assert "<textarea" not in manager.get(f"{address}/assessment?again=yes").text
    assert manager.post(f"{address}/assessment", ASSESSMENT).status_code == 409
    assert manager.post(f"{address}/plan/initial", PLAN).status_code == 409


def test_the_head_reads_and_nobody_else(story: CaseStory, chief: Browser, sign_in: SignIn) -> None:
    story.refer()
    for page in ("assessment", "plan/initial"):
        address = f"/cases/{story.number()}/{page}"
        assert "<textarea" not in chief.get(address).text
        assert chief.post(address, ASSESSMENT | PLAN | of_today(story)).status_code == 404
        for email in (OTHER_MANAGER, OTHER_HEAD):
            assert sign_in(email).get(address).status_code == 404
        assert sign_in(ADMIN).get(address).status_code == 403
