"""What was said in a meeting, and that meeting taken out of the case: Art. 9, decision 0102."""

from datetime import UTC, date, datetime, timedelta

import pytest

from rules.said_there import MetFacts, counts_as_said, told_in_a_meeting

DAY = timedelta(days=1)
SAID = date(2026, 10, 20)
OUT = datetime(2026, 10, 22, 9, tzinfo=UTC)


@pytest.mark.article("9")
def test_it_counts_while_the_meeting_it_names_is_on_record_as_held() -> None:
    assert counts_as_said(SAID, [], None)
    assert counts_as_said(SAID, [MetFacts(SAID - DAY, OUT)], None)  # its day was corrected
    assert not counts_as_said(SAID, [], OUT)


@pytest.mark.article("9")
@pytest.mark.parametrize(
    ("on", "recorded_at", "counts"),
    [
        (SAID, OUT, True),
        (SAID, OUT + DAY, True),
        (SAID, OUT - DAY, False),  # another one of that day, which stood there all along
        (SAID + DAY, OUT + DAY, False),
    ],
)
def test_it_counts_again_where_one_of_that_day_is_put_on_record_once_more(
    on: date, recorded_at: datetime, *, counts: bool
) -> None:
    later = MetFacts(SAID + 7 * DAY, OUT + DAY)
    assert counts_as_said(SAID, [MetFacts(on, recorded_at), later], OUT) is counts


@pytest.mark.article("9", "14(3.4)")
def test_what_names_no_meeting_counts_by_its_day() -> None:
    assert told_in_a_meeting(SAID, {SAID, SAID - DAY})
    assert not told_in_a_meeting(SAID, {SAID - DAY, SAID + DAY})
    assert not told_in_a_meeting(SAID, {SAID}, out=True)
