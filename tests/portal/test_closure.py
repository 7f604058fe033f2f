"""Closing a case, from the proposal to the sealed file: Art. 8(11), 17."""

from datetime import timedelta

import pytest

from models.case import Case
from models.session import unit_of_work
from rules.composition import Relation
from simulation.life import CaseStory
from simulation.people import PASSWORD
from tests.portal.acts import ADMIN, OTHER_HEAD, OTHER_MANAGER, of_today, planned
from tests.portal.conftest import Browser, SignIn
from tests.portal.test_known import kin

PROPOSAL = {
    "ground": "X4",
    "detail": "Moves to her aunt in Vienna.",
    "best_interest": "The aunt is family.",
    "assessment": "Nothing is left to do here.",
}
CHILD = {"outcome": "not_possible", "words": "Two years old.", "of_child": "yes"}
MOTHER = {"outcome": "said", "words": "The mother agrees.", "asked_by": "Blerim Hoxha"}


def proposed(story: CaseStory, manager: Browser) -> str:
    address = f"{planned(story)}/closure"
    manager.get(address)
    assert manager.post(address, PROPOSAL).status_code == 303
    return address


def opinion_of(story: CaseStory, relation: Relation) -> str:
    return f"/cases/{story.number()}/closure/opinions/{kin(story, relation)}"


def phase(story: CaseStory) -> str:
    with unit_of_work() as work:
        return work.session.get_one(Case, story.case).phase


@pytest.mark.article("17(1)", "17(3)")
def test_a_ground_that_the_file_does_not_carry_is_refused(
    story: CaseStory, manager: Browser
) -> None:
    address = f"{planned(story)}/closure"
    manager.get(address)
    wrong = [
        ({"ground": "X1"}, 409, "The plan is not completed (open actions: "),
        ({"ground": "X2"}, 409, "The child has not turned eighteen."),
        ({"ground": "X4", "detail": " "}, 422, "Name the centre or country that takes over"),
        ({"ground": "X4", "best_interest": ""}, 422, "Write why it is, beside the country."),
        ({"ground": "X9"}, 422, "Choose one of these."),
        ({"ground": ""}, 422, "Choose the ground that applies."),
        ({"assessment": ""}, 422, "Write why the case can be closed."),
    ]
    for changes, status, said in wrong:
        answer = manager.post(address, PROPOSAL | {"after_eighteen": "Kept words"} | changes)
        assert answer.status_code == status
        assert said in answer.text
        assert "Kept words" in answer.text


@pytest.mark.article("17(3)")
def test_the_head_sends_a_proposal_back(story: CaseStory, manager: Browser, chief: Browser) -> None:
    address = proposed(story, manager)
    assert "waits for the head" in manager.get(address).text
    assert manager.post(address, PROPOSAL).status_code == 409
    assert manager.post(f"{address}/decision", {"decision": "approve"}).status_code == 404
    assert "Nothing is left to do here." in chief.get(address).text
    assert chief.post(f"{address}/decision", {"note": "Kept words"}).status_code == 422
    back = {"decision": "return", "note": "The aunt is not heard yet."}
    story.stage.move_to(story.stage.today() + timedelta(days=1))
    back["on"] = f"{story.stage.today() - timedelta(days=1):%d.%m.%Y}"
    assert chief.post(f"{address}/decision", back).status_code == 303
    page = manager.get(address).text
    assert "The aunt is not heard yet." in page
    assert "entered on" in page
    assert chief.post(f"{address}/decision", back).status_code == 409
    assert manager.post(address, PROPOSAL).status_code == 303


@pytest.mark.article("17(3)")
def test_other_circumstances_stand_in_the_annex_alone_and_are_warned_of(
    story: CaseStory, manager: Browser, chief: Browser
) -> None:
    address = f"{planned(story)}/closure"
    assert "Art. 17(3) lists no such ground" in manager.get(address).text  # beside the choice
    other = PROPOSAL | {"ground": "X6", "detail": " "}
    assert manager.post(address, other).status_code == 422
    other["detail"] = "The referral was about another child."
    assert manager.post(address, other).status_code == 303
    for browser in (manager, chief):
        page = browser.get(address).text
        assert "Other circumstances stand in Annex 1 alone" in page
        assert "The referral was about another child." in page
    assert chief.post(f"{address}/decision", {"decision": "approve"}).status_code == 303


@pytest.mark.article("8(11)", "17(2)", "17(3)", "17(5)")
def test_a_case_is_closed_station_by_station(
    story: CaseStory, manager: Browser, chief: Browser
) -> None:
    address = proposed(story, manager)
    chief.get(address)
    assert chief.post(f"{address}/decision", {"decision": "approve"}).status_code == 303
    story.stage.settle()
    manager.days = of_today(story)
    child, mother = (opinion_of(story, each) for each in (Relation.CHILD, Relation.MOTHER))
    answer = manager.post(mother, {"outcome": "not_asked", "asked_by": "Kept words"})
    assert answer.status_code == 422
    assert "Write the reason; that nobody asked is a reason only together with why." in answer.text
    assert "Kept words" in answer.text
    assert manager.post(f"{address}/decide", {"close": "yes"}).status_code == 409
    assert manager.post(child, CHILD).status_code == 303
    assert manager.post(f"{address}/decide", {"close": "yes"}).status_code == 409
    assert manager.post(mother, MOTHER).status_code == 303
    page = manager.get(address).text
    assert "Blerim Hoxha" in page
    assert "does not sit at the table" in page  # the father, who may be asked all the same
    assert "The mother agrees." in manager.get(mother).text
    story.convene(story.in_days(14))
    story.report()
    story.meet()
    manager.days = of_today(story)
    assert manager.post(f"{address}/decide", {}).status_code == 422
    assert manager.post(f"{address}/decide", {"close": "yes"}).status_code == 303
    story.stage.settle()
    answer = manager.post(mother, MOTHER | {"words": "Kept words"})
    assert answer.status_code == 409
    assert "the opinions stand in the form that is signed" in answer.text
    page = manager.get(address).text
    assert "The mother agrees." in page
    assert "Kept words" not in page
    assert manager.post(f"{address}/sign", {"password": PASSWORD, "shown": ""}).status_code == 409
    story.write_minutes()
    story.sign_minutes()
    sign_the_closing_form(story, manager, address)
    story.stage.settle()
    assert "The file is sealed." in manager.get(address).text
    assert phase(story) == "closed"
    assert manager.post(address, PROPOSAL).status_code == 409


def sign_the_closing_form(story: CaseStory, manager: Browser, address: str) -> None:
    assert "0 of 7" in manager.get(address).text
    manager.days = of_today(story)
    assert manager.post(f"{address}/sign", {"password": "wrong"}).status_code == 422
    assert manager.post(f"{address}/sign", {"password": PASSWORD}).status_code == 303
    for index, member_id in enumerate(story.members()):
        taken = {"member_id": member_id, "method": "paper" if index else "refused"}
        if not index:
            assert manager.post(f"{address}/paper", taken).status_code == 422
            taken["reason"] = "I was not heard."
        assert manager.post(f"{address}/paper", taken).status_code == 303


@pytest.mark.article("17(3)")
def test_a_case_that_the_table_does_not_close_goes_on(
    story: CaseStory, manager: Browser, chief: Browser
) -> None:
    address = proposed(story, manager)
    chief.get(address)
    chief.post(f"{address}/decision", {"decision": "approve"})
    manager.days = of_today(story)
    manager.post(opinion_of(story, Relation.MOTHER), MOTHER)
    manager.post(opinion_of(story, Relation.CHILD), CHILD)
    story.convene(story.in_days(14))
    story.meet()
    manager.days = of_today(story)
    assert manager.post(f"{address}/decide", {"close": "no"}).status_code == 303
    assert phase(story) == "implementation"
    assert "Propose to close the case" in manager.get(address).text


def test_closures_are_for_the_officers_of_the_case(
    story: CaseStory, manager: Browser, sign_in: SignIn
) -> None:
    address = proposed(story, manager)
    acts = ["", "/decision", "/decide", "/sign", "/paper"]
    for other in map(sign_in, (OTHER_MANAGER, OTHER_HEAD, ADMIN)):
        assert other.get(address).status_code == 404
        body = (
            PROPOSAL
            | {"decision": "approve", "password": PASSWORD, "close": "yes"}
            | of_today(story)
        )
        assert {other.post(address + act, body).status_code for act in acts} == {404}


@pytest.mark.article("17(3)")
def test_an_approval_on_paper_is_entered_with_its_day(
    story: CaseStory, manager: Browser, sign_in: SignIn
) -> None:
    address = proposed(story, manager)
    today = story.stage.today()
    story.stage.move_to(today + timedelta(days=4))
    chief = sign_in("arta.berisha@qps-ferizaj.example")
    assert "I decided earlier" in chief.get(address).text
    word = {"decision": "approve", "on": f"{today + timedelta(days=1):%d.%m.%Y}"}
    assert manager.post(f"{address}/decision", word).status_code == 404
    assert chief.post(f"{address}/decision", word).status_code == 303
    assert "entered on" in manager.get(address).text
