"""A right to act is asked again once the case is held: whoever waits has it no more: Art. 18(1)."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

import httpx
import pytest
from sqlalchemy import text

from casework.table import participants
from models.session import unit_of_work
from simulation.stage import acting
from tests import deputy
from tests.builders import HEAD, MANAGER, ACase
from tests.casework.case.test_late_actions import both_are_asked, both_of
from tests.conftest import At
from tests.portal.acts import OTHER_MANAGER
from tests.portal.asking import a_minuted_case, seen
from tests.portal.conftest import Browser, SignIn
from tests.portal.test_referral import as_typed
from tests.waiting import wait_until
from workflow.life import lock

__all__ = ["a_minuted_case"]

DAY = timedelta(days=1)
WORDS = "Kanarina 5519 pret radhën."

Sent = tuple[Browser, str, Mapping[str, str]]


def one_after_the_other(life_id: UUID, first: Sent, second: Sent) -> list[httpx.Response]:
    """Both are let in while a third has the case; what the first changes, the second finds."""

    def waiting(many: int) -> Callable[[], bool]:
        question = text("SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted")
        return lambda: work.session.scalar(question) >= many

    with ThreadPoolExecutor(2) as windows:
        with unit_of_work() as work:
            lock(work, life_id)
            sent = []
            for browser, to, fields in (first, second):
                sent.append(windows.submit(browser.post, to, fields))
                wait_until(waiting(len(sent)))
        return [each.result() for each in sent]


def handed_over(case: ACase, to: str) -> dict[str, str]:
    return {"manager": str(case.account(to).id), "on": as_typed(case.clock.today())}


@pytest.mark.article("18(1)", "14(3.4)", "4(2)")
def test_what_a_former_manager_had_sent_is_not_done_after_the_hand_over(
    case: ACase, sign_in: SignIn
) -> None:
    manager, head, home = sign_in(MANAGER), sign_in(HEAD), f"/cases/{case.row().number}"
    manager.get(f"{home}/monitoring")
    head.get(f"{home}/appoint")
    told = {"means": "link", "words": WORDS}
    done, late = one_after_the_other(
        case.case,
        (head, f"{home}/appoint", handed_over(case, OTHER_MANAGER)),
        (manager, f"{home}/monitoring", told),
    )
    assert (done.status_code, late.status_code) == (303, 404)
    assert WORDS in seen(late.text)
    assert WORDS not in seen(head.get(f"{home}/monitoring").text)


@pytest.mark.article("18(1)", "8(1)")
def test_what_the_head_may_while_nobody_manages_the_case_ends_with_the_appointment(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("referred")
    home = f"/cases/{case.row().number}"
    first, second = sign_in(HEAD), sign_in(HEAD)
    first.get(f"{home}/appoint")
    second.get(f"{home}/referral")
    referred_on = case.row().referred_on
    done, late = one_after_the_other(
        case.case,
        (first, f"{home}/appoint", handed_over(case, MANAGER)),
        (second, f"{home}/referral", {"came": "01.02.2026", "reason": WORDS}),
    )
    assert (done.status_code, late.status_code) == (303, 404)
    assert case.row().referred_on == referred_on


@pytest.mark.article("14(2)", "14(3.3)")
def test_a_word_is_not_corrected_where_another_answers_the_question_meanwhile(
    a_case: At, sign_in: SignIn
) -> None:
    """Taken back in one window, corrected in the other: what is typed there stays to be read."""
    case = a_case("assessed", both_are_asked)
    question, today = both_of(case)[1], case.clock.today()
    reports = f"/cases/{case.row().number}/reports"
    first, second = sign_in(MANAGER), sign_in(MANAGER)
    word = {"status": "in_process", "words": "Po vazhdon.", "on": as_typed(today - DAY)}
    further = {"status": "uncompleted", "words": "Nuk u krye.", "on": as_typed(today)}
    here = f"{reports}/{question.id}"
    for said in (word, further):
        first.get(f"{here}/word")
        assert first.post(f"{here}/word", said).status_code == 303
    first.get(f"{here}/correction")
    second.get(f"{here}/correction")
    why = {"why": "Ishte rast tjetër."}
    corrected = word | {"words": WORDS, "reason": "Gabim shtypi."}
    sent = (
        (first, f"{here}/correction/taken-back", why),
        (second, f"{here}/correction", corrected),
    )
    done, late = one_after_the_other(case.case, *sent)
    assert (done.status_code, late.status_code) == (303, 409)
    assert WORDS in seen(late.text)
    again = second.post(f"{here}/correction/taken-back", why)
    assert again.status_code == 409
    page = seen(first.get(f"{here}/word").text)
    assert "Nuk u krye." in page
    assert WORDS not in page


@pytest.mark.article("18(1)", "4(2)", "10(1)")
@pytest.mark.parametrize("who", ["deputy", "head in place of a conflict"])
def test_who_ran_the_table_when_it_was_sent_writes_no_minutes_after_the_hand_over(
    a_case: At, sign_in: SignIn, who: str
) -> None:
    """Let in still, as the head or the head's deputy; the table is run by another."""
    case = a_case("met")
    minutes, home = f"/meetings/{case.held().id}/minutes", f"/cases/{case.row().number}"
    if who == "deputy":
        deputy.named(case, MANAGER)
    else:
        with acting(MANAGER) as work:
            participants.declare_as_chair(work, case.case, conflict=True)
        case.stage.settle()
    head, former = sign_in(HEAD), sign_in(MANAGER if who == "deputy" else HEAD)
    head.get(f"{home}/appoint")
    former.get(minutes)
    done, late = one_after_the_other(
        case.case,
        (head, f"{home}/appoint", handed_over(case, OTHER_MANAGER)),
        (former, minutes, {"text": WORDS, "nothing_was_said": "yes"}),
    )
    assert (done.status_code, late.status_code) == (303, 404)
    assert WORDS in seen(late.text)
    assert "minutes written" not in {act for act, _ in case.trail()}


@pytest.mark.article("18(1)", "4(2)", "18(2)")
def test_who_ran_the_table_enters_no_declaration_after_the_hand_over(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("told")
    home, table = f"/cases/{case.row().number}", f"/declarations/{case.case}"
    deputy.named(case, MANAGER)
    head, former = sign_in(HEAD), sign_in(MANAGER)
    head.get(f"{home}/appoint")
    former.get(table)
    today = as_typed(case.clock.today())
    said = {"who": str(case.members()[0]), "what": "conflict", "on": today}
    before = case.trail()
    done, late = one_after_the_other(
        case.case,
        (head, f"{home}/appoint", handed_over(case, OTHER_MANAGER)),
        (former, f"{table}/word", said),
    )
    assert (done.status_code, late.status_code) == (303, 404)
    assert "conflict declared" not in {act for act, _ in case.trail()[len(before) :]}


@pytest.mark.article("8(3)", "18(1)")
@pytest.mark.parametrize("way", ["agree", "agreed", "counter"])
def test_a_deputy_to_whom_the_case_is_handed_over_answers_no_date_of_it(
    a_case: At, sign_in: SignIn, way: str
) -> None:
    """They were asked whose case it is before it was theirs."""
    case = a_case("proposed")
    meeting, home = f"/meetings/{case.meeting().id}", f"/cases/{case.row().number}"
    deputy.named(case, OTHER_MANAGER)
    head, deputed = sign_in(HEAD), sign_in(OTHER_MANAGER)
    head.get(f"{home}/appoint")
    deputed.get(f"{meeting}/agree")
    said = {"on": as_typed(case.clock.today()), "note": WORDS}
    done, late = one_after_the_other(
        case.case,
        (head, f"{home}/appoint", handed_over(case, OTHER_MANAGER)),
        (deputed, f"{meeting}/{way}", {} if way == "agree" else said),
    )
    assert (done.status_code, late.status_code) == (303, 409)
    assert (case.meeting().agreed_at, case.meeting().countered_at) == (None, None)
