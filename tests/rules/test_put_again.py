"""What fell due while a member's own word barred them has another day: Art. 10(2), 14(3.1)."""

from datetime import date, timedelta

import pytest

from rules.defaults import DEFAULTS
from rules.put_again import another_day, is_put_again

DECLARED, TODAY = date(2026, 9, 25), date(2026, 10, 1)
DAY = timedelta(days=1)


@pytest.mark.article("14(3.1)", "14(3.3)", "10(2)")
@pytest.mark.parametrize("due", [DECLARED, DECLARED + DAY, TODAY - DAY, TODAY])
def test_what_fell_due_meanwhile_has_another_day_from_the_withdrawal(due: date) -> None:
    assert another_day(due, DECLARED, TODAY) == TODAY + DEFAULTS.PUT_AGAIN.days * DAY
    assert is_put_again(due, DECLARED)


@pytest.mark.article("14(3.1)", "14(3.2)")
def test_what_was_late_before_stays_late() -> None:
    assert another_day(DECLARED - DAY, DECLARED, TODAY) is None
    assert not is_put_again(DECLARED - DAY, DECLARED)


@pytest.mark.article("14(3.1)")
def test_what_is_to_come_keeps_its_day_and_is_asked_by_a_link_that_opens() -> None:
    assert another_day(TODAY + DAY, DECLARED, TODAY) is None
    assert is_put_again(TODAY + DAY, DECLARED)
