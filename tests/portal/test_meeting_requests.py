"""The manager reads what a member asks for and answers; the head reads it too: Art. 8(4)."""

from datetime import timedelta

import pytest

from casework.table import convening, meeting_requests
from core.settings import Settings
from rules.duties import Duty
from rules.initiative import RequestMeans
from tests.builders import HEAD, MANAGER, PLACE, ACase
from tests.portal.asking import (
    DAY,
    NOT_NOW,
    WHY,
    AtTheLink,
    a_minuted_case,
    ask,
    entering,
    requests,
    seen,
)
from tests.portal.conftest import Browser, SignIn
from tests.portal.members import ADVOCATE, COMMUNITIES, Guest, link_of

__all__ = ["a_minuted_case", "entering"]


@pytest.mark.article("8(4)")
def test_two_requests_are_ticked_where_one_meeting_is_planned(
    at_the_link: AtTheLink, case: ACase, sign_in: SignIn
) -> None:
    for email in (ADVOCATE, COMMUNITIES):
        ask(at_the_link(email))
    first, second = requests()
    number = case.row().number
    manager = sign_in(MANAGER)
    assert WHY in seen(manager.get(f"/cases/{number}/requests/{first.id}").text)
    form = manager.get(f"/cases/{number}/meeting?answers={first.id}").text
    assert f'value="{first.id}" checked' in form
    assert f'value="{second.id}">' in form  # nothing else is ticked beforehand
    fields = {
        "chosen": "other",
        "other_day": f"{case.working_day(40):%d.%m.%Y}",
        "hour": "10:00",
        "place": PLACE,
        "answers": [str(first.id), str(second.id)],
    }
    assert manager.post(f"/cases/{number}/meeting", fields).status_code == 303
    assert "is told that it is called" in seen(manager.get(f"/cases/{number}").text)
    assert Duty.ANSWER_REQUEST not in case.duties()
    page = seen(at_the_link(COMMUNITIES).get("/asked").text)
    assert "a meeting is called" in page
    assert "once the head has agreed the day" in page


@pytest.mark.article("8(4)")
def test_a_ticked_request_that_was_answered_meanwhile_is_refused_and_nothing_is_lost(
    at_the_link: AtTheLink, case: ACase, sign_in: SignIn
) -> None:
    ask(at_the_link(ADVOCATE))
    (request,) = requests()
    number, manager = case.row().number, sign_in(MANAGER)
    manager.get(f"/cases/{number}/meeting")
    with case.manager() as work:
        meeting_requests.refuse(work, request.id, reason=NOT_NOW)
    fields = {"chosen": "other", "other_day": f"{case.working_day(40):%d.%m.%Y}", "hour": "10:00"}
    again = manager.post(
        f"/cases/{number}/meeting", fields | {"place": PLACE, "answers": str(request.id)}
    )
    assert again.status_code == 409
    assert "Art. 8(4)" in again.text
    assert PLACE in seen(again.text)


@pytest.mark.article("8(4)")
def test_the_planned_meeting_is_named_as_the_answer(
    at_the_link: AtTheLink, case: ACase, sign_in: SignIn
) -> None:
    case.convene(case.at(40))
    ask(at_the_link(ADVOCATE))
    (request,) = requests()
    page = f"/cases/{case.row().number}/requests/{request.id}"
    manager = sign_in(MANAGER)
    assert "This meeting answers the request" in manager.get(page).text
    assert manager.post(f"{page}/planned").status_code == 303
    assert "a meeting is called" in manager.get(page).text
    assert "The meeting is on" in at_the_link(ADVOCATE).get("/asked").text
    with case.manager() as work:
        convening.cancel(work, case.case)
    assert "is open again since" in manager.get(page).text
    assert "is open again since" in at_the_link(ADVOCATE).get("/asked").text
    assert "Plan the meeting" in manager.get(page).text


@pytest.mark.article("8(4)")
def test_a_no_needs_its_reason_and_stays_to_be_seen(
    at_the_link: AtTheLink, case: ACase, sign_in: SignIn, browser: Browser, demo: Settings
) -> None:
    ask(at_the_link(ADVOCATE))
    (request,) = requests()
    number = case.row().number
    page = f"/cases/{number}/requests/{request.id}"
    manager = sign_in(MANAGER)
    assert "no request is dismissed without a word" in manager.get(page).text
    refused = manager.post(page, {"reason": "  "})
    assert refused.status_code == 422
    assert "the Regulation has you call the meeting" in seen(refused.text)
    assert manager.post(page, {"reason": NOT_NOW}).status_code == 303
    assert manager.post(page, {"reason": NOT_NOW}).status_code == 409
    for reader, path in (
        (manager, page),
        (manager, f"/cases/{number}"),
        (sign_in(HEAD), f"/cases/{number}"),
        (sign_in(HEAD), f"/cases/{number}/requests"),
    ):
        assert NOT_NOW in seen(reader.get(path).text), path
    mailed = Guest(browser, demo, link_of(ADVOCATE, "asked"))
    assert NOT_NOW in seen(mailed.enter().text)


@pytest.mark.article("8(4)")
def test_the_head_reads_and_the_manager_alone_answers(
    at_the_link: AtTheLink, case: ACase, sign_in: SignIn
) -> None:
    ask(at_the_link(ADVOCATE))
    (request,) = requests()
    page = f"/cases/{case.row().number}/requests/{request.id}"
    chief = sign_in(HEAD)
    assert "The case manager answers it." in chief.get(page).text
    assert chief.post(page, {"reason": NOT_NOW}).status_code == 404
    assert chief.post(f"{page}/planned").status_code == 404
    assert Duty.ANSWER_REQUEST in case.duties()


@pytest.mark.article("8(4)")
def test_a_request_by_telephone_is_entered_with_its_day(case: ACase, sign_in: SignIn) -> None:
    number, manager = case.row().number, sign_in(MANAGER)
    asked_on = case.clock.today() - timedelta(days=2)
    page = f"/cases/{number}/requests"
    assert "Nobody has asked" in manager.get(page).text
    fields = {
        "member": str(case.seat(ADVOCATE)),
        "on": f"{asked_on:%d.%m.%Y}",
        "how": "phone",
        "reason": WHY,
    }
    late = manager.post(page, fields | {"on": f"{case.clock.today() + DAY:%d.%m.%Y}"})
    assert late.status_code == 409
    assert WHY in seen(late.text)
    empty = manager.post(page, {"reason": WHY, "on": ""})
    assert empty.status_code == 422
    assert "Say on which day they asked" in empty.text
    assert manager.post(page, fields).status_code == 303
    (request,) = requests()
    assert (request.asked_on, request.means) == (asked_on, RequestMeans.PHONE)
    assert "by phone" in manager.get(page).text
    strange = fields | {"member": str(case.case)}
    assert manager.post(page, strange).status_code == 404
