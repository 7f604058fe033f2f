"""What is put again after a conflict that was none, as manager and member read it: 10(2), 14(3)."""

from datetime import timedelta

import pytest

from casework.case import answer_corrections, inquiries
from casework.table import conflicts
from core.i18n import LANGUAGES, Language
from core.settings import Settings
from models.inquiry import Inquiry
from rules.inquiries import AnsweredBy
from tests.builders import MANAGER, SILENT, ACase
from tests.conftest import At
from tests.portal.asking import TOLD_OF_THE_CHILD, seen
from tests.portal.conftest import Browser, SignIn
from tests.portal.members import Guest, link_of
from tests.portal.test_information import letter_of
from tests.portal.test_inquiries import WHAT, put

DAY = timedelta(days=1)


def move(case: ACase, days: int) -> None:
    for _ in range(days):
        case.stage.move_to(case.clock.today() + DAY)


@pytest.mark.article("10(2)", "14(3.1)", "14(3.2)")
def test_both_days_stand_and_only_reminders_since_then_count(
    sign_in: SignIn, a_case: At, browser: Browser, demo: Settings
) -> None:
    case = a_case("planned")
    case.stage.settle()
    inquiry, number = put(case, SILENT, days=5), case.row().number
    move(case, 4)
    seat = case.declare_conflict(SILENT)
    move(case, 3)
    with case.manager() as work:
        conflicts.withdraw(work, case.case, seat, reason="Gabim.", on=None)
    case.stage.settle()
    manager = sign_in(MANAGER)
    one = seen(manager.get(f"/cases/{number}/inquiries/{inquiry}").text)
    assert "Put again on" in one
    assert "awaited" in one
    for page in ("inquiries", "reports"):
        text = seen(manager.get(f"/cases/{number}/{page}").text)
        assert [words for words in ("reminded once", "reminded 2 times") if words in text] == []
    guest = Guest(browser, demo, link_of(SILENT, "information"))
    assert WHAT in seen(guest.enter().text)
    move(case, 2)
    assert "reminded once" in seen(manager.get(f"/cases/{number}/inquiries").text)
    assert seen(manager.get(f"/cases/{number}/inquiries/{inquiry}").text).count("Reminded on") == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_mail_says_that_nothing_of_these_days_is_held_against_them(
    a_case: At, language: Language
) -> None:
    case = a_case("planned")
    case.stage.settle()
    put(case, SILENT, days=2)
    seat = case.declare_conflict(SILENT)
    move(case, 3)
    with case.manager() as work:
        conflicts.withdraw(work, case.case, seat, reason="Gabim.", on=None)
    case.stage.settle()
    first, again = (letter_of(each, language) for each in case.messages("reports/inquiry"))
    assert len(again) > len(first)
    assert [words for words in (WHAT, "Gabim", *TOLD_OF_THE_CHILD) if words in again] == []


@pytest.mark.article("14(3.1)", "14(3.2)")
@pytest.mark.parametrize("language", LANGUAGES)
def test_after_an_answer_that_was_none_page_and_mail_say_so_in_words_of_their_own(
    sign_in: SignIn, a_case: At, language: Language
) -> None:
    case = a_case("planned")
    case.stage.settle()
    inquiry, number = put(case, SILENT, days=2), case.row().number
    move(case, 4)
    on, how = case.clock.today(), AnsweredBy.TELEPHONE
    with case.manager() as work:
        inquiries.enter_answer(work, inquiry, said_on=on, how=how, source="Gabim", words=WHAT)
    move(case, 9)
    with case.manager() as work:
        (typed,) = work.session.get_one(Inquiry, inquiry).answers
        answer_corrections.take_back(work, typed.id, why="Gabim.")
    case.stage.settle()
    one = seen(sign_in(MANAGER).get(f"/cases/{number}/inquiries/{inquiry}").text)
    assert "What was on record as the answer was none" in one
    assert "Put again on" not in one
    assert "At first it was asked for" not in one
    first, anew = (letter_of(each, language) for each in case.messages("reports/inquiry"))
    assert first != anew
    assert [words for words in (WHAT, "Gabim", *TOLD_OF_THE_CHILD) if words in anew] == []
