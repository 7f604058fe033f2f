"""A member's way on a telephone, in a real browser: link, code, declarations, report, signature."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect

from core.settings import Settings
from tests.builders import ACase
from tests.conftest import At
from tests.portal.chromium import kept
from tests.portal.conftest import Browser
from tests.portal.members import ADVOCATE, COMMUNITIES, HEALTH, link_of, newest_code

pytestmark = pytest.mark.browser


@pytest.fixture
def phone(chromium: Chromium) -> Iterator[Page]:
    """A telephone that complains aloud of anything the policy forbids."""
    page = chromium.new_page(viewport={"width": 320, "height": 700})
    page.set_default_timeout(60_000)
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text))
    yield page
    page.close()
    assert [said for said in complaints if "Content Security Policy" in said] == []


def keep(page: Page, name: str) -> None:
    kept(page, f"member-{name}")


def press(page: Page, selector: str) -> None:
    """Press what leads to another page, and be there."""
    with page.expect_navigation(wait_until="load"):
        page.locator(selector).first.click()


def enter(page: Page, address: str, settings: Settings) -> None:
    page.goto(address)
    press(page, "main form button")
    page.fill("[name=code]", newest_code(settings))
    press(page, "form[action$='/open'] button")


def confirm(page: Page, settings: Settings) -> None:
    """The one code of the word that waits; of a declaration it lets in as well."""
    page.fill("[name=code]", newest_code(settings))
    press(page, "[value=confirm]")


def test_a_member_declares_and_reads(
    phone: Page, browser: Browser, a_case: At, demo: Settings
) -> None:
    case = a_case("agreed")
    root = str(browser.client.base_url)
    phone.goto(root + link_of(HEALTH, "declare"))
    keep(phone, "link")
    press(phone, "main a.btn")
    keep(phone, "declare")
    press(phone, "main form button")
    keep(phone, "declare-wrong")
    phone.locator("[name=conflict][value=no]").first.check(force=True)
    phone.locator("[name=confidential]").first.check(force=True)
    press(phone, "main form button")
    keep(phone, "declare-code")
    press(phone, "main [value=confirm]")
    keep(phone, "declare-no-code")
    confirm(phone, demo)
    keep(phone, "declared")
    _read(phone, case, root, demo)


def _read(phone: Page, case: ACase, root: str, demo: Settings) -> None:
    case.stage.move_to(case.meeting().day - timedelta(days=7))
    enter(phone, root + link_of(HEALTH, "read"), demo)
    keep(phone, "meeting")
    press(phone, "a[href$='/paper/assessment']")
    keep(phone, "assessment")
    phone.go_back()
    press(phone, "a[href$='/paper/plan']")
    keep(phone, "plan")


def test_a_member_reports(phone: Page, browser: Browser, a_case: At, demo: Settings) -> None:
    a_case("reports_asked")
    enter(phone, str(browser.client.base_url) + link_of(HEALTH, "report"), demo)
    phone.locator("[value=completed]").first.check(force=True)
    phone.fill("[name=concerns]", "Familja strehuese kërkon një termin te logopedi.")
    press(phone, "[name=step]")
    keep(phone, "report-wrong")
    expect(phone.locator("[name=concerns]")).to_have_value(re.compile("^Familja"))
    phone.fill("[name=done]", "Kontrolli i rregullt u bë më 27 tetor.\nVaksina e fundit u dha.")
    keep(phone, "report")
    press(phone, "[name=step]")
    keep(phone, "report-check")
    press(phone, "[value=send]")
    keep(phone, "report-done")


def test_a_member_signs_in_serbian(
    phone: Page, browser: Browser, a_case: At, demo: Settings
) -> None:
    a_case("review_met").stage.settle()
    enter(phone, str(browser.client.base_url) + link_of(COMMUNITIES, "sign"), demo)
    keep(phone, "sign")
    phone.locator("[name=word][value=sign]").first.check(force=True)
    press(phone, "main section form button")
    keep(phone, "sign-code")
    confirm(phone, demo)
    keep(phone, "signed")


def test_a_member_signs_the_closing_form(
    phone: Page, browser: Browser, a_case: At, demo: Settings
) -> None:
    a_case("decided")
    enter(phone, str(browser.client.base_url) + link_of(ADVOCATE, "close"), demo)
    keep(phone, "close")
