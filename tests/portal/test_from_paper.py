"""A case that ran on paper is taken over by its pages: decision 0165."""

from datetime import timedelta
from typing import Final

import pytest

from casework.table import convening
from core.clock import FrozenClock
from core.i18n import translator
from models.session import unit_of_work
from queries import breaches
from rules.days import add_months
from rules.paper_sections import PaperSection, SectionAnswer
from rules.phases import Phase
from simulation import words
from tests.builders import HEAD, MANAGER, ACase
from tests.conftest import At
from tests.on_paper import answer, at_the_table, begun, finish, met, planned
from tests.portal.acts import OTHER_MANAGER
from tests.portal.asking import seen
from tests.portal.conftest import Browser, SignIn
from tests.portal.test_referral import REFERRAL, as_typed, the_case

DAY: Final = timedelta(days=1)


@pytest.mark.article("5(1.1)", "11(1)")
def test_whoever_registers_says_that_it_has_been_running_on_paper(
    chief: Browser, database: FrozenClock
) -> None:
    today = database.today()
    chief.get("/cases/new")
    typed = REFERRAL | {"came": as_typed(today - 90 * DAY), "paper_lies": "Shelf <b>4"}
    half = chief.post("/cases/new", typed)
    assert half.status_code == 422
    assert "Say from which day on the case runs here." in half.text
    assert "Shelf &lt;b&gt;4" in half.text
    refused = chief.post("/cases/new", typed | {"paper_on": as_typed(today + DAY)})
    assert refused.status_code == 409
    assert "still to come" in seen(refused.text)
    chief.post("/cases/new", typed | {"paper_on": as_typed(today)})
    case, _ = the_case()
    assert case.from_paper_on == today
    page = seen(chief.get(f"/cases/{case.number}").text)
    assert "This case ran on paper until it was taken over" in page
    assert "Shelf <b>4" in page
    address = f"/cases/{case.number}/paper"
    assert "Correct the day" in chief.get(address).text
    chief.post(address, {"on": as_typed(today - DAY), "lies": ""})
    page = seen(chief.get(address).text)
    assert "Where the paper file lies is not known." in page
    assert "What stood there before" in page
    chief.post(f"{address}/not", {})
    assert the_case()[0].from_paper_on is None


def _by_the_pages(case: ACase, sign_in: SignIn) -> tuple[Browser, str]:
    manager = sign_in(MANAGER)
    return manager, f"/cases/{case.row().number}/paper"


@pytest.mark.article("5(1.5)", "9", "10(1)", "11(1)", "13(1)")
def test_section_by_section_and_finished_by_one_act(sign_in: SignIn, a_case: At) -> None:
    case = a_case("referred")
    came = begun(case)
    seats = at_the_table(case, came)
    manager, address = _by_the_pages(case, sign_in)
    own = f"/cases/{case.row().number}"
    assert "Propose to close the case" not in manager.get(own).text
    form = manager.get(f"{address}/meeting").text
    assert form.count('type="hidden" name="seats.') == len(seats)
    rows = {f"seats.{n}.member": str(seat) for n, seat in enumerate(seats)}
    rows |= {f"seats.{n}.came": "unknown" for n in range(len(seats))}
    typed = {"on": as_typed(came + 14 * DAY), "purpose": "other", "minutes": "open"} | rows
    refused = manager.post(f"{address}/meeting", typed)
    assert refused.status_code == 409
    assert "it is not said who was there" in seen(refused.text)
    done = manager.post(f"{address}/meeting", typed | {"minutes": "signed"})
    assert done.headers["location"].endswith("/paper#meetings")
    again = manager.post(f"{address}/meeting", typed | {"minutes": "signed"})
    assert "The table met once more on that day" in seen(again.text)
    planned(case, came + 100 * DAY)
    page = seen(manager.get(address).text)
    for said in ("first meeting", "Approved and signed", "read the plan", "declared on", "High"):
        assert said.lower() in page.lower(), said
    for section in PaperSection:
        home = f"{address}/section/{section.value}"
        assert manager.post(home, {"words": "x"}).status_code == 422
        assert manager.post(f"{address}/finish", {"handed": "yes"}).status_code == 409
        told = "none" if section is PaperSection.PROMISES else "not_known"
        manager.post(home, {"answer": told, "words": "The file was wet."})
    unsaid = manager.post(f"{address}/finish", {})
    assert "has the plan on paper" in seen(unsaid.text)
    done = manager.post(f"{address}/finish", {"handed": "yes"})
    assert done.headers["location"] == f"/cases/{case.row().number}"
    assert case.row().phase == Phase.IMPLEMENTATION
    case.stage.settle()
    page = seen(manager.get(own).text)
    assert "The file was wet." in page
    assert "Propose to close the case" in page
    assert "before the case was taken over from paper" in page
    assert "Finish taking it over" not in manager.get(address).text
    form = seen(manager.get(f"/cases/{case.row().number}/form").text)
    assert "This case ran on paper until it was taken over" in form
    assert "Meetings and their minutes (The file was wet.)" in form
    held = manager.get(f"/meetings/{case.held().id}").text
    assert "Held before the case was taken over from paper" in held
    assert "Nobody had planned this meeting" not in held


@pytest.mark.article("16(1)")
def test_what_passed_before_is_not_counted_with_what_passed_here(
    sign_in: SignIn, a_case: At
) -> None:
    case = a_case("referred")
    came = begun(case)
    met(case, came + 14 * DAY, dict.fromkeys(at_the_table(case, came), True))
    planned(case, came + 100 * DAY)
    answer(case, promises=SectionAnswer.NONE)
    finish(case)
    head = sign_in(HEAD)
    page = seen(head.get("/cases").text)
    assert "1 passed before its case was taken over from paper" in page
    with unit_of_work() as work:
        lines = breaches.of_life(work, case.case)
    assert [(line.duty, line.before) for line in lines] == [("review_plan", True)]


@pytest.mark.article("12(1)", "13(1)")
def test_of_an_unknown_plan_the_page_says_so_and_the_table_is_convened(
    sign_in: SignIn, a_case: At
) -> None:
    case = a_case("referred")
    came = begun(case)
    there = dict.fromkeys(at_the_table(case, came), True)
    met(case, came + 14 * DAY, there)
    met(case, came + 40 * DAY, there, on_review=True)
    unknown = SectionAnswer.NOT_KNOWN
    answer(case, assessment=unknown, plan=unknown, promises=SectionAnswer.NONE)
    finish(case, handed=None)
    case.stage.settle()
    manager = sign_in(MANAGER)
    page = seen(manager.get(f"/cases/{case.row().number}").text)
    assert "What was done on paper is not known" in page
    day = translator("en").day(came + 40 * DAY)
    assert f"Last on {day}; what was found is not known" in page
    assert "Under way since" not in page
    assert "None held yet" not in page
    assert case.row().phase == Phase.IMPLEMENTATION
    assert "Plan the review meeting" in page
    assert "Review the plan with the table" in page
    assert "The plan was not reviewed within a month" in page
    assert "Write down the table's comprehensive assessment" not in page
    assert "Plan the review meeting" in seen(manager.get("/").text)
    number = case.row().number
    for page_of in ("/meeting?about=review", "/review", "/plan"):
        assert manager.get(f"/cases/{number}{page_of}").status_code == 200, page_of
    with case.manager() as work:
        convening.propose(work, case.case, starts_at=case.at(20), place="QPS", on_review=True)
    assert "Plan the review meeting" not in seen(manager.get(f"/cases/{number}").text)


@pytest.mark.article("16(1)")
def test_of_months_on_paper_no_signature_is_asked(sign_in: SignIn, a_case: At) -> None:
    case = a_case("referred")
    begun(case)
    head, months = sign_in(HEAD), 'href="/supervision"'
    assert "waits)" not in head.get("/").text.partition(months)[2][:200]
    assert "not signed off" not in seen(head.get("/supervision").text)
    case.stage.move_to(add_months(case.stage.today().replace(day=1), 1))
    assert "(1 waits)" in head.get("/").text.partition(months)[2][:200]


@pytest.mark.article("18(1)")
def test_nobody_else_takes_it_over(sign_in: SignIn, a_case: At) -> None:
    case = a_case("referred")
    begun(case)
    stranger, address = sign_in(OTHER_MANAGER), f"/cases/{case.row().number}/paper"
    head = sign_in(HEAD)
    for browser in (stranger, head):
        browser.get("/")
        for where in ("/section/table", "/finish", "/meeting"):
            answered = browser.post(address + where, {"answer": "not_known"} | words_of_a_meeting())
            assert answered.status_code == 404, where
    assert stranger.get(address).status_code == 404


def words_of_a_meeting() -> dict[str, str]:
    return {"on": "1.3.2026", "purpose": "other", "minutes": "signed", "place": words.GOAL[:9]}
