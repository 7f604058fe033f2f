"""A conflict of interest that was declared by mistake is withdrawn: Art. 10(2)."""

from contextlib import nullcontext
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from rules.days import StillToCome
from rules.declarations import (
    Declared,
    LeftSince,
    NoConflictToWithdraw,
    SeatTaken,
    Withdrawal,
    WithdrawnTooEarly,
    WithdrawnWithoutReason,
    check_declaration,
    check_withdrawal,
    is_of_before,
)
from rules.participants import (
    ChairIsNotExcused,
    OwnPaper,
    PaperLiesNowhere,
    Word,
    check_paper_of_chair,
)

TODAY = date(2026, 10, 20)
ONE_DAY = timedelta(days=1)
SAID = Withdrawal(TODAY - ONE_DAY, "Rreshti i gabuar.", TODAY - ONE_DAY)


@pytest.mark.article("10(2)")
def test_a_conflict_by_mistake_is_withdrawn_on_its_true_day() -> None:
    assert check_withdrawal(SAID, TODAY) == TODAY - ONE_DAY
    assert check_withdrawal(replace(SAID, said_on=None), TODAY) == TODAY
    by_manager, by_link = replace(SAID, taken=True), replace(SAID, by_themselves=True)
    assert check_withdrawal(by_manager, TODAY) == check_withdrawal(by_link, TODAY) == SAID.said_on


@pytest.mark.article("10(2)")
@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"declared_on": None}, NoConflictToWithdraw),
        ({"left": True}, LeftSince),
        ({"taken": True, "by_themselves": True}, SeatTaken),
        ({"reason": " "}, WithdrawnWithoutReason),
        ({"said_on": TODAY + ONE_DAY}, StillToCome),
        ({"said_on": TODAY - 2 * ONE_DAY}, WithdrawnTooEarly),
    ],
)
def test_there_is_a_conflict_a_reason_and_a_seat(
    changes: dict[str, object], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        check_withdrawal(replace(SAID, **changes), TODAY)  # type: ignore[arg-type]


@pytest.mark.article("18(2)")
@pytest.mark.parametrize(
    ("word", "said", "refusal"),
    [
        (Word.SIGNED, {"own": True, "lies": "Dosja."}, OwnPaper),
        (Word.EXCUSED, {"lies": "Dosja."}, ChairIsNotExcused),
        (Word.SIGNED, {"lies": " "}, PaperLiesNowhere),
        (Word.SIGNED, {"lies": "Dosja."}, None),
        (Word.SIGNED, {"not_known": True}, None),
        (Word.REFUSED, {}, None),
    ],
)
def test_what_whoever_chairs_signed_on_paper_lies_somewhere(
    word: Word, said: dict[str, Any], refusal: type[Exception] | None
) -> None:
    paper: dict[str, Any] = {"own": False, "lies": "", "not_known": False} | said
    with pytest.raises(refusal) if refusal else nullcontext():
        check_paper_of_chair(word, **paper)


@pytest.mark.article("10(2)", "18(2)")
def test_what_was_signed_before_a_conflict_is_typed_after_it() -> None:
    """It is no second declaration, and takes nothing of the conflict back."""
    barred = date(2026, 9, 23)
    before = Declared(at_all=True, conflict=True, barred_on=barred)
    assert is_of_before(before, barred - timedelta(days=1), conflict=False)
    assert not is_of_before(before, barred, conflict=False)
    assert not is_of_before(before, barred - timedelta(days=1), conflict=True)
    signed = Declared(at_all=True, conflict=True)  # there was a signature before it
    assert not is_of_before(signed, barred - timedelta(days=1), conflict=False)
    check_declaration(before, conflict=False, confidential=True, of_before=True)
    gone = Declared(at_all=True, conflict=True, left=True, barred_on=barred)
    with pytest.raises(LeftSince):
        check_declaration(gone, conflict=False, confidential=True, of_before=True)
