"""A member without a mobile and the case manager, in a real browser, wide and narrow: 0168."""

import re
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

import pyotp
import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect

from core.clock import FrozenClock
from models.people import Professional
from models.session import unit_of_work
from simulation.seed import professional
from tests.builders import HEAD, MANAGER, ACase
from tests.conftest import At
from tests.portal.chromium import fits, kept
from tests.portal.conftest import AT_LENGTH, Browser
from tests.portal.members import HEALTH, link_of
from tests.portal.test_first_acts_browser import signed_in

pytestmark = pytest.mark.browser


def keep(page: Page, name: str) -> None:
    assert page.viewport_size is not None
    kept(page, f"nomobile-{name}-{page.viewport_size['width']}")


def letters(page: Page, selector: str) -> str:
    """What stands there, once it does, without spaces."""
    found = page.locator(selector)
    expect(found).to_have_text(re.compile(r"\w"))
    return str(found.evaluate("each => each.textContent")).replace(" ", "")


@dataclass(frozen=True)
class Desk:
    """Who looks, how wide, in which language."""

    browser: Browser
    chromium: Chromium
    width: int
    language: str

    @property
    def root(self) -> str:
        return str(self.browser.client.base_url)

    def device(self, path: str) -> Page:
        """Of a member: nobody is signed in there."""
        window = {"width": self.width, "height": 900}
        page = self.chromium.new_context(viewport=window).new_page()  # type: ignore[arg-type]
        page.goto(f"{self.root}{path}?lang={self.language}")
        return page

    def officer(self, email: str) -> Page:
        return signed_in(self.chromium, self.browser, email, self.width, self.language)


NARROW, WIDE = (pytest.param((390, "sq"), id="narrow"), pytest.param((1280, "en"), id="wide"))


@pytest.fixture(params=[NARROW, WIDE] if AT_LENGTH else [NARROW])
def desk(request: pytest.FixtureRequest, browser: Browser, chromium: Chromium) -> Desk:
    return Desk(browser, chromium, *request.param)


def without_mobile(a_case: At, language: str) -> ACase:
    case = a_case("agreed")
    with unit_of_work() as work:
        person = work.session.get_one(Professional, professional(work, HEALTH).id)
        person.phone, person.language = None, language
    return case


@pytest.mark.article("18(1)", "18(2)")
def test_a_code_is_read_out_and_confirms_the_declarations(desk: Desk, a_case: At) -> None:
    case = without_mobile(a_case, desk.language)
    member = desk.device(link_of(HEALTH, "declare"))
    keep(member, "door")
    member.click("main a.btn.main")
    member.locator("[name=conflict][value=no]").first.check(force=True)
    member.locator("[name=confidential]").first.check(force=True)
    keep(member, "declare")
    member.click("main form button.main")
    keep(member, "confirm")
    manager = desk.officer(MANAGER)
    manager.goto(f"{desk.root}/codes/{case.case}/{case.seat(HEALTH)}")
    manager.locator("[name=means][value=called]").check(force=True)
    manager.click("main form button.main")
    expect(manager.locator(".box.late")).to_be_visible()
    keep(manager, "reading-out-refused")
    manager.fill("[name=how]", "Drejtoria, 0290 321 000")
    manager.click("main form button.main")
    keep(manager, "reading-out")
    member.fill("[name=code]", letters(manager, "p.lead b"))
    member.click("[value=confirm]")
    expect(member.locator("[name=confirmation]")).to_have_count(0)
    fits(member)
    manager.goto(f"{desk.root}/declarations/{case.case}")
    expect(manager.locator("main")).to_contain_text("Blerim Hoxha")
    keep(manager, "declarations")
    head = desk.officer(HEAD)
    head.goto(f"{desk.root}/codes/{case.case}/said")
    keep(head, "said")
    for page in (member, manager, head):
        page.close()


@pytest.mark.article("18(1)")
def test_an_app_is_set_up_on_the_members_device(
    desk: Desk, a_case: At, real_time: FrozenClock
) -> None:
    case = without_mobile(a_case, desk.language)
    manager = desk.officer(MANAGER)
    address = f"{desk.root}/codes/{case.case}/{case.seat(HEALTH)}/app"
    manager.goto(address)
    keep(manager, "app")
    manager.locator("[name=means][value=card]").check(force=True)
    manager.click("main form button.main")
    keep(manager, "app-begun")
    device = desk.device(urlsplit(letters(manager, "code")).path)
    keep(device, "offer")
    device.click("main form button")
    keep(device, "secret")
    app = pyotp.TOTP(letters(device, "main code"))
    device.fill("[name=code]", app.at(real_time.now()))
    device.click("main form button")
    expect(device.locator("[name=code]")).to_have_count(0)
    keep(device, "app-done")
    manager.goto(address)
    keep(manager, "app-in-force")
    member = desk.device(f"{link_of(HEALTH, 'declare')}/code")
    keep(member, "app-code")
    real_time.moment += timedelta(seconds=30)
    member.fill("[name=code]", app.at(real_time.now()))
    member.click("main form button.main")
    member.goto(f"{desk.root}{link_of(HEALTH, 'declare')}/app")
    keep(member, "own-app")
    for page in (member, manager, device):
        page.close()
