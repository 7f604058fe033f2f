"""A passkey made, used and removed by Chromium with an authenticator of its own (CDP)."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect

from core.clock import FrozenClock
from core.settings import Settings
from portal.app import create_app
from simulation.people import PASSWORD
from tests.builders import MANAGER
from tests.conftest import At
from tests.portal.conftest import code_of, serving

pytestmark = pytest.mark.browser

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def with_device(chromium: Chromium) -> Page:
    page = chromium.new_page()
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return page


def test_a_passkey_is_made_opens_the_door_and_is_removed(
    a_case: At, demo: Settings, real_time: FrozenClock, chromium: Chromium
) -> None:
    a_case("referred")
    app = create_app(demo, real_time)
    with serving(app) as address:
        home = f"http://localhost:{urlsplit(address).port}"
        app.state.settings = demo.model_copy(update={"base_url": home})
        page = with_device(chromium)
        page.goto(f"{home}/sign-in?lang=en")
        page.fill("[name=email]", MANAGER)
        page.fill("[name=password]", PASSWORD)
        page.click("main button.main")
        page.fill("[name=code]", code_of(MANAGER, real_time))
        page.click("main button.main")
        expect(page).to_have_url(f"{home}/")

        page.goto(f"{home}/account")
        page.fill("[name=name]", "My telephone")
        page.click("text=Add a passkey")
        expect(page.locator("body")).to_contain_text("The passkey is set up.")
        expect(page.locator("main")).to_contain_text("My telephone")

        page.click("text=Sign out")
        page.click("text=Sign in with a passkey")
        expect(page).to_have_url(f"{home}/")

        real_time.moment += timedelta(minutes=11)
        page.goto(f"{home}/account")
        page.click("text=Remove")
        page.click("text=Use my passkey")
        expect(page.locator("body")).to_contain_text("The passkey is removed")
        page.context.close()
