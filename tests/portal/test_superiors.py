"""A letter to a superior, the reply, and who stands above an institution: Art. 14(3.2)."""

from datetime import timedelta
from uuid import UUID

import pytest

from models.case import Member
from models.plan import ReportRequest
from models.session import unit_of_work
from rules.planning import ActionStatus
from simulation.life import CaseStory
from tests.builders import MANAGER
from tests.casework.case.test_late_actions import both_asked, receive
from tests.conftest import At
from tests.portal.acts import fields_of
from tests.portal.conftest import Browser, SignIn
from tests.portal.test_reports import missing, silent_one


@pytest.mark.article("14(3.2)")
def test_a_letter_is_the_notice_and_its_reply_is_kept(
    story: CaseStory, manager: Browser, chief: Browser
) -> None:
    home = silent_one(story, instructed=False)
    address, today = f"{home}/{missing(story).id}", f"{story.stage.today():%d.%m.%Y}"
    assert f"{address}/told" in manager.get(home).text
    letter = {"means": "letter", "on": today, "number": "14/2026"}
    asked = manager.post(f"{address}/told", letter)
    assert asked.status_code == 422
    assert "14/2026" in asked.text
    early = manager.post(f"{address}/reply", {"came": "no"})
    assert early.status_code == 409
    assert manager.post(f"{address}/told", letter | {"place": "Paper file"}).status_code == 303
    assert "by letter" in manager.get(home).text
    wordless = manager.post(f"{address}/reply", {"came": "yes", "came_on": today})
    assert wordless.status_code == 422
    reply = {"came": "yes", "came_on": today, "words": "It will come."}
    assert chief.post(f"{address}/reply", reply).status_code == 404
    assert manager.post(f"{address}/reply", reply).status_code == 303
    page = chief.get(f"{address}/reply").text
    assert "It will come." in page
    assert "Paper file" in page
    shown_as_silence_that_was_none(manager, address, home)


def shown_as_silence_that_was_none(manager: Browser, address: str, home: str) -> None:
    """The report had come in time, on paper: each page that shows the notice says so."""
    with unit_of_work() as work:
        due = work.session.get_one(ReportRequest, UUID(address.rpartition("/")[2])).due_on
    form = fields_of(manager.get(address).text) | {"done": "Two visits.", "concerns": ""}
    typed = form | {"on": f"{due:%d.%m.%Y}", "actions.0.status": "in_process"}
    assert manager.post(address, typed).status_code == 303
    for page in (home, address):
        assert "<s>superior notified on" in manager.get(page).text
        assert "the notice does not hold." in manager.get(page).text
    assert "Tell the superior that it does not hold" in manager.get(home).text


@pytest.mark.article("14(2)", "14(3.3)")
def test_a_report_for_the_meeting_is_the_word_on_an_action_whose_day_passed(
    a_case: At, sign_in: SignIn
) -> None:
    case, manager = a_case("assessed"), sign_in(MANAGER)
    for_meeting, question = both_asked(case)
    case.stage.move_to(question.due_on + timedelta(days=1))
    home = f"/cases/{case.row().number}"
    assert "no word" in manager.get(f"{home}/reports").text
    page = manager.get(home).text
    asked = page.count("Decide whether the superior is notified")
    assert asked
    assert "A member has still to say what became of an action whose day has passed" in page
    assert "action 1" in page
    assert "progress reports are missing" in page
    own = f"{home}/reports/{question.id}"
    assert manager.get(own).headers["location"] == f"{own}/word"
    paper, notice = manager.get(f"{own}/word").text, manager.get(f"{own}/notice").text
    for words in ("What became of action 1", "Put the answer on record"):
        assert words in paper
    assert "The answer was due" in notice
    assert "what became of the action" in notice
    for page_of_action in (paper, notice):
        assert "eport on paper" not in page_of_action
        assert "eport was due" not in page_of_action
        assert "a report was asked for" not in page_of_action
    receive(for_meeting, ActionStatus.COMPLETED, question)
    case.stage.settle()
    page = manager.get(f"{home}/reports").text
    assert "no word" not in page
    assert "not owed any more" in page
    assert "word came on" in page
    assert manager.get(home).text.count("Decide whether the superior is notified") < asked
    read = manager.get(f"{home}/reports/{question.id}")
    assert (read.status_code, read.headers["location"]) == (
        303,
        f"{home}/reports/{for_meeting.id}",
    )


@pytest.mark.article("14(3.2)", "14(3.3)")
def test_an_unknown_superior_is_named_where_the_duty_leads(a_case: At, sign_in: SignIn) -> None:
    case, manager = a_case("assessed"), sign_in(MANAGER)
    for_meeting, question = both_asked(case)
    with unit_of_work() as work:
        member = work.session.get_one(Member, question.member_id)
        member.professional.superior_email = None
        name = member.professional.name
    case.stage.move_to(for_meeting.due_on + timedelta(days=1))
    home = f"/cases/{case.row().number}"
    contact = f"{home}/members/{question.member_id}/contact"
    for page in (home, f"{home}/reports", "/", f"{home}/members/{question.member_id}/absence"):
        assert contact in manager.get(page).text, page
    lines = manager.get(home).text
    for asked in ("action 1", "report for the meeting of "):  # two lines about one person
        assert f"{name} · {asked}" in lines
    form = manager.get(contact)
    known = fields_of(form.text) | {"superior_name": "Ana Krasniqi", "reason": "The office"}
    assert (
        manager.post(contact, known | {"superior_email": "ana@komuna.example"}).status_code == 303
    )
    assert contact not in manager.get(home).text
    assert "Notify the superior" in manager.get(f"{home}/reports").text


@pytest.mark.article("14(3.2)")
def test_the_head_names_a_superior_for_an_institution(
    story: CaseStory, manager: Browser, chief: Browser
) -> None:
    page = chief.get("/superiors").text
    with_name = {"institution": "Policia e Kosovës", "name": "Ana Krasniqi", "language": "sr"}
    assert "Ana Krasniqi" not in page
    assert chief.post("/superiors", with_name).status_code == 422
    known = {"mail": "ana@policia.example"}
    landline = chief.post("/superiors", with_name | known | {"phone": "038 200 100"})
    assert landline.status_code == 422
    assert "takes no SMS" in landline.text
    known |= {"phone": "044 111 222"}
    unknown = chief.post("/superiors", with_name | known | {"institution": "Nobody's"})
    assert unknown.status_code == 404
    name = page.split('<option value="')[2].split('"')[0]
    assert chief.post("/superiors", with_name | known | {"institution": name}).status_code == 303
    page = chief.get("/superiors").text
    assert "Ana Krasniqi" in page
    assert "+38344111222" in page
    assert manager.get("/superiors").status_code in {403, 404}
