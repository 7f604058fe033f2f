"""When somebody is reminded of a signature or a declaration: Art. 10(1), 17(5), 18(2)."""

from datetime import date, timedelta

import pytest

from rules.duties import Duty
from rules.ladder import as_long_as_owed
from rules.reminders import last_call_on

ASKED = date(2026, 11, 2)


def after(days: int) -> date:
    return ASKED + timedelta(days=days)


@pytest.mark.article("10(1)", "17(5)", "18(2)")
@pytest.mark.parametrize(
    ("today", "following"),
    [(0, 3), (2, 3), (3, 10), (4, 10), (9, 10), (10, 17), (16, 17), (17, 24), (-5, 3)],
)
def test_the_third_day_and_then_each_week(today: int, following: int) -> None:
    assert as_long_as_owed(ASKED).next_day(after(today)) == after(following)


@pytest.mark.article("10(1)", "17(5)", "18(2)")
@pytest.mark.parametrize(
    ("reminded", "today", "is_due"),
    [
        (None, 0, False),
        (None, 2, False),  # asked for two days ago: nobody is late yet
        (None, 3, True),
        (3, 3, False),  # never twice on one day
        (3, 9, False),
        (3, 10, True),
        (None, 30, True),  # days missed are not made up for
        (30, 30, False),
        (30, 31, False),  # a week after the one that left
        (30, 37, True),
        (-4, 2, False),  # reminded of a text that gave way to this one
        (-4, 3, True),
    ],
)
def test_once_for_each_of_these_days(reminded: int | None, today: int, *, is_due: bool) -> None:
    on = None if reminded is None else after(reminded)
    assert as_long_as_owed(ASKED).is_due(on, after(today)) is is_due


@pytest.mark.article("8(9)", "18(2)")
@pytest.mark.parametrize(
    ("duty", "last", "called"),
    [
        (Duty.WRITE_REPORT, 10, 10),
        (Duty.WRITE_REPORT, 11, 11),  # a Friday
        (Duty.WRITE_REPORT, 12, 11),
        (Duty.WRITE_REPORT, 13, 11),
        (Duty.AGREE_DATE, 14, 11),  # Monday is a holiday
        (Duty.SIGN_MINUTES, 15, 15),
        (Duty.DECLARE, 15, 11),  # the day before, which is that Monday
        (Duty.GET_ANSWER, 13, None),  # what others do has none
    ],
)
def test_the_last_call_is_on_the_last_working_day_by_then(
    duty: Duty, last: int, called: int | None
) -> None:
    on = last_call_on(duty, after(last), ASKED, {after(14)})
    assert on == (None if called is None else after(called))


@pytest.mark.article("8(9)")
def test_whoever_was_asked_on_friday_until_sunday_is_called_on_sunday() -> None:
    assert last_call_on(Duty.WRITE_REPORT, after(6), after(4)) == after(6)
    assert last_call_on(Duty.WRITE_REPORT, after(6), after(3)) == after(4)
    assert last_call_on(Duty.WRITE_REPORT, after(6), after(6)) is None
