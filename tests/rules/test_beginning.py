"""Of a day before a table stood nothing is recorded: Art. 8(1), 8(2), 8(5), 8(10)."""

from datetime import date

import pytest

from rules.beginning import (
    BeforeTheReferral,
    BeforeTheService,
    Beginning,
    ToldBeforeTheReferral,
    check_met,
    check_told,
)
from rules.days import StillToCome

SINCE, BEFORE, TODAY = date(2026, 9, 7), date(2026, 9, 6), date(2026, 9, 20)
CASE, MUNICIPAL = Beginning(SINCE), Beginning(SINCE, of_a_child=False)


@pytest.mark.article("8(1)", "8(2)")
@pytest.mark.parametrize(
    ("since", "met", "told"),
    [
        (CASE, BeforeTheReferral, ToldBeforeTheReferral),
        (MUNICIPAL, BeforeTheService, BeforeTheService),
    ],
)
def test_nobody_met_or_was_told_before_the_table_stood(
    since: Beginning, met: type[Exception], told: type[Exception]
) -> None:
    with pytest.raises(met):
        check_met(BEFORE, since)
    with pytest.raises(told):
        check_told(BEFORE, since, TODAY)
    check_met(SINCE, since)


@pytest.mark.article("8(5)", "8(10)")
def test_whoever_is_told_is_told_on_a_day_that_has_come_today_if_none_is_said() -> None:
    assert check_told(SINCE, CASE, TODAY) == SINCE
    assert check_told(None, CASE, TODAY) == TODAY
    with pytest.raises(StillToCome):
        check_told(date(2026, 9, 21), CASE, TODAY)
