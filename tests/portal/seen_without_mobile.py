"""The pages of a member without a mobile, looked at one after the other: `test_accessible`."""

from urllib.parse import urlsplit

import pyotp

from tests.builders import MANAGER, ACase
from tests.portal.conftest import Browser, SignIn
from tests.portal.eyes import Eyes
from tests.portal.members import HEALTH


def over_an_app(case: ACase, browser: Browser, sign_in: SignIn, eyes: Eyes) -> None:
    """A code read out; an app begun, opened by an officer, set up, ended, and guessed at."""
    manager, seat = sign_in(MANAGER), f"/codes/{case.case}/{case.seat(HEALTH)}"
    eyes.become(manager)
    eyes.at(seat)
    eyes.tab.check("[name=means][value=card]", force=True)
    eyes.press("main form button.main", "a code that is read out")
    eyes.at(f"/codes/{case.case}/said")
    link = begun(eyes, seat)
    eyes.at(link)
    browser.client.cookies.clear()
    eyes.become(browser)
    eyes.at(link)
    eyes.press("main form button", "the secret of an app")
    secret = (eyes.tab.locator("main code").text_content() or "").replace(" ", "")
    eyes.tab.fill("[name=code]", pyotp.TOTP(secret).at(browser.clock.now()))
    eyes.press("main form button", "an app that is set up")
    eyes.become(sign_in(MANAGER))
    eyes.at(f"{seat}/app")
    eyes.press("form[action$='/app/end'] button", "an app ended without a reason")
    again = begun(eyes, seat)
    browser.client.cookies.clear()
    eyes.become(browser)
    eyes.at(again)
    eyes.press("main form button", "another secret")
    for name in ("wrong", "wrong again", "third", "fourth", "a link that is over"):
        eyes.tab.fill("[name=code]", "000000")
        eyes.press("main form button", name)


def begun(eyes: Eyes, seat: str) -> str:
    """The address that the square says."""
    eyes.at(f"{seat}/app")
    eyes.tab.check("form[action$='/app'] [name=means][value=card]", force=True)
    eyes.press("form[action$='/app'] button.main", "the square of an app")
    return urlsplit(eyes.tab.locator("code").text_content() or "").path
