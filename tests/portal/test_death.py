"""A child's death entered, what the pages say of it, and its correction: Art. 17(3.5)."""

import pytest

from rules.composition import Relation
from simulation.life import CaseStory
from tests.portal.acts import planned
from tests.portal.conftest import Browser
from tests.portal.test_known import form, kin
from tests.portal.test_reports import missing, silent_one

PROPOSAL = {"ground": "X5", "assessment": "The child has died."}


@pytest.mark.article("17(3.5)")
def test_a_death_is_said_on_the_case_and_corrected_where_it_was_a_mistake(
    story: CaseStory, manager: Browser, chief: Browser
) -> None:
    case = planned(story)
    today = f"{story.stage.today():%d.%m.%Y}"
    address = f"{case}/known/{kin(story)}/death"
    assert "On which day?" in manager.get(address).text
    manager.get(f"{case}/closure")
    refused = manager.post(f"{case}/closure", PROPOSAL)
    assert refused.status_code == 409
    assert "It is not on record that the child has died." in refused.text
    moves = {
        "ground": "X4",
        "detail": "To Vienna.",
        "best_interest": "Kin.",
        "assessment": "Moves.",
    }
    assert manager.post(f"{case}/closure", moves).status_code == 303
    fields = form(manager, address, choice="yes", source="The police", valid_from=today)
    assert manager.post(address, fields).status_code == 303
    assert "What is no longer needed has stopped" in manager.get(f"{case}/known").text
    assert "No other ground closes the case any more." in manager.get(f"{case}/closure").text
    assert "The parents are asked what they think." in manager.get(f"{case}/closure").text
    assert "No other ground" not in chief.get(f"{case}/closure").text
    page = manager.get(case).text
    assert "The child has died" in page
    assert ": has died" in page
    assert "The police" in page
    assert "Call an extraordinary meeting" not in page
    assert "Recommend to the table that the case is closed" in page
    assert "The child has died" in chief.get(case).text
    assert "entered by mistake" not in chief.get(case).text
    manager.post(f"{case}/closure", PROPOSAL)
    asked = manager.get(f"{case}/closure").text
    assert "has died; nobody asks for an opinion" in asked
    assert "gave way, because the child has died" in asked
    said = {"outcome": "said", "words": "Kept words", "of_child": "yes", "on": today}
    story.wait(1)
    tomorrow = {"on": f"{story.stage.today():%d.%m.%Y}"}
    opinion = f"{case}/closure/opinions/{kin(story, Relation.CHILD)}"
    answer = manager.post(opinion, said | tomorrow)
    assert answer.status_code == 409
    assert "Kept words" in answer.text
    assert manager.post(opinion, said).status_code == 303  # what the child said before is kept
    wrong = form(manager, address, choice="no", source="The hospital", how="change")
    assert "correct it, and write how it came about" in manager.post(address, wrong).text
    right = wrong | {"how": "correction", "reason": "It was another child."}
    assert manager.post(address, right).status_code == 303
    for browser in (manager, chief):
        closing = browser.get(f"{case}/closure").text
        assert "fell, because its ground is no longer a fact" in closing
        assert "It was another child." in closing
        assert "Decide" not in closing
    assert "The child has died. " not in manager.get(case).text
    assert "Call an extraordinary meeting" in manager.get(case).text
    assert "It was another child." in manager.get(f"{case}/known").text


@pytest.mark.article("14(3.2)", "17(3.5)")
def test_the_page_of_reports_says_what_was_late_before_and_that_a_letter_says_it(
    story: CaseStory, manager: Browser, chief: Browser
) -> None:
    address = silent_one(story, instructed=False)
    notice = f"{address}/{missing(story).id}/notice"
    assert notice in manager.get(address).text
    case = address.rpartition("/")[0]
    death = f"{case}/known/{kin(story)}/death"
    today = f"{story.stage.today():%d.%m.%Y}"
    fields = form(manager, death, choice="yes", source="The police", valid_from=today)
    assert manager.post(death, fields).status_code == 303
    for browser in (manager, chief):
        page = browser.get(address).text
        assert "No report is owed any more" in page
        assert "not owed any more" not in page
        assert notice not in page
    asked = manager.get(notice).text
    assert "No report is owed any more" in asked
    assert f"{address}/{missing(story).id}/told" in asked
    answer = manager.post(notice)
    assert answer.status_code == 409
    assert "The child has died: no mail goes to a superior any more." in answer.text
    assert "can be said by letter or call" in answer.text
