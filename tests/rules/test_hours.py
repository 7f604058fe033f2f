"""Nobody is written to at night, nor reminded on a day off: ours, beside Art. 8(3) and 8(9)."""

from datetime import date, time, timedelta

import pytest

from rules.hours import Leaves, leaves_from

MONDAY = date(2026, 9, 14)
FRIDAY, SATURDAY, SUNDAY = (MONDAY - timedelta(days=back) for back in (3, 2, 1))
TUESDAY = MONDAY + timedelta(days=1)
HOLIDAY = frozenset({MONDAY})
SEVEN = time(7)


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (time(6, 59, 59), MONDAY),
        (time(7), None),
        (time(19, 59, 59), None),
        (time(20), MONDAY + timedelta(days=1)),
        (time(23, 59), MONDAY + timedelta(days=1)),
        (time(0), MONDAY),
    ],
)
def test_ours_leaves_from_seven_to_eight_in_the_evening(at: time, day: date | None) -> None:
    found = leaves_from(Leaves.BY_DAY, MONDAY, at)
    assert found == (None if day is None else (day, SEVEN))


@pytest.mark.parametrize("at", [time(0), time(6, 59), time(12), time(20), time(23, 59)])
def test_what_its_reader_waits_for_leaves_at_any_hour(at: time) -> None:
    assert leaves_from(Leaves.AT_ONCE, SUNDAY, at) is None


@pytest.mark.article("8(3)")
def test_on_its_last_lawful_day_and_after_it_nothing_waits_for_the_morning() -> None:
    late = time(22)
    for last, waits in ((SATURDAY, False), (SUNDAY, False), (MONDAY, True)):
        found = leaves_from(Leaves.BY_DAY, SUNDAY, late, last=last)
        assert (found == (MONDAY, SEVEN)) is waits
    early = leaves_from(Leaves.BY_DAY, SUNDAY, time(5), last=SUNDAY)
    assert early == (SUNDAY, SEVEN), "seven o'clock of that day is in time"


@pytest.mark.article("8(3)")
def test_what_the_law_asks_for_leaves_on_a_sunday() -> None:
    assert leaves_from(Leaves.BY_DAY, SUNDAY, time(12), holidays=HOLIDAY) is None


@pytest.mark.article("8(9)")
@pytest.mark.parametrize(
    ("day", "at", "holidays", "then"),
    [
        (FRIDAY, time(19, 59), frozenset(), None),
        (FRIDAY, time(20), frozenset(), MONDAY),
        (SATURDAY, time(12), frozenset(), MONDAY),
        (SUNDAY, time(6), frozenset(), MONDAY),
        (SUNDAY, time(12), HOLIDAY, TUESDAY),
        (MONDAY, time(6), frozenset(), MONDAY),
        (MONDAY, time(8), frozenset(), None),
        (MONDAY, time(8), HOLIDAY, TUESDAY),
    ],
)
def test_what_is_ours_waits_for_a_working_day(
    day: date, at: time, holidays: frozenset[date], then: date | None
) -> None:
    found = leaves_from(Leaves.ON_WORKING_DAYS, day, at, holidays=holidays)
    assert found == (None if then is None else (then, SEVEN))


@pytest.mark.article("8(9)")
@pytest.mark.parametrize(
    ("day", "at", "last", "then"),
    [
        (FRIDAY, time(21), SUNDAY, SATURDAY),
        (SATURDAY, time(9), SUNDAY, None),
        (SATURDAY, time(9), MONDAY, MONDAY),
        (SATURDAY, time(21), SATURDAY, MONDAY),  # in time no more, and no night is disturbed
        (SUNDAY, time(9), FRIDAY, MONDAY),
    ],
)
def test_a_reminder_leaves_on_a_day_off_where_its_last_day_would_pass(
    day: date, at: time, last: date, then: date | None
) -> None:
    found = leaves_from(Leaves.ON_WORKING_DAYS, day, at, last=last)
    assert found == (None if then is None else (then, SEVEN))
