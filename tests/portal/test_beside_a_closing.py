"""What stands beside a closing: what is still to do, a form that was signed, a letter: Art. 17."""

from datetime import timedelta
from html import unescape

import pytest

from casework.case import closure
from casework.record.table import planned_meeting
from casework.table import record_correction
from casework.table.chair_correction import Because
from casework.table.record_correction import WasSo
from models.session import unit_of_work
from rules.planning import ActionStatus
from simulation import by_code
from simulation.life import CaseStory
from simulation.stage import member_acting
from tests.builders import HEAD, MANAGER, SILENT
from tests.casework.case.test_age_closing import born, closed_on_the_birthday, eighteen_before
from tests.casework.case.test_late_actions import both_are_asked, both_of, receive
from tests.casework.table.test_closing_day import corrected, on_a_death
from tests.conftest import At
from tests.portal.acts import planned
from tests.portal.conftest import Browser, SignIn
from tests.portal.test_closure import PROPOSAL, phase, proposed
from tests.scenes import CLOSURE_MEETING


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
