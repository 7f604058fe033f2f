"""A slip in the day of a referral is corrected on its page, and stays to be read: Art. 8(1)."""

from datetime import timedelta

import pytest

from casework.case import receipt
from casework.case.receipt import WantedReceipt
from core.clock import FrozenClock
from rules.receipt import ReceiptWay
from simulation.life import HEAD, CaseStory
from simulation.stage import acting
from tests.portal.acts import OTHER_HEAD, OTHER_MANAGER
from tests.portal.asking import seen
from tests.portal.conftest import Browser, SignIn
from tests.portal.test_referral import REFERRAL, as_typed, the_case

DAY = timedelta(days=1)
WHY = "The stamp on the letter <b>says so"


@pytest.mark.article("8(1)", "4(2)")
def test_the_head_corrects_it_while_nobody_manages_the_case(
    chief: Browser, database: FrozenClock
) -> None:
    today = database.today()
    chief.get("/cases/new")
    chief.post("/cases/new", REFERRAL | {"came": as_typed(today)})
    number = the_case()[0].number
    address = f"/cases/{number}/referral"
    page = chief.get(address).text
    assert "Correct this day" in page
    assert "was on record as the day" not in page
    for typed, status, said in (
        ({"came": ""}, 422, "Say on which day it was"),
        ({"came": as_typed(today - DAY), "reason": ""}, 422, "Write why the day on record"),
        ({"came": as_typed(today + DAY)}, 409, "still to come"),
        ({"came": as_typed(today)}, 409, "on record already"),
    ):
        refused = chief.post(address, {"reason": WHY} | typed)
        assert refused.status_code == status
        assert said in seen(refused.text)
        assert 'name="came"' in refused.text
        assert "The stamp on the letter &lt;b&gt;" in refused.text or not typed.get("reason", WHY)
    done = chief.post(address, {"came": as_typed(today - 3 * DAY), "reason": WHY})
    assert done.headers["location"] == address
    page = seen(chief.get(address).text)
    assert "was on record as the day of the referral, and was corrected to" in page
    assert "The stamp on the letter" in page
    assert "Arta Berisha" in page
    assert the_case()[0].referred_on == today - 3 * DAY
    assert "entered on" in chief.get(f"/cases/{number}").text


@pytest.mark.article("8(1)", "18(1)")
def test_then_the_manager_does_and_nobody_else(
    chief: Browser, manager: Browser, story: CaseStory, sign_in: SignIn, database: FrozenClock
) -> None:
    story.refer()
    address = f"/cases/{story.number()}/referral"
    assert "Correct this day" in manager.get(address).text
    assert "Correct this day" not in chief.get(address).text
    typed = {"came": as_typed(database.today() - 9 * DAY), "reason": WHY}
    assert chief.post(address, typed).status_code == 404
    for email in (OTHER_MANAGER, OTHER_HEAD):
        browser = sign_in(email)
        browser.get("/")
        assert browser.post(address, typed).status_code == 404
    refused = manager.post(address, typed | {"came": as_typed(database.today())})
    assert refused.status_code == 409
    assert "The referral was entered on" in refused.text
    assert manager.post(address, typed).status_code == 303


@pytest.mark.article("8(1)", "18(1)")
def test_a_receipt_that_was_given_says_that_its_day_was_corrected(
    chief: Browser, manager: Browser, story: CaseStory, database: FrozenClock
) -> None:
    story.refer()
    with acting(HEAD) as work:
        row = receipt.want(work, story.case, WantedReceipt(ReceiptWay.BY_HAND))
        receipt.hand_over(work, row.id, work.clock.today())
    story.wait(1)
    address = f"/cases/{story.number()}"
    told = "It says that the referral came on"
    assert told not in manager.get(f"{address}/receipt").text
    manager.get(f"{address}/referral")
    typed = {"came": as_typed(database.today() - 9 * DAY), "reason": WHY}
    assert manager.post(f"{address}/referral", typed).status_code == 303
    assert told in manager.get(f"{address}/receipt").text
