"""Whether a notice to a superior rests on silence, and when they hear that it does not: 14(3.2)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from rules.attendance import ToldThatItFell
from rules.refusals import ProcedureRefused
from rules.reports import NoMailOnceDead, SuperiorUnknown
from rules.silence import (
    SilenceFacts,
    SilenceStands,
    check_fell,
    check_fell_by_mail,
    silence_holds,
    stands_again,
)

DAY = timedelta(days=1)
DUE = date(2026, 9, 28)
TOLD, TODAY = DUE + 4 * DAY, DUE + 6 * DAY
FELL = SilenceFacts(DUE, TOLD, DUE)


@pytest.mark.article("14(3.2)")
@pytest.mark.parametrize("came_on", [DUE - DAY, DUE])
def test_what_came_in_time_was_no_silence_whenever_it_was_typed(came_on: date) -> None:
    assert not silence_holds(replace(FELL, came_on=came_on))


@pytest.mark.article("14(3.2)")
@pytest.mark.parametrize(
    "known",
    [
        replace(FELL, came_on=None),
        replace(FELL, came_on=DUE + DAY),
        replace(FELL, told_on=None),
        replace(FELL, on_the_action=True),
        replace(FELL, told_on=DUE),  # who said outright that they will not, and answered then
        replace(FELL, told_on=DUE - DAY),
        replace(FELL, told_on=DUE - DAY, put_again_on=DUE - 2 * DAY),
    ],
)
def test_what_came_late_or_after_the_notice_does_not_undo_it(known: SilenceFacts) -> None:
    assert silence_holds(known)
    with pytest.raises(SilenceStands):
        check_fell(known, TODAY)


@pytest.mark.article("14(3.2)")
def test_who_was_told_that_it_does_not_hold_hears_that_it_does() -> None:
    late = replace(FELL, came_on=DUE + DAY, told_so=True)
    assert stands_again(late)
    assert not stands_again(replace(late, told_so=False))
    assert not stands_again(replace(late, came_on=None))  # it is silence again, and told as that
    assert not stands_again(replace(FELL, told_so=True))


@pytest.mark.article("14(3.2)", "10(2)")
@pytest.mark.parametrize("again", [TOLD, TOLD + DAY])
def test_what_was_put_again_since_is_in_time_by_its_new_day(again: date) -> None:
    known = SilenceFacts(again + 5 * DAY, TOLD, again + 5 * DAY, put_again_on=again)
    assert not silence_holds(known)
    assert silence_holds(replace(known, came_on=again + 6 * DAY))


@pytest.mark.article("14(3.2)")
def test_a_letter_or_a_call_says_so_from_the_day_of_the_notice_on_and_more_than_once() -> None:
    check_fell(FELL, TOLD)
    check_fell(replace(FELL, told_so=True), TODAY)
    with pytest.raises(SilenceStands):
        check_fell(FELL, TOLD - DAY)


@pytest.mark.article("14(3.2)")
@pytest.mark.parametrize(
    ("told_so", "superior_known", "died", "refused"),
    [
        (True, True, False, ToldThatItFell),
        (False, False, False, SuperiorUnknown),
        (False, True, True, NoMailOnceDead),
    ],
)
def test_a_mail_says_it_once_to_whom_is_known_while_the_child_lives(
    *, told_so: bool, superior_known: bool, died: bool, refused: type[ProcedureRefused]
) -> None:
    check_fell_by_mail(FELL, TODAY, superior_known=True, died=False)
    with pytest.raises(refused):
        check_fell_by_mail(
            replace(FELL, told_so=told_so), TODAY, superior_known=superior_known, died=died
        )
