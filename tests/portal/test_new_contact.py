"""A new contact, said yes or no to by somebody who came in by a code before: Art. 18(1)."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Final

import pytest
from sqlalchemy import select

from core.settings import Settings
from models.people import MemberSession, Professional
from models.session import unit_of_work
from simulation.seed import professional
from tests.builders import MANAGER, SILENT
from tests.casework.table.test_contacts import ask, pending
from tests.casework.table.test_waiting_contacts import ask_in_list
from tests.conftest import At
from tests.portal.conftest import Browser
from tests.portal.members import HEALTH, Guest, link_of, newest_code
from tests.waiting import quiet_seconds

NEW: Final = "v.mehmeti@komuna.example"


@pytest.mark.article("18(1)")
@pytest.mark.parametrize("word", ["yes", "no"])
def test_whoever_came_in_before_answers_for_their_new_contact(
    browser: Browser, a_case: At, demo: Settings, word: str
) -> None:
    """What is open to them ends with it, behind the link to the new contact alone."""
    case = a_case("prepared")
    guest = Guest(browser, demo, link_of(HEALTH, "declare"))
    assert guest.enter().status_code == 200
    browser.client.cookies.clear()
    ask(case.case, case.seat(HEALTH), by=MANAGER, email=NEW)
    moved = f"/k/{pending().token}"
    browser.get(f"{moved}?lang=en")
    if word == "no":
        assert "stays as it was" in browser.post(f"{moved}/no").text
        return
    assert browser.post(f"{moved}/code", {"channel": "sms"}).status_code == 303
    code = {"code": newest_code(demo)}
    shown = re.search(r'name="shown" value="(\w+)"', browser.post(f"{moved}/read", code).text)
    assert shown is not None
    done = browser.post(f"{moved}/confirm", code | {"shown": shown[1]})
    assert "Your new contact is in force" in done.text
    with unit_of_work() as work:
        assert professional(work, NEW).phone
        ends = work.session.scalars(select(MemberSession.ended_at)).all()
        assert all(ends), "what a code had opened before is shut"


@pytest.mark.article("18(1)")
def test_a_contact_that_was_entered_in_the_list_is_confirmed_as_one_of_a_table(
    browser: Browser, a_case: At, demo: Settings
) -> None:
    person = a_case("invited").person(SILENT)
    ask_in_list(email=NEW)
    moved = f"/k/{pending().token}"
    browser.get(f"{moved}?lang=en")
    assert browser.post(f"{moved}/code", {"channel": "sms"}).status_code == 303
    code = {"code": newest_code(demo)}
    shown = re.search(r'name="shown" value="(\w+)"', browser.post(f"{moved}/read", code).text)
    assert shown is not None
    done = browser.post(f"{moved}/confirm", code | {"shown": shown[1]})
    assert "Your new contact is in force" in done.text
    with unit_of_work() as work:
        assert work.session.get_one(Professional, person).email == NEW


@pytest.mark.article("18(1)")
def test_of_two_answers_at_once_one_counts_and_the_other_is_told_so(
    browser: Browser, a_case: At, demo: Settings
) -> None:
    """Whichever is first hides the change from who bears its link, and it is still there to say
    that it is over."""
    case = a_case("prepared")
    ask(case.case, case.seat(HEALTH), by=MANAGER, email=NEW)
    moved = f"/k/{pending().token}"
    browser.get(f"{moved}?lang=en")
    browser.post(f"{moved}/code", {"channel": "sms"})
    code = {"code": newest_code(demo)}
    shown = re.search(r'name="shown" value="(\w+)"', browser.post(f"{moved}/read", code).text)
    assert shown is not None
    yes = code | {"shown": shown[1]}
    together = Barrier(4)

    def answer(word: str) -> int:
        together.wait(timeout=quiet_seconds(20))
        said = yes if word == "confirm" else {}
        return browser.post(f"{moved}/{word}", said).status_code

    with ThreadPoolExecutor(4) as windows:
        found = sorted(windows.map(answer, ["no", "no", "no", "confirm"]))
    assert found[0] == 200
    assert set(found[1:]) <= {404, 409, 422}, found
