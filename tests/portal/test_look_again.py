"""The day by which one action is reviewed, asked for and shown: Annex 1, Art. 5(1.5), 15(1)."""

from datetime import timedelta

import pytest

from simulation.life import CaseStory
from tests.portal.acts import fields_of
from tests.portal.conftest import Browser
from tests.portal.test_planning import a_row, settled

ASKED = "Deadline for reviewing the action"


@pytest.mark.article("5(1.5)", "15(1)")
def test_a_day_of_review_is_asked_for_shown_and_late(
    story: CaseStory, manager: Browser, chief: Browser
) -> None:
    home = settled(story, manager)
    address = f"{home}/plan"
    form = manager.get(address).text
    assert ASKED in form
    asked = [value for name, value in fields_of(form).items() if name.endswith("look_again_on")]
    assert asked
    assert not any(any(value) for value in asked)  # nothing is filled in
    rows = a_row(story) | a_row(story, 1)
    passed = story.stage.today()
    wrong = manager.post(
        address, {"goal": "Safe", "actions.0.look_again_on": f"{passed:%d.%m.%Y}"} | rows
    )
    assert wrong.status_code == 422
    assert f"{passed:%d.%m.%Y}" in wrong.text
    day = story.stage.today() + timedelta(days=3)
    typed = {"goal": "Safe", "actions.0.look_again_on": f"{day:%d.%m.%Y}"} | rows
    assert manager.post(address, typed).status_code == 303
    assert "review of the action by" in manager.get(address).text
    assert "Review an action with the table by its own day" in manager.get("/").text
    paper = manager.get(f"{home}/form").text
    assert ASKED in paper
    assert "with the plan, by" in paper  # the other one
    late = "The review of an action by its own day is awaited"
    assert late not in chief.get("/").text
    story.wait(5)
    assert late in chief.get("/").text
