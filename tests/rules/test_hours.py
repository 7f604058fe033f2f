"""Nobody is written to at night: ours, beside Art. 8(3)."""

from datetime import date, time, timedelta

import pytest

from rules.hours import Leaves, leaves_from

MONDAY = date(2026, 9, 14)
SATURDAY, SUNDAY = (MONDAY - timedelta(days=back) for back in (2, 1))
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
