"""A late action on the pages: who is waited for, what its member says: Art. 6(1.7), 14(2)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from core.settings import Settings
from models.case import Member
from models.people import MemberLink
from rules.late_actions import ActionWord
from rules.planning import ActionStatus
from tests.builders import HEAD, MANAGER
from tests.casework.case.test_late_actions import both_are_asked, both_of, say
from tests.casework.case.test_late_actions_handed_on import of_the_police
from tests.casework.table.test_succession import SERGEANT, a_sergeant, leave
from tests.conftest import At
from tests.onrecord import reading
from tests.portal.conftest import Browser, SignIn
from tests.portal.members import Guest

LATE = "An action of the plan is late"


@pytest.mark.article("6(1.7)", "14(1)", "14(2)", "14(3.3)")
def test_a_member_answers_by_link_and_the_lines_say_who_is_waited_for(
    browser: Browser, a_case: At, sign_in: SignIn, demo: Settings
) -> None:
    case = a_case("assessed", both_are_asked)
    _, question = both_of(case)
    home, today = f"/cases/{case.row().number}", case.clock.today()
    with reading() as work:
        link = select(MemberLink).where(MemberLink.subject_id == question.id)
        way = f"/l/{work.session.scalars(link).one().token}"
        member = work.session.get_one(Member, question.member_id)
        name = member.professional.name
    manager, chief = sign_in(MANAGER), sign_in(HEAD)
    for page in (manager.get("/").text, chief.get("/").text, manager.get(home).text):
        assert LATE in page
        assert "action 1" in page
        assert "day of the plan" in page
    assert f"{name} is waited for" in manager.get(f"{home}/plan").text
    assert "No word on this action has come." in chief.get(f"{home}/plan").text
    guest = Guest(browser, demo, way)
    guest.enter()
    assert "late since" in guest.get("/action").text
    assert guest.get("/report").headers["location"] == f"{guest.home}/action"
    until = today + timedelta(days=9)
    typed = {"status": "in_process", "words": "The school had no place.", "until": "1.2.2020"}
    wrong = guest.post("/action", typed)
    assert wrong.status_code == 422
    assert "The school had no place." in wrong.text
    typed["until"] = f"{until:%d.%m.%Y}"
    unfit = guest.post("/action", typed | {"done_on": f"{today:%d.%m.%Y}"})
    assert unfit.status_code == 422
    assert guest.post("/action", typed).status_code == 303
    said = guest.get("/action").text
    assert "The school had no place." in said
    assert "asks the table for another day" in said
    assert "asks for another day: the table decides" in manager.get("/").text
    plan = chief.get(f"{home}/plan").text
    assert f"{name} asks for another day" in plan
    assert "The school had no place." in plan
    case.clock.moment += timedelta(minutes=1)
    done = {"status": "completed", "words": "Done.", "done_on": f"{today:%d.%m.%Y}"}
    assert guest.post("/action", done).status_code == 303
    assert "You owe nothing on it." in guest.get("/action").text
    assert guest.post("/action", done).status_code == 409
    assert LATE not in chief.get("/").text


@pytest.mark.article("14(2)", "14(3.3)")
def test_the_manager_types_what_was_said_by_letter_or_call(
    browser: Browser, a_case: At, sign_in: SignIn
) -> None:
    assert browser
    case = a_case("assessed", both_are_asked)
    for_meeting, question = both_of(case)
    manager, chief = sign_in(MANAGER), sign_in(HEAD)
    home, today = f"/cases/{case.row().number}/reports", case.clock.today()
    own = f"{home}/{question.id}/word"
    assert own in manager.get(f"/cases/{case.row().number}/plan").text
    manager.get(own)
    typed = {"status": "uncompleted", "words": "They were ill."}
    assert (
        manager.post(own, typed | {"on": ""}).status_code == 422
    )  # on which day it was said is asked
    typed |= {"on": f"{today:%d.%m.%Y}"}
    assert chief.post(own, typed).status_code == 404
    assert "Put the answer on record" not in chief.get(own).text
    assert manager.post(own, typed).status_code == 303
    assert "They were ill." in chief.get(own).text
    case.clock.moment += timedelta(minutes=1)
    more = typed | {"status": "completed", "words": "Now it is.", "done_on": typed["on"]}
    assert manager.post(own, more).status_code == 303
    page = chief.get(own).text
    for words in ("They were ill.", "Now it is.", "done on", "Not late any more"):
        assert words in page
    assert manager.get(f"{home}/{for_meeting.id}/word").status_code == 404
    assert f"{home}/{question.id}/word" in chief.get(home).text


@pytest.mark.article("8(6)", "14(1)", "18(2)")
def test_the_plan_says_who_has_come_and_has_not_declared_and_takes_their_word_then(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("assessed")
    question = of_the_police(case)
    say(case, question, ActionWord(ActionStatus.UNCOMPLETED))
    leave(case, successor=a_sergeant(case))
    manager, home = sign_in(MANAGER), f"/cases/{case.row().number}"
    plan = manager.get(f"{home}/plan").text
    assert "Rreshter Gashi has come in the place" in plan
    assert f"{home}/reports/{question.id}/word" not in plan
    case.declare(case.seat(SERGEANT))
    plan = manager.get(f"{home}/plan").text
    assert "Rreshter Gashi is waited for" in plan
    assert "<p>Fatmir Gashi · Uncompleted, " in plan  # who said it
    assert f"{home}/reports/{question.id}/word" in plan
    word = manager.get(f"{home}/reports/{question.id}/word").text
    assert ": Rreshter Gashi" in word
    assert "<p>Fatmir Gashi · Uncompleted, " in word
    assert "Ende jo." in word


@pytest.mark.article("14(2)", "14(3.3)")
def test_a_word_typed_wrong_is_corrected_and_taken_back(
    browser: Browser, a_case: At, sign_in: SignIn
) -> None:
    assert browser
    case = a_case("assessed", both_are_asked)
    _, question = both_of(case)
    manager, chief = sign_in(MANAGER), sign_in(HEAD)
    home, today = f"/cases/{case.row().number}/reports", case.clock.today()
    own, here = f"{home}/{question.id}/word", f"{home}/{question.id}/correction"
    on = f"{today:%d.%m.%Y}"
    typed = {"status": "completed", "words": "It was another.", "on": on}
    assert manager.post(own, typed).status_code == 303
    assert here in manager.get(own).text
    assert here not in chief.get(own).text
    assert "Put the correction on record" not in chief.get(here).text
    assert "It was another." in manager.get(here).text
    wrong = manager.post(here, typed | {"status": "uncompleted", "words": "Kept.", "reason": ""})
    assert wrong.status_code == 422
    assert "Kept." in wrong.text
    right = typed | {"status": "uncompleted", "words": "Not yet.", "reason": "A slip."}
    assert chief.post(here, right).status_code == 404
    assert manager.post(here, right).status_code == 303
    page = chief.get(own).text
    for words in ("Not yet.", "It was another.", "A slip.", "What stood here before"):
        assert words in page
    assert manager.post(f"{here}/taken-back", {"why": ""}).status_code == 422
    assert chief.post(f"{here}/taken-back", {"why": "None."}).status_code == 404
    assert manager.post(f"{here}/taken-back", {"why": "None at all."}).status_code == 303
    page = chief.get(own).text
    assert "No word on this action has come." in page
    assert "None at all." in page
    again = manager.post(f"{here}/taken-back", {"why": "Kept why."})
    assert again.status_code == 409
    assert "Kept why." in again.text
