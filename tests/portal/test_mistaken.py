"""The head ends a mistaken or duplicate referral; both cases say so: beside Art. 8(1)."""

import pytest

from casework.case.referral import refer
from models.case import Case
from models.session import unit_of_work
from simulation.life import HEAD, CaseStory
from simulation.seed import officer
from simulation.stage import acting
from tests.portal.acts import met
from tests.portal.conftest import Browser
from tests.scenes import a_referral


def another(story: CaseStory) -> str:
    with acting(HEAD) as work:
        place = officer(work, HEAD).municipality_id
        assert place is not None
        return refer(work, place, a_referral()).number


@pytest.mark.article("8(1)", "8(3)")
def test_a_duplicate_ends_and_leads_to_the_right_case(
    story: CaseStory, manager: Browser, chief: Browser
) -> None:
    story.refer()
    story.prepare()
    right, case = another(story), f"/cases/{story.number()}"
    assert f"{case}/mistaken" in chief.get(case).text
    assert f"{case}/mistaken" not in manager.get(case).text
    assert manager.get(f"{case}/mistaken").status_code in {403, 404}
    chief.get(f"{case}/mistaken")
    fields = {"mistake": "duplicate", "right": "R-99-1", "reason": "Kept words"} | chief.days
    wrong = [
        ({}, 422, "Your centre has no case with this number."),
        ({"right": ""}, 409, "A duplicate is linked to the case"),
        ({"right": story.number()}, 409, "A case is no duplicate of itself."),
        ({"mistake": ""}, 422, "Choose what is wrong with it."),
        ({"reason": "", "right": "Kept words"}, 422, "Write how it came about"),
    ]
    for changes, status, said in wrong:
        answer = chief.post(f"{case}/mistaken", fields | changes)
        assert answer.status_code == status
        assert said in answer.text
        assert "Kept words" in answer.text
    answer = chief.post(f"{case}/mistaken", fields | {"right": right})
    assert answer.status_code == 303, answer.text
    for browser in (chief, manager):
        page = browser.get(case).text
        assert "This referral ended as a duplicate" in page
        assert "Kept words" in page
        assert right in page
        assert "sealed" not in page
    there = chief.get(f"/cases/{right}").text
    assert "Another referral belonged here" in there
    assert story.number() in there
    with unit_of_work() as work:
        assert work.session.get_one(Case, story.case).phase == "closed"
    assert chief.post(f"{case}/mistaken", fields | {"right": right}).status_code == 409


@pytest.mark.article("17(3)")
def test_once_the_table_has_met_the_page_says_whose_decision_it_is(
    story: CaseStory, chief: Browser
) -> None:
    met(story)
    case = f"/cases/{story.number()}"
    assert "/mistaken" not in chief.get(case).text
    page = chief.get(f"{case}/mistaken").text
    assert "how it ends is the table" in page
    assert "<textarea" not in page
