"""What was said in a meeting counts while the table is on record as having met: Art. 9, 10(1)."""

from datetime import date, timedelta

import pytest

from rules.said_there import counts_as_said

DAY = timedelta(days=1)
SAID = date(2026, 10, 20)


@pytest.mark.article("9")
@pytest.mark.parametrize(
    ("met", "held", "counts"),
    [
        ([SAID], False, True),  # put on record once more
        ([SAID - DAY, SAID + DAY], False, False),
        ([], False, False),
        ([SAID - DAY], True, True),  # its day was corrected
    ],
)
def test_it_counts_by_the_meeting_it_names_or_by_its_day(
    met: list[date], held: bool, counts: bool
) -> None:
    assert counts_as_said(SAID, met, named_is_held=held) is counts
