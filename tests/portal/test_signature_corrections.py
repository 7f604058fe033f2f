"""A signature typed wrong from paper is corrected on its page: Art. 10(1), 17(5), decision 0148."""

import re
from datetime import timedelta

import pytest

from casework.case import closure
from core.settings import Settings
from models.meeting import Signature
from models.session import unit_of_work
from rules.signing import SignatureMethod
from simulation.life import CaseStory
from tests.builders import HEAD, HOUR, MANAGER
from tests.casework.table.test_chairing import replace_manager
from tests.conftest import At
from tests.portal.acts import ADMIN, OTHER_HEAD, OTHER_MANAGER
from tests.portal.asking import seen
from tests.portal.conftest import Browser, SignIn
from tests.portal.members import HEALTH, Guest, link_of
from tests.portal.test_minutes import open_for_signature

DAY = timedelta(days=1)


@pytest.mark.article("10(1)")
def test_under_minutes_it_is_corrected_then_taken_back_and_stays_to_be_read(
    story: CaseStory, manager: Browser, chief: Browser, sign_in: SignIn
) -> None:
    address = open_for_signature(story)
    manager.get(address)
    first, *_ = story.members()
    paper = {"member_id": first, "method": "paper", "reason": "Lexuar."}
    yesterday = f"{story.stage.today() - DAY:%d.%m.%Y}"
    assert manager.post(f"{address}/paper", paper | {"on": yesterday}).status_code == 303
    (here,) = set(re.findall(rf'"({address}/signatures/[^"]+)"', manager.get(address).text))
    assert here not in chief.get(address).text
    page = manager.get(here).text
    assert "Correct the signature of" in page
    assert "Lexuar." in page
    today = story.stage.today()
    day = {"on": f"{today - DAY:%d.%m.%Y}", "reason": "A slip <b>"}
    empty = manager.post(here, day | {"reason": " "})
    assert empty.status_code == 422
    assert day["on"] in empty.text
    early = manager.post(here, day | {"on": f"{today - 200 * DAY:%d.%m.%Y}"})
    assert early.status_code == 409
    assert "A slip &lt;b&gt;" in early.text
    assert manager.post(f"{here}/taken-back", {"why": ""}).status_code == 422
    for other in (chief, *map(sign_in, (OTHER_MANAGER, OTHER_HEAD, ADMIN))):
        assert other.get(here).status_code == 404
        assert other.post(here, day).status_code == 404
        assert other.post(f"{here}/taken-back", {"why": "x"}).status_code == 404
    manager.get(here)
    met = manager.post(here, day | {"on": f"{today:%d.%m.%Y}"})
    assert met.headers["location"] == address
    page = manager.get(address).text
    assert "A slip &lt;b&gt;" in chief.get(address).text
    (there,) = set(re.findall(rf'"({address}/signatures/[^"]+)"', page))
    assert there != here
    assert "corrected or taken back already" in manager.get(here).text
    assert manager.post(f"{here}/taken-back", {"why": "Kept words"}).status_code == 409
    assert manager.post(f"{there}/taken-back", {"why": "Another's"}).status_code == 303
    page = seen(chief.get(address).text)
    assert "What stood here before" in page
    assert "Another's" in page
    assert "0 of 7" in page


@pytest.mark.article("17(5)")
def test_under_a_closing_form_nobody_takes_back_what_is_theirs(a_case: At, sign_in: SignIn) -> None:
    case = a_case("decided")
    case.stage.settle()
    form, (first, *_) = case.closure().id, case.members()
    with case.manager() as work:
        said = closure.sign(work, form, member_id=first, method=SignatureMethod.PAPER)
    manager, address = sign_in(MANAGER), f"/cases/{case.row().number}/closure"
    here = f"{address}/signatures/{said.id}"
    assert here in manager.get(address).text
    manager.get(here)
    day = {"on": f"{case.clock.today() + DAY:%d.%m.%Y}", "reason": "A slip"}
    assert manager.post(here, day).status_code == 409
    assert manager.post(f"{here}/taken-back", {"why": "Another's"}).status_code == 303
    page = manager.get(address).text
    assert "Another&#39;s" in page
    assert here not in page
    manager.post(f"{address}/sign", {"password": "wrong"})
    with case.manager() as work:
        account, method = case.account(MANAGER).id, SignatureMethod.PASSWORD
        own = closure.sign(work, form, account_id=account, method=method)
    assert f"{address}/signatures/{own.id}" not in manager.get(address).text
    assert manager.get(f"{address}/signatures/{own.id}").status_code == 404
    with unit_of_work() as work:
        assert work.session.get_one(Signature, said.id).ended_by_id is not None


@pytest.mark.article("4(2)", "17(5)")
def test_nobody_was_asked_before_the_appointment_was_on_record(a_case: At, sign_in: SignIn) -> None:
    """The members' day is not that of the officer who signs as case manager."""
    case = a_case("decided")
    case.stage.settle()
    address, chief = f"/cases/{case.row().number}/closure", sign_in(HEAD)

    def awaited(officer: str) -> str:
        page = seen(chief.get(address).text)
        return page.split(f"{officer} <small")[1].split("</li>")[0]

    assert "asked on" not in awaited(case.account(MANAGER).name or "")
    case.stage.move_to(case.clock.today() + 2 * DAY)
    replace_manager(case, days_ago=6)
    line = awaited(case.account(OTHER_MANAGER).name or "")
    assert "appointed on" in line
    assert "asked on" not in line


@pytest.mark.article("10(1)")
def test_a_paper_of_before_the_words_is_shown_as_what_it_is_and_its_day_corrected(
    a_case: At, sign_in: SignIn, browser: Browser, demo: Settings
) -> None:
    case = a_case("minuted")
    met_on = case.held().day
    case.convene(case.at(40))
    case.tell_family()
    case.stage.move_to(case.meeting().day, HOUR)
    case.hold(corrections="Polici tha tjetër.")
    case.stage.settle()
    manager, chief = sign_in(MANAGER), sign_in(HEAD)
    address, seat = f"/meetings/{case.papers()[0].meeting_id}/minutes", case.seat(HEALTH)
    manager.get(address)
    paper = {"member_id": seat, "method": "paper", "reason": "Lexuar.", "on": f"{met_on:%d.%m.%Y}"}
    assert manager.post(f"{address}/paper", paper).status_code == 303
    page = manager.get(address).text
    (here,) = set(re.findall(rf'"({address}/signatures/[^"]+)"', page))
    for each in (page, chief.get(address).text):
        text = seen(each)
        assert "0 of " in text
        assert "counts for those alone" in text
        assert "Remark: Lexuar." in text
    guest = Guest(browser, demo, link_of(HEALTH, "sign"))
    guest.enter()
    assert "on paper, before the text had the words that it has now" in seen(
        guest.get("/sign").text
    )
    day = {"on": f"{case.clock.today():%d.%m.%Y}", "reason": "A slip"}
    manager.get(here)
    assert manager.post(here, day).status_code == 303
    text = seen(chief.get(address).text)
    assert "counts for those alone" not in text
    assert "1 of " in text
