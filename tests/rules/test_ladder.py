"""One ladder for whatever is asked for: when reminded, when late, when the superior: 14(3.2)."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.days import is_working_day
from rules.defaults import DEFAULTS
from rules.ladder import (
    Ladder,
    as_long_as_owed,
    before_meeting,
    for_an_answer,
    of_a_superior,
    to_agree,
    until,
    word_since,
)
from rules.reports import report_due

ASKED = date(2026, 11, 2)  # a Monday
DUE = date(2026, 11, 16)
OWED = as_long_as_owed(ASKED, DUE)


def day(number: int) -> date:
    return ASKED + timedelta(days=number)


@pytest.mark.article("8(9)", "14(3.1)")
def test_what_is_due_by_a_day_is_reminded_of_like_a_report_due_on_it() -> None:
    meets = DUE + timedelta(days=3)
    assert report_due(meets) == DUE
    assert until(DUE, ASKED) == before_meeting(meets, ASKED)
    assert until(DUE, ASKED).rungs == (day(9), day(10), day(11))  # nominally 10, 12 and 13


@pytest.mark.article("14(3.2)")
def test_after_one_that_left_late_the_next_keeps_the_days_between_their_own() -> None:
    ladder = until(DUE, ASKED)
    assert ladder.spread(1, None) == date.min
    assert ladder.spread(2, day(9)) == day(10), "as days off have brought them together"
    assert ladder.spread(3, day(14)) == day(15)
    usual = until(day(11), ASKED)  # on Monday, Wednesday and Thursday
    assert usual.rungs == (day(7), day(9), day(10))
    assert usual.spread(2, day(8)) == day(10), "two days after, though its own has come"
    signs = as_long_as_owed(day(0))
    assert signs.is_due(day(3), day(10))
    assert not signs.is_due(day(3), day(10), left_on=day(7)), "a week after it came"
    assert signs.is_due(day(3), day(14), left_on=day(7))


@pytest.mark.article("14(3.1)", "14(3.2)")
@pytest.mark.parametrize(
    ("asked", "due", "reminded"),
    [
        (0, 14, [9, 10, 11]),
        (0, 16, [11, 14, 15]),
        (0, 4, [2, 3, 7]),  # of a Friday: the third is Monday's
        (0, 1, [2, 4, 8]),
        (0, 0, [1, 3, 7]),
        (5, 10, [8, 9, 11]),  # on Saturday: none on three mornings running, one after its day
        (9, 4, [10, 14, 16]),  # typed after its day: counted from then
        (11, 14, [15, 17, 21]),  # on Friday, until Monday: the weekend has none
    ],
)
def test_a_question_is_reminded_of_as_often_whatever_time_it_left(
    asked: int, due: int, reminded: list[int]
) -> None:
    ladder = for_an_answer(day(due), day(asked))
    assert ladder.rungs == tuple(day(number) for number in reminded)
    assert ladder.superior_from == day(due + 1)


@pytest.mark.article("14(3.2)")
def test_it_is_late_after_its_day_and_the_superior_comes_then() -> None:
    ladder = until(DUE, ASKED)
    assert not ladder.is_late(DUE)
    assert ladder.is_late(DUE + timedelta(days=1))
    assert ladder.superior_from == DUE + timedelta(days=1)
    assert max(ladder.rungs) < ladder.superior_from


@pytest.mark.article("14(3.2)")
def test_what_has_no_day_is_never_late() -> None:
    ladder = as_long_as_owed(ASKED)
    assert not ladder.is_late(date(2036, 1, 1))
    assert ladder.superior_from == date.max


@pytest.mark.article("8(9)", "14(3.1)")
def test_a_reminder_has_its_day_and_after_the_last_none_comes() -> None:
    ladder = until(DUE, ASKED)
    assert [ladder.day_of(number) for number in (1, 2, 3)] == list(ladder.rungs)
    assert ladder.next_day(day(8)) == day(9)
    assert ladder.next_day(day(9)) == day(10)
    assert ladder.next_day(day(11)) is None
    assert until(ASKED, ASKED).next_day(ASKED) is None  # asked on its last day: nobody is reminded


@pytest.mark.article("10(1)", "18(2)")
def test_what_stays_owed_is_reminded_of_without_end() -> None:
    ladder = as_long_as_owed(ASKED)
    assert [ladder.day_of(number) for number in (1, 2, 3)] == [day(3), day(10), day(17)]
    assert [ladder.passed(day(number)) for number in (2, 3, 9, 10, 17)] == [0, 1, 1, 2, 3]


@pytest.mark.article("14(3.2)")
@given(
    ladder=st.sampled_from(
        (
            until(DUE, ASKED),
            until(DUE, day(9)),
            until(DUE, ASKED, {day(9), day(10)}),
            for_an_answer(DUE, day(12)),
            as_long_as_owed(ASKED, DUE),
            as_long_as_owed(ASKED, DUE, {day(3), day(10), day(18), day(21)}),
            as_long_as_owed(day(2), DUE),
            to_agree(ASKED, day(1), day(13)),
            of_a_superior(ASKED),
            of_a_superior(ASKED, {day(7), day(8)}),
        )
    ),
    today=st.integers(-10, 60),
)
def test_the_next_day_is_the_first_on_which_another_reminder_is_due(
    ladder: Ladder, today: int
) -> None:
    following = ladder.next_day(day(today))
    if following is None:
        assert ladder.passed(day(today)) == len(ladder.rungs)
        return
    sent = ladder.passed(day(today))
    assert following > day(today)
    assert ladder.number_due(sent, following) == sent + 1
    assert ladder.number_due(sent, following - timedelta(days=1)) is None
    assert ladder.day_of(sent + 1) == following


@pytest.mark.article("14(3.2)")
def test_the_managers_word_is_owed_from_the_last_day_or_the_reminder_that_came_after_it() -> None:
    assert word_since(DUE, ()) == DUE
    assert word_since(DUE, (day(10), day(12), day(13))) == DUE
    assert word_since(DUE, (day(18), day(20), day(24))) == day(24)


@pytest.mark.article("8(3)")
@pytest.mark.parametrize(
    ("ends", "reminded"),
    [
        (0, []),  # asked on the last day: nobody is reminded
        (1, [1]),
        (4, [1, 2, 4]),
        (5, [1, 2, 4]),  # until a Saturday
        (6, [1, 2, 4]),
        (20, [1, 2, 9, 16, 18]),
    ],
)
def test_a_day_to_agree_to_is_reminded_of_until_the_last_day_that_leaves_three(
    ends: int, reminded: list[int]
) -> None:
    ladder = to_agree(ASKED, day(1), day(ends))
    assert ladder.rungs == tuple(day(number) for number in reminded)
    assert not ladder.is_due(None, day(ends + 1)), "nobody can agree to it any more"
    assert ladder.next_day(day(ends)) is None


@pytest.mark.article("8(3)")
def test_who_was_asked_on_friday_until_sunday_is_not_reminded() -> None:
    assert to_agree(day(4), day(5), day(6)).rungs == ()
    assert to_agree(day(4), day(5), day(7)).rungs == (day(7),)
    assert to_agree(day(4), day(5), day(9)).rungs == (day(7), day(8), day(9))


@pytest.mark.article("14(3.2)")
def test_a_superior_is_asked_twice_more_and_after_a_standstill_once() -> None:
    ladder = of_a_superior(ASKED)
    assert ladder.rungs == (day(7), day(14))
    assert ladder.is_due(None, day(30))
    assert not ladder.is_due(day(30), day(31))
    assert ladder.next_day(day(30)) is None


LADDERS = (until, before_meeting, for_an_answer)
ANY_DAY = st.dates(ASKED - timedelta(days=40), ASKED + timedelta(days=40))
HOLIDAYS = st.frozensets(ANY_DAY, max_size=6)


@pytest.mark.article("8(9)", "14(3.2)")
@given(climb=st.sampled_from(LADDERS), due=ANY_DAY, asked=ANY_DAY, holidays=HOLIDAYS)
def test_nobody_is_reminded_on_a_day_off_nor_twice_on_one_day(
    climb: Callable[..., Ladder], due: date, asked: date, holidays: frozenset[date]
) -> None:
    ladder = climb(due, asked, holidays)
    assert all(is_working_day(rung, holidays) for rung in ladder.rungs)
    assert sorted(set(ladder.rungs)) == list(ladder.rungs)
    assert all(rung > asked for rung in ladder.rungs)
    if climb is for_an_answer:
        assert len(ladder.rungs) == len(DEFAULTS.REMIND_AHEAD), "no superior hears of who had fewer"
    else:
        assert ladder.due is not None
        assert all(rung < ladder.due for rung in ladder.rungs)


@pytest.mark.article("14(3.2)")
@given(due=ANY_DAY, holidays=HOLIDAYS)
def test_whoever_was_asked_in_time_has_three_reminders_in_any_week(
    due: date, holidays: frozenset[date]
) -> None:
    """Else an instruction for three would never be reached."""
    assert len(until(due, holidays=holidays).rungs) == len(DEFAULTS.REMIND_AHEAD)


@pytest.mark.article("10(1)", "18(2)")
@given(since=ANY_DAY, today=ANY_DAY, holidays=HOLIDAYS)
def test_what_stays_owed_is_reminded_of_on_a_working_day_at_most_once_a_week(
    since: date, today: date, holidays: frozenset[date]
) -> None:
    ladder = as_long_as_owed(since, holidays=holidays)
    following = ladder.next_day(today)
    assert following is not None
    rests = ladder.rests_after(today)
    assert today <= since or (rests - today).days >= DEFAULTS.REMIND_AGAIN.days
    following = max(following, rests) if ladder.passed(rests) == ladder.passed(today) else rests
    assert is_working_day(following, holidays)
    assert not ladder.is_due(today, following - timedelta(days=1))
    assert ladder.is_due(today, following)


@pytest.mark.article("10(1)", "18(2)")
def test_after_new_year_a_weeks_reminder_follows_a_week_after_the_one_before_left() -> None:
    holidays = {date(2026, 12, 25), date(2027, 1, 1)}
    ladder = as_long_as_owed(date(2026, 12, 8), holidays=holidays)  # nominally on Fridays
    assert ladder.is_due(date(2026, 12, 18), date(2026, 12, 28))
    left_late = date(2027, 1, 4), date(2027, 1, 5)
    assert not ladder.is_due(left_late[0], date(2027, 1, 8), left_late[1])
    assert not ladder.is_due(left_late[0], date(2027, 1, 11), left_late[1])
    assert ladder.is_due(left_late[0], date(2027, 1, 12), left_late[1])


@pytest.mark.article("10(1)")
def test_a_weeks_reminder_on_a_holiday_is_the_next_days_and_no_later_one_moves() -> None:
    ladder = as_long_as_owed(day(4), holidays={day(14)})  # from Friday: on Mondays
    assert [ladder.day_of(number) for number in (1, 2, 3)] == [day(7), day(15), day(21)]
    assert [ladder.passed(day(number)) for number in (13, 14, 15, 20, 21)] == [1, 1, 2, 2, 3]


@pytest.mark.article("8(9)")
def test_reminders_around_new_year_are_spread_over_the_working_days_before() -> None:
    holidays = {date(2027, 1, 1), date(2027, 1, 2), date(2027, 1, 7)}
    due = date(2027, 1, 4)  # a Monday: nominally Thursday, and both days of the weekend
    rungs = until(due, date(2026, 12, 21), holidays).rungs
    assert rungs == (date(2026, 12, 29), date(2026, 12, 30), date(2026, 12, 31))
    assert until(due, date(2026, 12, 30), holidays).rungs == (date(2026, 12, 31),)


@pytest.mark.article("14(3.2)")
@pytest.mark.parametrize(
    ("left_on", "second"), [(None, 14), (7, 14), (9, 16), (12, 21), (14, 14), (20, 14)]
)
def test_a_superior_is_asked_the_second_time_a_week_after_the_first_mail_left(
    left_on: int | None, second: int
) -> None:
    told = date(2026, 10, 5)  # a Monday
    again = told + timedelta(days=left_on) if left_on else None
    ladder = of_a_superior(told, (), again)
    assert ladder.rungs == (told + timedelta(days=7), told + timedelta(days=second))
