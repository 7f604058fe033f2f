"""The pages of signing in, looked at one after the other: `test_accessible`."""

from datetime import timedelta

import pyotp

from identity import accounts, credentials
from models.credentials import EnrolmentPurpose
from models.session import sign_in_work, unit_of_work
from simulation.people import PASSWORD
from tests.builders import ADMIN, HEAD, MANAGER, ACase
from tests.portal.conftest import Browser, SignIn
from tests.portal.eyes import Eyes


def over_signing_in(case: ACase, browser: Browser, sign_in: SignIn, eyes: Eyes) -> None:
    """The second step, an invitation from link to recovery codes, and a factor that is too old."""
    clock, manager, admin = browser.clock, case.account(MANAGER).id, case.account(ADMIN).id
    eyes.become(browser)
    eyes.at("/sign-in")
    eyes.tab.fill("[name=email]", HEAD)
    eyes.tab.fill("[name=password]", PASSWORD)
    eyes.press("main button.main", "the second step")
    eyes.press("main button.main", "the second step with nothing")
    with unit_of_work() as work:
        begun = accounts.reset(work, manager, EnrolmentPurpose.INVITATION, clock, by=admin)
    eyes.at(begun.path)
    eyes.press("main button.main", "an invitation with nothing")
    eyes.tab.fill("[name=code]", begun.code)
    eyes.tab.fill("[name=password]", "blue ladder sings quietly")
    eyes.press("main button.main", "setting up a second step")
    with sign_in_work() as work:
        secret = credentials.proposed_secret(work, manager)
    eyes.tab.fill("[name=code]", pyotp.TOTP(secret or "").at(clock.now()))
    eyes.press("form[action$='/factor'] button", "recovery codes")
    eyes.become(sign_in(ADMIN))
    eyes.at(f"/accounts/{manager}")
    eyes.press("form[action$='/reset'] button", "a reset of nothing")
    eyes.tab.click("label[for=f-what-1]")
    eyes.press("form[action$='/reset'] button", "the code of a reset")
    with sign_in_work() as work:
        credentials.propose_authenticator(work, admin, clock.now())
    eyes.at("/account/authenticator")
    clock.moment += timedelta(minutes=11)
    eyes.at("/account")
    eyes.press("form[action$='/recovery'] button", "a factor that is too old")
