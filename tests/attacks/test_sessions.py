"""A8: a fixed or stolen cookie, a form from before; what a fresh second factor is asked for."""

import re
from datetime import timedelta

import pytest

from core.clock import FrozenClock
from models.people import Account
from models.session import unit_of_work
from tests.builders import ADMIN, HEAD, MANAGER
from tests.conftest import At
from tests.portal.conftest import Browser, SignIn, code_of, session_of


def test_signing_in_makes_session_and_secret_of_forms_anew(browser: Browser, head: Account) -> None:
    browser.client.cookies.set("staff", "fixed by somebody else")
    browser.get("/sign-in")
    before = browser.client.cookies["visit"]
    answer = browser.sign_in()
    assert answer.status_code == 303
    set_now = "\n".join(answer.headers.get_list("set-cookie"))
    assert re.search(r"staff=(?!fixed)", set_now)
    assert browser.client.cookies["visit"] != before
    assert "staff=" in set_now
    assert "known=" in set_now


def test_the_second_step_is_of_this_browser_and_of_ten_minutes(
    browser: Browser, head: Account, real_time: FrozenClock
) -> None:
    assert browser.get("/sign-in/code").headers["location"].startswith("/sign-in?")
    browser.get("/sign-in")
    right = {"email": "head@qps.example", "password": "a long enough sentence"}
    assert browser.post("/sign-in", right).status_code == 303
    step = browser.client.cookies["step"]
    browser.client.cookies.set("visit", "0" * 64)  # another browser with a stolen step
    browser.client.cookies.set("step", step)
    real_time.moment += timedelta(minutes=11)
    assert browser.get("/sign-in/code").status_code == 303


def test_own_sessions_are_seen_and_ended(
    a_case: At, sign_in: SignIn, real_time: FrozenClock
) -> None:
    a_case("referred")
    here, there = sign_in(MANAGER), sign_in(MANAGER)
    page = here.get("/account").text
    ended = re.findall(r'action="(/account/sessions/[0-9a-f-]+/end)"', page)
    assert len(ended) == 1
    assert there.get("/").status_code == 200
    assert here.post(ended[0]).status_code == 303
    assert there.get("/").status_code == 303
    stranger = sign_in(HEAD)
    own = stranger.get("/account").text
    assert ended[0] not in own
    third = sign_in(MANAGER)
    here.get("/account")
    assert here.post("/account/sessions/end").status_code == 303
    assert third.get("/").status_code == 303
    assert here.get("/").status_code == 200


def test_a_strangers_session_is_not_ended_by_its_id(
    a_case: At, sign_in: SignIn, real_time: FrozenClock
) -> None:
    a_case("referred")
    manager, other = sign_in(MANAGER), sign_in(MANAGER)
    found = re.search(r'action="(/account/sessions/[0-9a-f-]+/end)"', manager.get("/account").text)
    assert found is not None
    head = sign_in(HEAD)
    head.get("/account")
    head.post(found[1])
    assert other.get("/").status_code == 200


@pytest.mark.article("17(3)")
def test_an_old_factor_is_asked_again_and_nothing_typed_is_lost(
    a_case: At, sign_in: SignIn, real_time: FrozenClock
) -> None:
    case = a_case("closure_proposed")
    head, address = sign_in(HEAD), f"/cases/{case.row().number}/closure"
    real_time.moment += timedelta(minutes=11)
    head.get(address)
    typed = {"decision": "return", "note": "Not yet: <b>the school</b> has not answered."}
    asked = head.post(f"{address}/decision", typed)
    assert asked.status_code == 401
    assert "Show once more that it is you" in asked.text
    assert "&lt;b&gt;the school&lt;/b&gt;" in asked.text
    found = re.search(r'name="once" value="(\w+)"', asked.text)
    assert found is not None
    wrong = head.post(f"{address}/decision", typed | {"fresh_code": "000000"})
    assert wrong.status_code == 401
    assert "This code is not right" in wrong.text
    sent = typed | {"fresh_code": code_of(HEAD, real_time)}
    assert head.post(f"{address}/decision", sent).status_code == 303
    assert case.row().number in head.get(address).text


@pytest.mark.article("17(3)")
def test_what_is_missing_is_said_before_the_factor_is_asked(
    a_case: At, sign_in: SignIn, real_time: FrozenClock
) -> None:
    case = a_case("closure_proposed")
    head, address = sign_in(HEAD), f"/cases/{case.row().number}/closure"
    real_time.moment += timedelta(minutes=11)
    head.get(address)
    still_to_come = {"decision": "approve", "on": str(case.clock.today() + timedelta(days=1))}
    refused = head.post(f"{address}/decision", still_to_come)
    assert refused.status_code == 409
    assert "is still to come" in refused.text
    assert head.post(f"{address}/decision", {"decision": "approve"}).status_code == 401
    assert case.closure().approved_at is None, "it was tried, and nothing of it stays"


def test_who_changes_people_shows_once_more_that_it_is_they(
    a_case: At, sign_in: SignIn, real_time: FrozenClock
) -> None:
    a_case("referred")
    admin, head = sign_in(ADMIN), sign_in(HEAD)
    real_time.moment += timedelta(minutes=11)
    admin.get("/accounts")
    head.get("/deputy")
    assert admin.post("/accounts", {"name": "Somebody"}).status_code == 401
    assert head.post("/deputy", {"ground": "x"}).status_code == 401
    assert head.post("/account/recovery", {"agreed": "yes"}).status_code == 401


def test_disabling_ends_every_session_at_once(
    a_case: At, sign_in: SignIn, real_time: FrozenClock
) -> None:
    case = a_case("referred")
    admin, manager = sign_in(ADMIN), sign_in(MANAGER)
    one = f"/accounts/{case.account(MANAGER).id}"
    admin.get(one)
    assert admin.post(f"{one}/change", {"to": "disabled"}).status_code == 303
    assert manager.get("/").status_code == 303
    assert session_of(MANAGER, real_time) is None
    own = f"/accounts/{case.account(ADMIN).id}"
    assert admin.post(f"{own}/change", {"to": "disabled"}).status_code == 409
    with unit_of_work() as work:
        assert work.session.get_one(Account, case.account(ADMIN).id).disabled_at is None
