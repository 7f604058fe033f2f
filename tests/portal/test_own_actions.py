"""An action that the case manager or the centre answers for, on the pages: Art. 4(1), 13(2.2)."""

import pytest

from rules.own_actions import OfTheCentre
from simulation.life import CaseStory
from tests.portal.acts import fields_of, of_today
from tests.portal.conftest import Browser
from tests.portal.test_planning import a_row, settled

NAMED = "Case manager: "
LATE = "An action that the centre itself answers for is not completed"


@pytest.mark.article("4(1)", "13(2.2)", "14(1)", "14(2)")
def test_the_centre_answers_for_an_action_and_its_lateness_reaches_the_head(
    story: CaseStory, manager: Browser, chief: Browser
) -> None:
    address = f"{settled(story, manager)}/plan"
    form = manager.get(address).text
    assert NAMED in form
    assert "The centre itself" in form
    chosen = [value for name, value in fields_of(form).items() if name.endswith(".responsible")]
    assert not any(any(value) for value in chosen)  # nobody is chosen beforehand
    due = story.in_days(2)
    rows = a_row(story, responsible=OfTheCentre.MANAGER, due_on=f"{due:%d.%m.%Y}")
    rows |= a_row(story, 1, responsible=OfTheCentre.CENTRE)
    assert manager.post(address, {"goal": "Safe"} | rows).status_code == 303
    page = manager.get(address).text
    assert NAMED in page
    assert "The centre itself" in page
    assert LATE not in chief.get("/").text
    story.wait(4)
    assert "Carry out an action that the centre answers for" in manager.get("/").text
    assert LATE in chief.get("/").text
    late = chief.get(address).text
    assert "no superior is notified" in late
    assert "Ask the person responsible" not in late
    link = page.split("/plan/actions/")[1].split('"')[0]
    own = f"{address}/actions/{link}"
    manager.get(own)
    assert manager.post(own, {"words": "Visited."}).status_code == 422
    assert chief.post(own, {"status": "completed"} | of_today(story)).status_code in {403, 404}
    typed = {"status": "completed", "words": "Visited on Monday."}
    typed |= of_today(story)
    assert manager.post(own, typed).status_code == 303
    assert "Visited on Monday." in chief.get(own).text
    assert "the manager recorded: completed" in manager.get(address).text
    assert LATE not in chief.get("/").text
