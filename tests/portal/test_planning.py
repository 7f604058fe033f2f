"""Assessment by the table, the unified plan, its review: Art. 12, 13, 15."""

from html import unescape

import pytest

from casework.record.table import plan_in_force
from models.case import Case
from models.session import unit_of_work
from rules.assessment import INDICATORS
from simulation.life import CaseStory
from tests.portal.acts import ADMIN, OTHER_HEAD, OTHER_MANAGER, fields_of, met, of_today, planned
from tests.portal.conftest import Browser, SignIn

FOUND: dict[str, str] = {
    "risk": "high",
    "summary": "Two years old.",
    **{name: f"Found on {name}." for name in INDICATORS},
}


def settled(story: CaseStory, manager: Browser) -> str:
    """The case's address once the table's assessment is on record through its page."""
    met(story)
    address = f"/cases/{story.number()}"
    manager.get(f"{address}/assessment/comprehensive")
    assert manager.post(f"{address}/assessment/comprehensive", FOUND).status_code == 303
    return address


def a_row(story: CaseStory, index: int = 0, /, **changes: object) -> dict[str, object]:
    row = {
        "objective": "Safety",
        "action": "Weekly visit",
        "service": "Community police",
        "responsible": story.members()[index],
        "due_on": "1.12.2026",
    } | changes
    return {f"actions.{index}.{name}": value for name, value in row.items()}


@pytest.mark.article("12(2)", "12(3)")
def test_the_assessment_of_the_table_is_settled(
    story: CaseStory, manager: Browser, chief: Browser
) -> None:
    met(story)
    address = f"/cases/{story.number()}/assessment/comprehensive"
    assert "has not settled its assessment" in chief.get(address).text
    form = manager.get(address).text
    assert "dyshim për trafikim" in form  # the initial one stands beside
    assert "risk" not in fields_of(form)  # the table redefines it; nothing is chosen beforehand
    assert form.index('name="risk"') < form.index("Put the assessment on record")
    for missing in ("risk", "summary", *INDICATORS):
        answer = manager.post(address, FOUND | {missing: " "})
        assert answer.status_code == 422
        assert answer.text.count('class="err"') == 1
        assert missing in {"education", "summary"} or "Found on education." in answer.text
    assert manager.post(address, FOUND | {"risk": "huge"}).status_code == 422
    assert chief.post(address, FOUND | of_today(story)).status_code in {403, 404}
    assert manager.post(address, FOUND).status_code == 303
    assert "Found on care." in chief.get(address).text
    assert manager.post(address, FOUND).status_code == 303  # the same words again change nothing


@pytest.mark.article("13(1)", "13(2)", "13(2.2)", "13(2.3)", "13(2.4)")
def test_the_plan_is_adopted_row_by_row(story: CaseStory, manager: Browser) -> None:
    address = f"{settled(story, manager)}/plan"
    form = fields_of(manager.get(address).text)
    assert form["actions.0.action"] == ["Regjistrimi i lindjes"]  # the initial plan
    wrong: list[tuple[dict[str, object], str]] = [
        ({"responsible": ""}, "Choose who answers for it. Art. 13(2.2)"),
        ({"responsible": story.case}, "Action 1 names no responsible member."),
        ({"service": ""}, "Write which service is given. Art. 13(2.3)"),
        ({"due_on": ""}, "Give a day from "),
        ({"due_on": "1.9.2026"}, "Give a day from "),
        ({"due_on": "soon"}, "Write the day like 20.11.2026."),
        ({"action": ""}, "Write what is done."),
        ({"responsible": "police"}, "Choose one of these."),
    ]
    for changes, said in wrong:
        answer = manager.post(address, {"goal": "Kept goal"} | a_row(story, **changes))
        assert answer.status_code in {409, 422}
        assert said in answer.text
        assert "Kept goal" in answer.text
    answer = manager.post(address, {"goal": "Safe"})
    assert "Add an action with service, responsible member and date." in answer.text
    assert manager.post(address, a_row(story)).status_code == 422  # no goal
    rows = a_row(story) | a_row(story, 1, action="Second <i>action</i>")
    assert manager.post(address, {"goal": "Safe at home"} | rows).status_code == 303
    page = manager.get(address).text
    assert "Safe at home" in page
    assert "2. Second &lt;i&gt;action&lt;/i&gt;" in page


@pytest.mark.article("13(2)")
def test_every_gap_of_a_plan_is_told_at_once_and_names_its_action(
    story: CaseStory, manager: Browser
) -> None:
    address = f"{settled(story, manager)}/plan"
    manager.get(address)
    rows = {"actions.0.action": "Visit", "actions.1.action": "Call", "actions.1.due_on": "1.1.2020"}
    answer = manager.post(address, rows)
    said = unescape(answer.text)
    assert "Goal: Write what the plan is to reach." in said
    for number in (1, 2):
        assert f"Action {number}, Service: Write which service is given. Art. 13(2.3)" in said
        assert f"Action {number}, Who is responsible: Choose who answers for it." in said
        assert f"Action {number}, Until when: Give a day from " in said


def test_more_rows_come_without_a_script(story: CaseStory, manager: Browser) -> None:
    address = f"{settled(story, manager)}/plan"
    typed = {"more": "yes", "goal": "Kept"} | a_row(story, 1)
    answer = manager.post(address, typed)
    assert answer.status_code == 200
    form = fields_of(answer.text)
    assert form["goal"] == ["Kept"]
    assert form["actions.1.action"] == ["Weekly visit"]
    assert "actions.4.action" in form
    manager.post(address, {"more": "yes", "actions.²².action": "x", "actions.99.action": "x"})


@pytest.mark.article("15(2)", "15(3)")
def test_the_review_says_how_far_each_action_has_come(story: CaseStory, manager: Browser) -> None:
    address = planned(story)
    assert "at least once a month" in manager.get(f"{address}/review").text
    assert "The two weeks before the meeting" in manager.get(f"{address}/meeting").text
    story.convene_review()
    story.report()
    story.meet()
    form = fields_of(manager.get(f"{address}/review").text)
    assert not [name for name in form if name == "risk" or name.endswith(".status")]
    going: dict[str, object] = dict(form) | {"finding": "Better.", "risk": "medium"}
    answer = manager.post(f"{address}/review", going)
    assert answer.status_code == 422
    assert answer.text.count("Choose how far it has come.") >= 5
    assert "<details open>" not in answer.text  # nothing is to be changed: nothing unfolds
    for index in range(5):
        going |= {f"progress.{index}.status": "in_process"}
    going |= {"progress.2.assessment": "Begun in September."}
    for lost in ("finding", "risk"):
        assert manager.post(f"{address}/review", going | {lost: ""}).status_code == 422
    row = {name.replace("actions.", "added."): v for name, v in a_row(story).items()}
    page = manager.post(f"{address}/review", going | row | {"more": "yes"})
    assert fields_of(page.text)["added.0.action"] == ["Weekly visit"]
    assert manager.post(f"{address}/review", going | row).status_code == 303
    plan = manager.get(f"{address}/plan").text
    assert "Begun in September." in plan
    assert "version 2" in plan
    assert manager.get(f"{address}/plan?version=1").status_code == 200
    assert manager.get(f"{address}/plan?version=7").status_code == 404
    assert manager.post(f"{address}/review", going).status_code == 409
    with unit_of_work() as work:
        found = plan_in_force(work.session, story.case)
        assert found is not None
        assert len(found.actions) == 6
        assert work.session.get_one(Case, story.case).risk == "medium"


def test_plans_are_for_the_officers_of_the_case(
    story: CaseStory, chief: Browser, sign_in: SignIn
) -> None:
    address = planned(story)
    pages = ["/plan", "/review", "/assessment/comprehensive"]
    assert [chief.get(address + path).status_code for path in pages] == [200] * 3
    assert [chief.post(address + path, FOUND).status_code for path in pages] == [404] * 3
    for other in map(sign_in, (OTHER_MANAGER, OTHER_HEAD, ADMIN)):
        assert [other.get(address + path).status_code for path in pages] == [404] * 3
        assert [other.post(address + path, FOUND).status_code for path in pages] == [404] * 3
