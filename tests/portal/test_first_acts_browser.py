"""The head and the manager click their way from the referral to an agreed date, as people do."""

import re

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect

from casework.record.table import planned_meeting
from models.session import unit_of_work
from simulation.life import HEAD, MANAGER, CaseStory
from simulation.people import PASSWORD
from tests.conftest import At
from tests.portal.chromium import fits
from tests.portal.conftest import AT_LENGTH, Browser, code_of
from tests.portal.test_doors import Places

pytestmark = pytest.mark.browser


def signed_in(chromium: Chromium, browser: Browser, email: str, width: int, language: str) -> Page:
    address = str(browser.client.base_url)
    page = chromium.new_page(viewport={"width": width, "height": 900}, java_script_enabled=False)
    page.goto(f"{address}/sign-in?lang={language}")
    page.fill("[name=email]", email)
    page.fill("[name=password]", PASSWORD)
    page.click("main button.main")
    page.fill("[name=code]", code_of(email, browser.clock))
    page.click("main button.main")
    expect(page).to_have_url(f"{address}/")
    return page


def says(page: Page, words: str) -> None:
    """The next page has come, and says so."""
    expect(page.locator("body")).to_contain_text(words)


def refer(head: Page) -> str:
    head.click("text=Register a referral")
    head.fill("[name=referrer]", "School of an invented village")
    head.click("label[for=f-came-1]")
    head.click("label[for=c-N1]")
    head.click("label[for=f-status-1]")
    head.fill("[name=situation]", "Nobody comes to collect the child.")
    head.fill("[name=best_interest]", "One institution alone cannot help.")
    head.fill("[name=name]", "Invented Child")
    fits(head)
    head.click("text=Open the case")
    says(head, "Say whether there are other children")
    head.click("label[for=f-family-1]")
    head.click("text=Open the case")
    head.click("label:has-text('Blerim Hoxha')")
    head.click("label[for=f-on-1]")
    head.click("main button.main")
    says(head, "The case manager is appointed")
    fits(head)
    expect(head).to_have_url(re.compile(r"/cases/R-"))
    return head.url


def prepare(manager: Page, case: str) -> None:
    manager.goto(f"{case}/assessment")
    manager.click("label:has-text('medium')")
    manager.click("label[for=f-on-1]")
    for name in ("summary", "safety", "needs", "education", "care", "inclusion"):
        manager.fill(f"[name={name}]", "Not known yet; the visit is set.")
    manager.click("main button.main")
    manager.fill("[name=goal]", "The child is safe.")
    manager.fill("[name='actions.0.action']", "Visit the family")
    manager.fill("[name='actions.0.service']", "Counselling")
    fits(manager)
    manager.click("text=Put the plan on record")
    manager.click("label:has-text('Fatmir Gashi')")
    manager.fill("textarea:visible", "Knows the street.")
    manager.click("label[for=f-on-1]")
    fits(manager)
    manager.click("text=Choose the table")
    says(manager, "we ask everybody for declarations")


def propose(manager: Page, case: str) -> None:
    """First a day too near, then the day that is offered instead."""
    manager.goto(f"{case}/meeting")
    manager.click("#f-chosen label:has-text('Another day')")
    manager.fill("[name=other_day]", "9.9.2026")
    manager.fill("[name=place]", "Room 2")
    manager.click("text=Send to the head for agreement")
    says(manager, "that leaves fewer than three days")
    fits(manager)
    manager.click("button[name=take]")
    manager.click("text=Send to the head for agreement")
    says(manager, "The date is sent to the head.")


@pytest.mark.parametrize("width", [320, 1280] if AT_LENGTH else [320])
def test_from_the_referral_to_an_agreed_date(
    story: CaseStory, browser: Browser, chromium: Chromium, width: int
) -> None:
    address = str(browser.client.base_url)
    head = signed_in(chromium, browser, HEAD, width, "en")
    case = refer(head)
    manager = signed_in(chromium, browser, MANAGER, width, "en")
    fits(manager)
    prepare(manager, case)
    propose(manager, case)
    head.goto(f"{address}/cases")
    fits(head)
    head.click("text=I agree")
    says(head, "You have agreed to this date.")
    fits(head)
    head.goto(case)
    head.click("text=Show the name")
    says(head, "Invented Child")
    fits(head)
    head.close()
    manager.close()


@pytest.mark.parametrize("language", ["sq", "sr"] if AT_LENGTH else ["sr"])
def test_the_same_pages_in_the_languages_of_the_centre(
    story: CaseStory, browser: Browser, chromium: Chromium, language: str
) -> None:
    story.refer()
    story.prepare()
    address = str(browser.client.base_url)
    number = story.number()
    manager = signed_in(chromium, browser, MANAGER, 320, language)
    for path in ("/", "/cases", f"/cases/{number}", f"/cases/{number}/table"):
        manager.goto(address + path)
        fits(manager)
    with unit_of_work() as work:
        meeting = planned_meeting(work.session, story.case)
    manager.goto(f"{address}/meetings/{meeting.id}/cancel")
    fits(manager)
    manager.close()


@pytest.mark.article("8(10)", "10(5)")
def test_a_day_in_words_is_refused_beside_its_field_and_stays_there(
    browser: Browser, a_case: At, chromium: Chromium
) -> None:
    at, address = Places(a_case("told")), str(browser.client.base_url)
    manager = signed_in(chromium, browser, MANAGER, 320, "en")
    manager.goto(address + at("/meetings/{meeting_id}/family"))
    day = manager.locator("input[name='kin.0.told_on']")
    day.fill("yesterday")
    manager.click("main form button.main")
    expect(manager.locator("[role=alert]")).to_have_count(1)
    expect(day).to_have_value("yesterday")
    fits(manager)
    manager.close()
