"""Who had a seat on a day, and who may have come without one: Art. 8(6), 9, 10(2)."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from rules.days import StillToCome
from rules.seats import (
    Barred,
    PlaceNotFree,
    SeatBeforeTheReferral,
    SeatedThen,
    check_given,
    check_taken,
    chosen_unassessed,
    had_seat,
    may_have_come,
    was_owed_notice,
    was_shut_out,
)

DAY = date(2026, 10, 6)
BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)


@pytest.mark.article("9", "10(2)")
@pytest.mark.parametrize(
    ("given", "left", "recused", "seated", "perhaps"),
    [
        (BEFORE, None, None, True, True),
        (DAY, AFTER, None, True, True),
        (BEFORE, None, AFTER, True, True),
        (BEFORE, DAY, None, False, True),  # gone on that very day
        (BEFORE, None, BEFORE, False, True),  # recused, and there all the same
        (BEFORE, BEFORE, None, False, False),
        (AFTER, None, None, False, False),
    ],
)
def test_a_seat_counts_until_the_day_before_it_ended(
    given: date, left: date | None, recused: date | None, *, seated: bool, perhaps: bool
) -> None:
    assert had_seat(DAY, given, left, recused) is seated
    assert may_have_come(DAY, given, left) is perhaps


@pytest.mark.article("8(6)", "16(1)")
def test_a_seat_has_its_day_and_none_to_come() -> None:
    assert check_given(None, DAY, BEFORE) == DAY
    assert check_given(BEFORE, DAY, BEFORE, [BEFORE]) == BEFORE
    with pytest.raises(StillToCome):
        check_given(AFTER, DAY, BEFORE)
    with pytest.raises(SeatedThen):
        check_given(BEFORE, DAY, BEFORE, [BEFORE, DAY])  # still on the seat before
    with pytest.raises(SeatBeforeTheReferral):
        check_given(BEFORE, AFTER, DAY)


@pytest.mark.article("8(6)", "10(2)")
def test_nobody_takes_a_place_that_is_not_free() -> None:
    assert check_taken(DAY, DAY, DAY) == DAY
    assert check_taken(BEFORE, DAY, None) == BEFORE
    with pytest.raises(PlaceNotFree):
        check_taken(BEFORE, DAY, DAY)


@pytest.mark.article("4(3)", "8(8)")
@pytest.mark.parametrize(
    ("assessed", "excused", "wrong"),
    [(DAY, False, True), (BEFORE, False, False), (DAY, True, False), (None, False, False)],
)
def test_a_seat_given_before_the_assessment_is_a_breach(
    assessed: date | None, *, excused: bool, wrong: bool
) -> None:
    breach = chosen_unassessed(UUID(int=1), BEFORE, assessed, excused=excused)
    assert (breach is not None) is wrong
    if breach is not None:
        assert (str(breach.basis), breach.limit) == ("4(3)", BEFORE)


@pytest.mark.article("8(3)", "8(7)")
@pytest.mark.parametrize(
    ("left", "recused", "owed"),
    [
        (None, None, True),
        (BEFORE, None, False),
        (DAY, None, False),  # gone on the last day itself
        (AFTER, None, True),  # a lapse outlives the seat
        (None, BEFORE, False),
        (AFTER, BEFORE, False),
    ],
)
def test_who_had_no_seat_when_the_last_day_passed_was_owed_nothing(
    left: date | None, recused: date | None, *, owed: bool
) -> None:
    met_on = DAY + timedelta(days=3)
    assert was_owed_notice(met_on, DAY, BEFORE - timedelta(days=30), left, recused) is owed


@pytest.mark.article("8(3)")
def test_who_came_after_the_last_day_is_invited_late_all_the_same() -> None:
    assert was_owed_notice(DAY + timedelta(days=3), DAY, AFTER)


@pytest.mark.article("8(3)", "8(7)", "10(2)")
@pytest.mark.parametrize(
    ("given", "on", "withdrawn_on", "owed"),
    [
        (BEFORE, AFTER, None, True),  # a lapse outlives it
        (AFTER, AFTER, None, False),  # they came after the last day, and could not come then
        (AFTER, AFTER, 3, True),  # said on the day of the meeting that it was none
        (AFTER, AFTER, 4, False),
        (BEFORE, BEFORE, 3, True),
        (BEFORE, BEFORE, 4, False),
    ],
)
def test_of_a_day_on_which_their_own_word_barred_them_no_notice_was_owed(
    given: date, on: date, withdrawn_on: int | None, *, owed: bool
) -> None:
    barred = [Barred(on, DAY + timedelta(days=withdrawn_on or 30))]
    assert was_owed_notice(DAY + timedelta(days=3), DAY, given, barred=barred) is owed


@pytest.mark.article("8(9)", "10(2)")
@pytest.mark.parametrize(("day", "shut"), [(-1, False), (0, True), (3, True), (4, False)])
def test_until_the_withdrawal_is_on_record_no_door_is_open(day: int, *, shut: bool) -> None:
    """From the day on which the word was on record, whatever days they were of."""
    typed, known = DAY, DAY + timedelta(days=3)
    word = Barred(BEFORE, DAY + timedelta(days=1), typed, known)
    assert was_shut_out(DAY + timedelta(days=day), [word]) is shut
