"""Officers signing in and out."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import select
from starlette.responses import Response

from core import ids
from core.clock import FrozenClock
from models.people import Account, StaffSession
from models.session import unit_of_work
from portal.limit_words import WORDS
from portal.web import Signed
from rules.sign_in_limits import ALL_LIMITS, LIMITS
from tests.portal.conftest import PASSWORD, PLAIN, Browser, code_of
from tests.waiting import quiet_seconds

WRONG = {"email": "head@qps.example", "password": "wrong"}


def test_the_first_page_asks_to_sign_in_and_leads_back(browser: Browser, head: Account) -> None:
    response = browser.get("/?group=late")
    assert response.headers["location"] == "/sign-in?to=%2F%3Fgroup%3Dlate"
    browser.get(response.headers["location"])
    first = browser.post(
        "/sign-in",
        {"email": "HEAD@qps.example", "password": "a long enough sentence", "to": "/?group=late"},
    )
    assert first.headers["location"] == "/sign-in/code?to=%2F%3Fgroup%3Dlate"
    assert "staff" not in browser.client.cookies
    browser.get(first.headers["location"])
    code = code_of("head@qps.example", browser.clock)
    signed = browser.post("/sign-in/code", {"code": f"{code[:3]} {code[3:]}", "to": "/?group=late"})
    assert signed.status_code == 303
    assert signed.headers["location"] == "/?group=late"


def test_the_header_names_person_role_and_centre(browser: Browser, head: Account) -> None:
    browser.sign_in()
    page = browser.get("/?lang=en").text
    assert "Arta Berisha, head of social services" in page
    assert "CSW Ferizaj" in page
    assert "Municipal roundtable" in page
    assert 'action="/sign-out"' in page


def test_only_a_digest_of_the_session_is_stored(browser: Browser, head: Account) -> None:
    browser.sign_in()
    token = browser.client.cookies["staff"]
    with unit_of_work() as work:
        stored = work.session.scalars(select(StaffSession.token_digest)).one()
    assert stored == ids.digest(token)


@pytest.mark.parametrize("email", ["head@qps.example", "nobody@qps.example"])
def test_a_wrong_pair_never_says_which_half_was_wrong(
    browser: Browser, head: Account, email: str
) -> None:
    browser.get("/sign-in?lang=en")
    response = browser.post("/sign-in", {"email": email, "password": "wrong"})
    assert response.status_code == 422
    assert "Address and password do not belong together" in response.text
    assert "staff" not in browser.client.cookies
    assert "wrong" not in response.text.replace("Something went wrong", "")


def test_a_row_where_none_is_asked_for_breaks_no_page_of_the_door(browser: Browser) -> None:
    """Found by somebody who attacked it, without signing in."""
    browser.get("/sign-in?lang=en")
    for name in ("email", "password"):
        assert browser.post("/sign-in", {f"{name}.0.x": "1"}).status_code == 422


def test_too_many_tries_wait_and_nobody_is_locked_out(
    browser: Browser, head: Account, real_time: FrozenClock
) -> None:
    browser.get("/sign-in")
    for _ in range(LIMITS.ACCOUNT.tries):
        assert browser.post("/sign-in", WRONG).status_code == 422
    browser.get("/sign-in?lang=en")
    refused = browser.sign_in()
    assert refused.status_code == 429
    assert f"Wait {LIMITS.ACCOUNT.minutes} minutes, then try again; how long is our" in refused.text
    real_time.moment += timedelta(minutes=16)
    assert browser.sign_in().status_code == 303
    browser.client.cookies.delete("staff")
    browser.get("/sign-in")
    for _ in range(LIMITS.BROWSER.tries):  # known from now on: an allowance of its own
        assert browser.post("/sign-in", WRONG).status_code == 422
    assert browser.post("/sign-in", WRONG).status_code == 429


@pytest.mark.article("18(1)")
def test_each_limit_of_a_way_in_is_said_with_its_number_and_why(browser: Browser) -> None:
    assert set(WORDS) == set(ALL_LIMITS)
    page = browser.get("/sign-in/limits?lang=en").text
    said = [re.sub(r"<[^>]+>", "", row) for row in re.findall(r"<tr.*?</tr>", page, re.S)]
    (account,) = [row for row in said if "for one account" in row]
    assert re.findall(r"\d+", account)[:3] == ["10", "15", "50"]
    (session,) = [row for row in said if "however busy" in row]
    assert "12 hours" in session
    assert "each number here is our choice" in page


def test_a_right_password_after_wrong_ones_opens_a_new_session(
    browser: Browser, head: Account
) -> None:
    browser.client.cookies.set("staff", "fixed by somebody else")
    browser.sign_in(password="wrong")
    browser.sign_in()
    tokens = [each.value for each in browser.client.cookies.jar if each.name == "staff"]
    assert any(token != "fixed by somebody else" for token in tokens)


@pytest.mark.parametrize(
    ("passes", "lives"),
    [(timedelta(minutes=29), True), (timedelta(minutes=31), False)],
)
def test_an_idle_session_ends(
    browser: Browser, head: Account, real_time: FrozenClock, passes: timedelta, lives: bool
) -> None:
    browser.sign_in()
    real_time.moment += passes
    assert (browser.get("/").status_code == 200) is lives


def test_a_session_in_use_ends_after_twelve_hours(
    browser: Browser, head: Account, real_time: FrozenClock
) -> None:
    browser.sign_in()
    for _ in range(25):
        real_time.moment += timedelta(minutes=28)
        browser.get("/")
    assert browser.get("/").status_code == 200
    real_time.moment += timedelta(minutes=25)
    assert browser.get("/").status_code == 303


def test_the_demo_clock_does_not_end_a_session(
    browser: Browser, head: Account, clock: FrozenClock
) -> None:
    browser.sign_in()
    clock.moment += timedelta(days=90)
    assert browser.get("/").status_code == 200


def test_signing_out_kills_the_session_everywhere(browser: Browser, head: Account) -> None:
    browser.sign_in()
    stolen = browser.client.cookies["staff"]
    browser.get("/")
    response = browser.post("/sign-out")
    assert response.headers["location"] == "/sign-in"
    assert response.headers["clear-site-data"] == '"cache"'
    browser.client.cookies.set("staff", stolen)
    assert browser.get("/").status_code == 303


def test_a_disabled_account_is_out_at_once_and_for_good(browser: Browser, head: Account) -> None:
    browser.sign_in()
    kept = browser.client.cookies["staff"]
    with unit_of_work() as work:
        account = work.session.get_one(Account, head.id)
        account.disabled_at = work.clock.now()
    with unit_of_work() as work:
        work.session.get_one(Account, head.id).disabled_at = None
    browser.client.cookies.set("staff", kept)
    assert browser.get("/").status_code == 303  # enabled again, and nothing of before opens


@pytest.mark.parametrize(
    "to", ["https://evil.example", "//evil.example", "/\\evil.example", "evil"]
)
def test_signing_in_never_leads_to_another_site(browser: Browser, head: Account, to: str) -> None:
    assert browser.sign_in(to=to).headers["location"] == "/"


def test_what_was_typed_into_an_ended_session_is_kept(
    browser: Browser, widened: FastAPI, head: Account
) -> None:
    @widened.post("/report")
    def report(page: Signed) -> Response:
        return page.go("/", done="The report is in.")

    browser.get("/sign-in?lang=en")
    response = browser.post("/report", {"text": "<i>two days of work</i>"})
    assert response.status_code == 401
    assert "What you typed is kept on this page" in response.text
    assert "&lt;i&gt;two days of work&lt;/i&gt;" in response.text
    secret = browser.token
    browser.sign_in()
    browser.token = secret  # of the form that stood open: since then there is a new one
    kept = browser.post("/report", {"text": "<i>two days of work</i>"})
    assert kept.status_code == 403
    assert "&lt;i&gt;two days of work&lt;/i&gt;" in kept.text
    found = re.search(r'name="csrf" value="(\w+)"', kept.text)
    assert found is not None
    browser.token = found[1]
    assert browser.post("/report", {"text": "two days of work"}).status_code == 303
    assert "The report is in." in browser.get("/").text
    assert "The report is in." not in browser.get("/").text


def test_one_code_opens_once_also_to_eight_at_once(browser: Browser, head: Account) -> None:
    code = {"code": code_of("head@qps.example", browser.clock)}
    right = {"email": "head@qps.example", "password": PASSWORD}

    def sign_in(_: int) -> int:
        with httpx.Client(
            base_url=browser.client.base_url, timeout=quiet_seconds(30), verify=PLAIN
        ) as client:
            one = Browser(client, browser.clock)
            one.get("/sign-in")
            one.get(one.post("/sign-in", right).headers["location"])
            return one.post("/sign-in/code", code).status_code

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(sign_in, range(8)))
    assert answers.count(303) == 1
