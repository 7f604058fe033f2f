"""Wherever a word by code or password is called a signature, that is said to be our reading."""

import re
from pathlib import Path

import pytest

import portal
from core.settings import Settings
from portal.papers import STANDING
from tests.builders import MANAGER
from tests.conftest import At
from tests.portal.conftest import Browser, SignIn
from tests.portal.members import HEALTH, Guest, link_of
from tests.portal.test_annex_paper import paper
from tests.portal.test_meeting_papers import met

PAGES = Path(portal.__file__).parent / "pages"


@pytest.mark.article("10(1)", "17(5)")
def test_it_stands_under_what_is_signed_on_the_page_and_on_paper(
    sign_in: SignIn, a_case: At
) -> None:
    case = a_case("reviewed")
    browser, meeting = sign_in(MANAGER), met(case)[0]
    assert STANDING in browser.get(f"/meetings/{meeting.id}/minutes?lang=en").text
    signed = paper(browser.client.get(f"/meetings/{meeting.id}/minutes/en.pdf")).text
    assert STANDING in signed
    unsigned = met(case)[-1]
    draft = paper(browser.client.get(f"/meetings/{unsigned.id}/minutes/en.pdf")).text
    assert STANDING not in draft


@pytest.mark.article("10(1)")
def test_it_stands_before_a_member_confirms_and_an_officer_signs(
    browser: Browser, sign_in: SignIn, a_case: At, demo: Settings
) -> None:
    case = a_case("review_met")
    case.stage.settle()
    of_minutes = f"/meetings/{met(case)[0].id}/minutes"
    page = sign_in(MANAGER).get(f"{of_minutes}?lang=en").text
    assert STANDING in page.partition('name="password"')[2]
    guest = Guest(browser, demo, link_of(HEALTH, "sign"))
    guest.enter()
    guest.get("/sign?lang=en")
    asked = guest.ask("/sign", {"word": "sign"})
    assert 'name="code"' in asked.text
    assert STANDING in asked.text


def test_every_form_whose_password_stands_for_a_hand_says_so() -> None:
    """Of an account's own pages none is a signature; what withdraws one is none either."""
    own = ("account/", "session/", "declarations/withdraw.html")
    asks = [
        path.relative_to(PAGES).as_posix()
        for path in PAGES.rglob("*.html")
        if re.search(r'type="password"', path.read_text()) and "standing()" not in path.read_text()
    ]
    assert [path for path in asks if not path.startswith((*own, "components/forms"))] == []
