"""Two meetings at one hour are asked about: ours, beside Art. 8(3)."""

from datetime import UTC, datetime, timedelta

import pytest

from rules.clashes import around_hour

STARTS = datetime(2026, 9, 21, 8, 0, tzinfo=UTC)


@pytest.mark.article("8(3)")
@pytest.mark.parametrize(
    ("minutes", "clashes"), [(0, True), (59, True), (-59, True), (60, False), (-60, False)]
)
def test_neither_is_over_when_the_other_begins(minutes: int, *, clashes: bool) -> None:
    begins, ends = around_hour(STARTS)
    assert (begins < STARTS + timedelta(minutes=minutes) < ends) is clashes
