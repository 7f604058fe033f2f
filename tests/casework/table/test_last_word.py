"""Minutes that nobody's word is missing under any more are approved: Art. 10(1), T2."""

from datetime import timedelta

import pytest

from casework.table import conflicts, minutes, signature_corrections, succession
from casework.table.succession import End
from models.meeting import Minutes
from rules.signing import SignatureMethod
from rules.succession import Departure
from simulation import by_code
from simulation.stage import acting, member_acting
from tests.builders import MANAGER, SILENT, ACase
from tests.casework.conftest import At
from tests.casework.table.test_minutes_text import in_writing

DAY = timedelta(days=1)


def signed_by_all_but_one(a_case: At) -> tuple[ACase, Minutes]:
    case = a_case("opinions")
    paper, silent = in_writing(case, close=False), case.seat(SILENT)
    for member in case.members():
        if member != silent:
            with member_acting(member) as work:
                minutes.sign(work, paper.id, **by_code.signing_of(work, paper.id, member))
    with acting(MANAGER) as work:
        officer, method = case.account(MANAGER).id, SignatureMethod.PASSWORD
        minutes.sign(work, paper.id, account_id=officer, method=method)
    return case, paper


def approved_on(case: ACase, paper: Minutes) -> object:
    return next(each.approved_on for each in case.papers() if each.id == paper.id)


def leave(case: ACase) -> None:
    with case.manager() as work:
        end = End(Departure.END_OF_OFFICE, "U transferua.")
        succession.release(work, case.case, case.seat(SILENT), end)


@pytest.mark.article("10(1)")
@pytest.mark.parametrize("how", ["left", "barred"])
def test_who_leaves_last_keeps_nobody_waiting(a_case: At, how: str) -> None:
    case, paper = signed_by_all_but_one(a_case)
    assert approved_on(case, paper) is None
    case.stage.move_to(case.clock.today() + 4 * DAY)
    if how == "left":
        leave(case)
    else:
        seat = case.seat(SILENT)
        with member_acting(seat) as work:
            by_code.declare(work, seat, conflict=True, confidential=False)
    assert approved_on(case, paper) == case.clock.today()


@pytest.mark.article("10(1)")
def test_what_is_taken_back_after_they_left_approves_nothing_before_it(a_case: At) -> None:
    case, paper = signed_by_all_but_one(a_case)
    signed_on = case.clock.today()
    case.stage.move_to(signed_on + 2 * DAY)
    with case.manager() as work:
        silent, method = case.seat(SILENT), SignatureMethod.PAPER
        typed = minutes.sign(work, paper.id, member_id=silent, method=method)
    assert approved_on(case, paper) == signed_on + 2 * DAY
    case.stage.move_to(signed_on + 4 * DAY)
    leave(case)
    case.stage.move_to(signed_on + 6 * DAY)
    with case.manager() as work:
        signature_corrections.take_back(work, typed.id, why="Ishte e dikujt tjetër.")
    assert approved_on(case, paper) == signed_on + 4 * DAY


@pytest.mark.article("10(1)", "10(2)")
@pytest.mark.parametrize("how", ["never signed", "taken back meanwhile", "signed"])
def test_whose_conflict_was_none_is_waited_for_again(a_case: At, how: str) -> None:
    """And told why, where what was on record as their word was taken back."""
    case, paper = signed_by_all_but_one(a_case)
    silent, method = case.seat(SILENT), SignatureMethod.PAPER
    case.stage.move_to(case.clock.today() + 2 * DAY)
    if how != "never signed":
        with case.manager() as work:
            typed = minutes.sign(work, paper.id, member_id=silent, method=method)
    with member_acting(silent) as work:
        by_code.declare(work, silent, conflict=True, confidential=False)
    if how == "taken back meanwhile":
        with case.manager() as work:
            signature_corrections.take_back(work, typed.id, why="Ishte e dikujt tjetër.")
    assert approved_on(case, paper) == case.clock.today()
    case.stage.move_to(case.clock.today() + DAY)
    case.stage.settle()
    asked = len(case.messages("minutes/sign"))
    with case.manager() as work:
        conflicts.withdraw(work, case.case, silent, reason="Rreshti i gabuar.", on=None)
    waits = how != "signed"
    assert (approved_on(case, paper) is None) == waits
    assert len(case.messages("minutes/sign")) == asked + (how == "taken back meanwhile")
    if waits:
        with member_acting(silent) as work:
            minutes.sign(work, paper.id, **by_code.signing_of(work, paper.id, silent))
        assert approved_on(case, paper) == case.clock.today()
