"""A member's desk on a telephone without scripts, in three languages: decision 0210."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect

from core.i18n import LANGUAGES
from core.settings import Settings
from tests.conftest import At
from tests.portal.chromium import kept
from tests.portal.conftest import Browser
from tests.portal.members import HEALTH, link_of
from tests.portal.test_member_browser import enter, press

pytestmark = pytest.mark.browser


@pytest.fixture
def phone(chromium: Chromium) -> Iterator[Page]:
    page = chromium.new_page(viewport={"width": 320, "height": 700}, java_script_enabled=False)
    page.set_default_timeout(60_000)
    yield page
    page.close()


@pytest.mark.article("8(9)", "18(1)")
def test_one_link_and_one_code_lead_to_everything(
    phone: Page, browser: Browser, a_case: At, demo: Settings
) -> None:
    a_case("reports_asked")
    root = str(browser.client.base_url)
    enter(phone, root + link_of(HEALTH, "declare"), demo)
    desk = phone.url
    assert desk.endswith("/desk")
    for language in LANGUAGES:
        phone.goto(f"{desk}?lang={language}")
        kept(phone, f"desk-{language}")
    press(phone, ".duties .btn")
    phone.fill("[name=done]", "Kontrolli u bë.")
    phone.locator("[value=completed]").first.check(force=True)
    press(phone, "[name=step]")
    press(phone, "[value=send]")
    press(phone, "a[href$='/desk']")
    kept(phone, "desk-done")
    expect(phone.locator(".duties")).to_have_count(0)
