"""Counting days: months, the three readings of "three days", quarters."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.days import (
    Quarter,
    StillToCome,
    add_months,
    check_happened,
    is_working_day,
    next_working_day,
    readings,
    working_days_before,
)

DAYS = st.dates(date(2020, 1, 1), date(2060, 12, 31))
HOLIDAYS = st.frozensets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=12)


@pytest.mark.article("5(1.5)")
@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 15), 1, date(2026, 2, 15)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),  # February has no 31st
        (date(2028, 1, 31), 1, date(2028, 2, 29)),  # a leap year
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2026, 8, 31), 1, date(2026, 9, 30)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 2, 28), 1, date(2027, 3, 28)),  # the clocks change that night
    ],
)
def test_a_month_later_is_the_same_day_or_the_last(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


@given(day=DAYS, more=st.integers(0, 30), months=st.integers(0, 300))
def test_a_later_day_stays_a_later_day(day: date, more: int, months: int) -> None:
    assert add_months(day, months) <= add_months(day + timedelta(days=more), months)


@given(day=DAYS, months=st.integers(0, 300))
def test_months_add_up_to_the_right_month(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day


@pytest.mark.article("8(3)", "8(7)")
@pytest.mark.parametrize(
    ("meeting_on", "holidays", "calendar", "clear", "working"),
    [
        # a Friday: the same week by every reading
        (date(2026, 9, 25), (), date(2026, 9, 22), date(2026, 9, 21), date(2026, 9, 22)),
        # a Monday: the weekend lies between
        (date(2026, 9, 21), (), date(2026, 9, 18), date(2026, 9, 17), date(2026, 9, 16)),
        # 28 November is a Saturday, and a holiday on the Friday
        (
            date(2026, 11, 30),
            (date(2026, 11, 27),),
            date(2026, 11, 27),
            date(2026, 11, 26),
            date(2026, 11, 24),
        ),
        # over the turn of the year
        (
            date(2027, 1, 4),
            (date(2027, 1, 1), date(2027, 1, 2)),
            date(2027, 1, 1),
            date(2026, 12, 31),
            date(2026, 12, 29),
        ),
        # over both changes of the clock
        (date(2027, 3, 29), (), date(2027, 3, 26), date(2027, 3, 25), date(2027, 3, 24)),
        (date(2027, 11, 1), (), date(2027, 10, 29), date(2027, 10, 28), date(2027, 10, 27)),
        # a leap day is a day
        (date(2028, 3, 2), (), date(2028, 2, 28), date(2028, 2, 27), date(2028, 2, 28)),
    ],
)
def test_three_days_may_be_counted_in_three_ways(
    meeting_on: date, holidays: tuple[date, ...], calendar: date, clear: date, working: date
) -> None:
    counted = readings(meeting_on, 3, holidays)
    assert (counted.calendar, counted.clear, counted.working) == (calendar, clear, working)
    assert counted.aim == min(calendar, clear, working)


@pytest.mark.article("8(3)")
@given(day=DAYS, days=st.integers(0, 15), holidays=HOLIDAYS)
def test_the_aim_satisfies_every_reading(day: date, days: int, holidays: frozenset[date]) -> None:
    counted = readings(day, days, holidays)
    assert counted.aim <= counted.calendar
    assert counted.aim <= counted.clear
    assert counted.aim <= counted.working
    assert counted.working <= counted.calendar


@given(day=DAYS, count=st.integers(1, 15), holidays=HOLIDAYS)
def test_working_days_before_are_working_days(
    day: date, count: int, holidays: frozenset[date]
) -> None:
    before = working_days_before(day, count, holidays)
    assert is_working_day(before, holidays)
    between = (before + timedelta(days=n) for n in range((day - before).days))
    assert sum(is_working_day(each, holidays) for each in between) == count


@given(day=DAYS, holidays=HOLIDAYS)
def test_the_next_working_day_is_the_first_one(day: date, holidays: frozenset[date]) -> None:
    found = next_working_day(day, holidays)
    assert is_working_day(found, holidays)
    skipped = (day + timedelta(days=n) for n in range((found - day).days))
    assert not any(is_working_day(each, holidays) for each in skipped)


@pytest.mark.article("8(2)")
@pytest.mark.parametrize(
    ("day", "name", "first", "last"),
    [
        (date(2026, 1, 1), "2026-Q1", date(2026, 1, 1), date(2026, 3, 31)),
        (date(2028, 2, 29), "2028-Q1", date(2028, 1, 1), date(2028, 3, 31)),
        (date(2026, 3, 31), "2026-Q1", date(2026, 1, 1), date(2026, 3, 31)),
        (date(2026, 4, 1), "2026-Q2", date(2026, 4, 1), date(2026, 6, 30)),
        (date(2026, 9, 30), "2026-Q3", date(2026, 7, 1), date(2026, 9, 30)),
        (date(2026, 10, 1), "2026-Q4", date(2026, 10, 1), date(2026, 12, 31)),
        (date(2026, 12, 31), "2026-Q4", date(2026, 10, 1), date(2026, 12, 31)),
    ],
)
def test_a_quarter_begins_and_ends_with_its_months(
    day: date, name: str, first: date, last: date
) -> None:
    quarter = Quarter.of(day)
    assert str(quarter) == name
    assert (quarter.first_day, quarter.last_day) == (first, last)


@given(day=DAYS)
def test_every_day_lies_in_its_quarter(day: date) -> None:
    quarter = Quarter.of(day)
    assert quarter.first_day <= day <= quarter.last_day
    assert Quarter.parse(str(quarter)) == quarter


@given(day=DAYS)
def test_quarters_follow_each_other_without_a_gap(day: date) -> None:
    quarter = Quarter.of(day)
    following = Quarter.of(quarter.last_day + timedelta(days=1))
    assert following > quarter
    assert following.first_day == quarter.last_day + timedelta(days=1)


@pytest.mark.parametrize("text", ["", "2026", "2026-Q5", "2026-Q0", "26-Q1", "2026-q1", "abcd-Q1"])
def test_what_is_no_quarter_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"quarter|invalid"):
        Quarter.parse(text)


@pytest.mark.article("10(1)")
def test_what_has_happened_has_a_day_up_to_today() -> None:
    today = date(2026, 11, 20)
    assert check_happened(None, today) == today
    assert check_happened(today - timedelta(days=400), today) == today - timedelta(days=400)
    with pytest.raises(StillToCome):
        check_happened(today + timedelta(days=1), today)
