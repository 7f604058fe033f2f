"""A notice is in time by the day on which a server took it, each person's by itself: Art. 8(3)."""

from datetime import date, timedelta

import pytest

from rules.proof import NoticeState, is_late

LAST = date(2026, 9, 18)
BEFORE, AFTER = LAST - timedelta(days=1), LAST + timedelta(days=1)


@pytest.mark.article("8(3)")
@pytest.mark.parametrize(
    ("sent_on", "today", "state", "late"),
    [
        (LAST, AFTER, NoticeState.ACCEPTED, False),
        (AFTER, AFTER, NoticeState.DELIVERED, True),
        (None, LAST, NoticeState.QUEUED, False),
        (None, AFTER, NoticeState.QUEUED, True),
        (None, AFTER, NoticeState.BOUNCED, True),
        (None, AFTER, NoticeState.DISOWNED, True),
        (None, LAST, NoticeState.DISOWNED, False),
        (None, AFTER, NoticeState.TAKEN_BACK, False),
        (BEFORE, AFTER, NoticeState.REFUSED, False),  # they had it otherwise
    ],
)
def test_late_is_what_no_server_had_taken_by_the_last_day(
    sent_on: date | None, today: date, state: NoticeState, late: bool
) -> None:
    assert is_late(LAST, sent_on, today, state) is late


def test_what_has_no_last_day_is_never_late() -> None:
    assert not is_late(None, None, AFTER, NoticeState.GIVEN_UP)
