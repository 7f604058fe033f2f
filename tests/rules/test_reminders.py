"""When somebody is reminded of a signature or a declaration: Art. 10(1), 17(5), 18(2)."""

from datetime import date, timedelta

import pytest

from rules.ladder import as_long_as_owed

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
        (30, 31, True),
        (-4, 2, False),  # reminded of a text that gave way to this one
        (-4, 3, True),
    ],
)
def test_once_for_each_of_these_days(reminded: int | None, today: int, *, is_due: bool) -> None:
    on = None if reminded is None else after(reminded)
    assert as_long_as_owed(ASKED).is_due(on, after(today)) is is_due
