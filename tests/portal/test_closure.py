"""Closing a case, from the proposal to the sealed file: Art. 8(11), 17."""

from datetime import timedelta
from html import unescape

import pytest

from casework.case import closure
from casework.record.table import planned_meeting
from casework.table import record_correction
from casework.table.chair_correction import Because
from casework.table.record_correction import WasSo
from models.case import Case
from models.session import unit_of_work
from rules.composition import Relation
from rules.planning import ActionStatus
from simulation import by_code
from simulation.life import CaseStory
from simulation.people import PASSWORD
from simulation.stage import member_acting
from tests.builders import HEAD, MANAGER, SILENT
from tests.casework.case.test_age_closing import born, closed_on_the_birthday, eighteen_before
from tests.casework.case.test_late_actions import both_are_asked, both_of, receive
from tests.casework.table.test_closing_day import corrected, on_a_death
from tests.conftest import At
from tests.portal.acts import ADMIN, OTHER_HEAD, OTHER_MANAGER, of_today, planned
from tests.portal.conftest import Browser, SignIn
from tests.portal.test_known import kin
from tests.scenes import CLOSURE_MEETING

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


@pytest.mark.article("5(1.5)", "15(1)", "8(11)")
def test_the_planning_page_asks_which_meeting_it_is_while_closing_is_prepared(
    story: CaseStory, manager: Browser, chief: Browser
) -> None:
    address = proposed(story, manager)
    chief.get(address)
    chief.post(f"{address}/decision", {"decision": "approve"})
    planning = address.replace("/closure", "/meeting")
    assert "the monthly review goes on until the table decides" in manager.get(planning).text
    date = {"chosen": "other", "other_day": "12.10.2026", "hour": "10:00", "place": "Room 2"}
    answer = manager.post(planning, date)
    assert answer.status_code == 422
    assert "Choose the review of the plan or the closure." in answer.text
    assert 'value="review" checked' in manager.get(f"{planning}?about=review").text
    assert manager.post(planning, date | {"about": "review"}).status_code == 303
    with unit_of_work() as work:
        assert planned_meeting(work.session, story.case).kind == "review"
    assert "This meeting reviews the plan." in manager.get(address).text


@pytest.mark.article("15(2)", "5(1.5)")
def test_the_findings_page_stays_open_while_closing_is_prepared(
    story: CaseStory, manager: Browser, chief: Browser
) -> None:
    address = f"{planned(story)}/closure"
    story.convene_review()
    story.report()
    story.meet()
    manager.get(address)
    assert manager.post(address, PROPOSAL).status_code == 303
    chief.get(address)
    chief.post(f"{address}/decision", {"decision": "approve"})
    assert phase(story) == "closure"
    page = manager.get(address.replace("/closure", "/review")).text
    assert "Put the review on record" in page
    assert "Write down the findings of the review" in manager.get("/").text


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


@pytest.mark.article("17(5)")
def test_a_form_that_was_signed_stays_and_the_day_on_record_stands_beside_it(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("decided")
    member, meeting = case.seat(SILENT), case.closure_met()
    with member_acting(member) as work:
        paper = case.closure().id
        closure.sign(work, paper, **by_code.signing_of(work, paper, member))
    manager, page = sign_in(MANAGER), f"/cases/{case.row().number}/closure"
    assert "What was signed stays" not in manager.get(page).text
    with case.manager() as work:
        earlier = WasSo(on=meeting.met_on - timedelta(days=1))
        record_correction.correct(work, meeting.id, earlier, Because("Shënimet.", "Gabim."))
    shown = manager.get(page).text
    assert "The table closed the case on" in shown
    assert "What was signed stays as it is" in shown


@pytest.mark.article("17(3.5)", "17(5)")
def test_the_day_of_death_on_record_stands_beside_a_form_that_was_signed(
    a_case: At, sign_in: SignIn
) -> None:
    case, member = on_a_death(a_case)
    manager, page = sign_in(MANAGER), f"/cases/{case.row().number}/closure"
    corrected(case, case.begins)
    assert f"{case.begins:%-d}" in manager.get(page).text
    assert "What was signed stays" not in manager.get(page).text
    with member_acting(member) as work:
        paper = case.closure().id
        closure.sign(work, paper, **by_code.signing_of(work, paper, member))
    corrected(case, case.begins + timedelta(days=1))
    shown = manager.get(page).text
    assert "The child died on" in shown
    assert "What was signed stays as it is" in shown


@pytest.mark.article("17(3.2)")
def test_a_closing_on_an_age_that_was_none_says_why_it_fell(a_case: At, sign_in: SignIn) -> None:
    case, met, fact = closed_on_the_birthday(a_case)
    manager, page = sign_in(MANAGER), f"/cases/{case.row().number}/closure"
    born(case, eighteen_before(met + timedelta(days=1)), fact)
    shown = manager.get(page).text
    assert "fell: by the record the child was not eighteen" in shown
    assert "Dita u lexua gabim." in shown
    assert "17(3.2)" in shown


@pytest.mark.article("17(3.3)")
def test_the_other_centres_letter_has_its_own_fields_beside_the_decision(
    a_case: At, sign_in: SignIn
) -> None:
    """The browser of the tests refuses a page on which an id stands twice."""
    case = a_case("closure_proposed")
    manager, head = sign_in(MANAGER), sign_in(HEAD)
    address = f"/cases/{case.row().number}/closure"
    head.post(f"{address}/decision", {"decision": "return", "note": "Te qendra tjetër."})
    moves = PROPOSAL | {"ground": "X3", "on": f"{case.clock.today():%d.%m.%Y}"}
    assert manager.post(address, moves).status_code == 303
    assert head.post(f"{address}/decision", {"decision": "approve"}).status_code == 303
    case.stage.settle()
    case.convene(case.at(CLOSURE_MEETING))
    case.meet()
    case.record_opinions()
    page = manager.get(address).text
    assert 'name="letter"' in page
    assert 'name="close"' in page


@pytest.mark.article("17(3.1)", "15(2)")
def test_what_is_reported_as_done_and_not_written_down_stands_beside_a_closing(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("assessed", both_are_asked)
    for_meeting, question = both_of(case)
    asks = "Reported as completed, which no review has written down yet"
    page = f"/cases/{case.row().number}/closure"
    manager = sign_in(MANAGER)
    assert asks not in manager.get(page).text
    receive(for_meeting, ActionStatus.COMPLETED, question)
    shown = manager.get(page).text
    said = unescape(shown.split(asks)[1].split("</ul>")[0])
    done, *others = [each.action or "" for each in case.plans()[-1].actions]
    assert done in said
    assert not any(each in said for each in others)
