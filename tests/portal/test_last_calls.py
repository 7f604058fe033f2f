"""The day of a last call by SMS stands where somebody is waited for, as of any reminder: 0172."""

from datetime import time, timedelta

import pytest

from core.i18n import translator
from core.working_days import around
from rules.days import last_working_day
from rules.defaults import DEFAULTS
from tests.builders import MANAGER, SILENT
from tests.casework.municipality.test_last_calls import texts
from tests.conftest import At
from tests.portal.conftest import SignIn
from tests.portal.test_not_arrived import words_of

DAY, NINE = timedelta(days=1), time(9)
SAY = translator("en")


@pytest.mark.article("8(9)")
def test_of_a_report_it_stands_on_every_line(a_case: At, sign_in: SignIn) -> None:
    case = a_case("one_silent")
    due = case.request(SILENT).due_on
    case.stage.move_to(due)
    assert texts(case), "they were called"
    case.stage.move_to(due, NINE)  # the gateway has it
    manager, number = sign_in(MANAGER), case.row().number
    day, short = SAY.day(due, due), SAY.short_day(due)
    reports = words_of(manager.get(f"/cases/{number}/reports?lang=en").text)
    assert f"called by SMS on {short}" in reports
    page = words_of(manager.get(f"/cases/{number}?lang=en").text)
    assert f"last reminded on {short}" in page, "beside the seat"
    assert f"last reminded on {day}" in page, "where the case waits"
    assert f"last reminded on {day}" in words_of(manager.get("/?lang=en").text)


@pytest.mark.article("18(2)")
def test_of_declarations_too(a_case: At, sign_in: SignIn) -> None:
    case = a_case("agreed")
    eve = last_working_day(case.meeting().day - DAY, around(case.meeting().day))
    case.stage.move_to(eve)
    assert texts(case)
    case.stage.move_to(eve, NINE)
    page = sign_in(MANAGER).get(f"/declarations/{case.case}?lang=en").text
    assert f"last reminded on {SAY.day(eve, eve)}" in words_of(page)


@pytest.mark.article("10(1)", "17(5)")
def test_of_signatures_too(a_case: At, sign_in: SignIn) -> None:
    case = a_case("decided")
    last = case.clock.today() + timedelta(days=DEFAULTS.SIGN.days)
    case.stage.move_to(last)
    assert texts(case)
    case.stage.move_to(last, NINE)
    page = sign_in(MANAGER).get(f"/cases/{case.row().number}/closure?lang=en").text
    assert f"last reminded on {SAY.day(last, last)}" in words_of(page)
