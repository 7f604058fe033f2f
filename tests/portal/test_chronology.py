"""A case from day to day, with its log and who was what: Art. 6(1.1)."""

import re
from datetime import timedelta

import pytest

from bench.statements import counted
from casework.case import logbook
from casework.case.logbook import Logged, OfOneChild
from rules.logbook import ChildSeen, LogKind
from tests.builders import HEAD, MANAGER, OTHER_MANAGER
from tests.conftest import At
from tests.portal.asking import seen
from tests.portal.conftest import SignIn

WORDS = "Kanarina 7731: vizitë në banesë."


@pytest.mark.article("6(1.1)")
def test_a_case_is_read_from_day_to_day_with_who_was_what(a_case: At, sign_in: SignIn) -> None:
    case = a_case("reviewed")
    number, today = case.row().number, case.stage.clock.today()

    def visit() -> None:
        said = OfOneChild(WORDS, ChildSeen.ALONE)
        with case.manager() as work:
            logged = Logged(LogKind.VISIT, today, said, with_whom="Nëna", place="Shtëpia")
            logbook.enter(work, case.case, logged)

    visit()
    manager, page = sign_in(MANAGER), f"/cases/{number}/chronology"
    assert f'href="{page}"' in manager.get(f"/cases/{number}").text
    found = manager.get(f"{page}?lang=en").text
    told = seen(found)
    assert WORDS not in told
    day_by_day = told.partition("From day to day")[2]
    order = ("The child was referred", "Appointed case manager", "Chosen for the table")
    places = [day_by_day.index(each) for each in order]
    assert places == sorted(places)
    assert "Review of the plan, no. 1" in day_by_day
    roles = told.partition("Who was what, from when to when")[2]
    assert (case.account(MANAGER).name or "?") in roles
    assert WORDS in seen(manager.get(f"{page}?words=yes").text)
    assert re.search(r'<script src="[^"]*print', found)
    assert sign_in(HEAD).get(page).status_code == 200
    assert sign_in(OTHER_MANAGER).get(page).status_code == 404
    with counted() as few:
        manager.get(page)
    for _ in range(3):
        visit()
    with counted() as many:
        manager.get(page)
    assert len(few) == len(many)
    assert len(many) <= 31


@pytest.mark.article("17(5)")
def test_of_a_sealed_file_nobody_is_anything_until_today(a_case: At, sign_in: SignIn) -> None:
    case = a_case("closed")
    sealed = case.row().sealed_at
    assert sealed is not None
    case.stage.move_to(case.clock.today() + timedelta(days=40))
    told = seen(sign_in(HEAD).get(f"/cases/{case.row().number}/chronology?lang=en").text)
    roles = told.partition("Who was what, from when to when")[2]
    assert f"{sealed:%d.%m.%Y}" in roles
    assert "today" not in roles.partition("Child and family")[0]
