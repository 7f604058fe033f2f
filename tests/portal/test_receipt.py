"""The receipt for whoever referred, on its page and with the referral: beside Art. 18(1)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from models.receipt import ReferralReceipt
from models.session import unit_of_work
from simulation.life import CaseStory
from tests.builders import OTHER_MANAGER
from tests.onrecord import reading
from tests.portal.asking import seen
from tests.portal.conftest import Browser, SignIn
from tests.portal.test_referral import REFERRAL, the_case

ADDRESS = "kanarina.1907@shembull.example"
BY_MAIL = {"receipt": "mail", "receipt_to": ADDRESS, "receipt_language": "sr"}
DAY = timedelta(days=1)


def last() -> ReferralReceipt:
    with reading() as work:
        query = select(ReferralReceipt).order_by(ReferralReceipt.number.desc())
        return work.session.scalars(query).first()  # type: ignore[return-value]


@pytest.mark.article("18(1)", "5(1.1)")
def test_it_is_asked_with_the_referral_and_what_is_missing_of_it_in_the_same_round(
    chief: Browser,
) -> None:
    page = chief.get("/cases/new").text
    assert "A receipt for whoever refers" in page
    for typed, said in (
        (BY_MAIL | {"receipt_to": "nobody"}, "Write the whole address"),
        (BY_MAIL | {"receipt_to": ""}, "Write the address or the"),
        ({"receipt": "sms", "receipt_to": "038 500 100"}, "is a landline, which takes no SMS"),
        (BY_MAIL | {"came": "1.1.2199"}, "today at the latest"),
        (BY_MAIL | {"came": ""}, "Say on which day it was"),
        ({"receipt": "anonymous", "receipt_to": ADDRESS}, "Take the address out"),
        ({"receipt": "pigeon"}, "Choose one of these."),
    ):
        refused = chief.post("/cases/new", REFERRAL | typed)
        assert refused.status_code in {409, 422}
        assert said in seen(refused.text)
        assert f'value="{typed.get("receipt_to", "")}"' in refused.text
    assert chief.post("/cases/new", REFERRAL | BY_MAIL).status_code == 303
    assert last().address == ADDRESS
    number = the_case()[0].number
    assert "Give whoever referred their receipt" in seen(chief.get(f"/cases/{number}").text)


@pytest.mark.article("18(1)")
def test_nothing_is_on_record_where_nobody_spoke_of_it(chief: Browser) -> None:
    chief.get("/cases/new")
    chief.post("/cases/new", REFERRAL)
    with unit_of_work() as work:
        assert work.session.scalars(select(ReferralReceipt)).all() == []
    page = chief.get(f"/cases/{the_case()[0].number}/receipt").text
    assert "Nobody need be asked." in page
    assert "checked" not in page


@pytest.mark.article("18(1)")
def test_the_words_are_read_before_they_leave_once(
    chief: Browser, manager: Browser, story: CaseStory, sign_in: SignIn
) -> None:
    story.refer()
    page = f"/cases/{story.number()}/receipt"
    manager.get(page)
    empty = manager.post(page, {})
    assert empty.status_code == 422
    assert "Choose how, or that none is wanted." in seen(empty.text)
    typed = {"way": "mail", "address": ADDRESS, "language": "en"}
    wrong = manager.post(page, typed | {"way": "by_hand"})
    assert wrong.status_code == 422
    assert ADDRESS in wrong.text
    assert manager.post(page, typed).status_code == 303
    shown = seen(manager.get(page).text)
    assert "The centre has received your referral and registered it" in shown
    assert "Blerim Hoxha" in shown
    send = f"{page}/{last().id}/sent"
    assert sign_in(OTHER_MANAGER).post(send, {}).status_code == 404
    assert manager.post(send, {}).status_code == 303
    again = manager.post(send, {"once": ""})
    assert again.status_code in {303, 409}
    story.stage.settle()
    shown = seen(manager.get(page).text)
    assert "What it says" not in shown
    assert "it names Blerim Hoxha" in shown
    assert "Receipt 1" in seen(chief.get(page).text)


@pytest.mark.article("18(1)")
def test_one_is_handed_over_on_its_day(manager: Browser, story: CaseStory) -> None:
    story.refer()
    page, today = f"/cases/{story.number()}/receipt", story.stage.today()
    manager.get(page)
    by_hand = {"way": "by_hand", "language": "sq"}
    assert manager.post(page, by_hand).status_code == 303
    hand = f"{page}/{last().id}/handed"
    manager.get(page)
    assert manager.post(hand, {"on": "31.2.2026"}).status_code == 422
    early = manager.post(hand, {"on": f"{today - 2 * DAY:%d.%m.%Y}"})
    assert early.status_code == 409
    assert "no receipt was handed over before" in seen(early.text)
    assert manager.post(hand, {"on": f"{today:%d.%m.%Y}"}).status_code == 303
    assert last().handed_on == today
    assert manager.post(page, {"way": "anonymous", "language": "sq"}).status_code == 303
    assert "None is given" in seen(manager.get(page).text)
