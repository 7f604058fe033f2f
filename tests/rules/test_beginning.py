"""Of a day before a table stood nothing is recorded: Art. 8(1), 8(2), 8(5), 8(10)."""

from datetime import date

import pytest

from rules.beginning import (
    BeforeTheReferral,
    BeforeTheService,
    Beginning,
    DoneBeforeTheReferral,
    GivenBeforeTheReferral,
    ToldBeforeTheReferral,
    check_done,
    check_given,
    check_met,
    check_of_table,
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


@pytest.mark.article("12(1)", "16(1)", "16(2)", "19")
def test_nothing_is_asked_or_looked_at_on_a_case_before_it_came() -> None:
    check_done(SINCE, SINCE)
    with pytest.raises(DoneBeforeTheReferral) as refused:
        check_done(BEFORE, SINCE)
    assert refused.value.facts == {"day": BEFORE, "since": SINCE}


@pytest.mark.article("10(2)", "18(2)")
def test_nothing_is_done_at_the_table_of_a_child_before_the_referral() -> None:
    assert check_of_table(SINCE, CASE, TODAY) == SINCE
    assert check_of_table(None, CASE, TODAY) == TODAY
    assert check_of_table(BEFORE, MUNICIPAL, TODAY) == BEFORE  # its members sign once
    with pytest.raises(DoneBeforeTheReferral):
        check_of_table(BEFORE, CASE, TODAY)
    with pytest.raises(StillToCome):
        check_of_table(TODAY, CASE, SINCE)


@pytest.mark.article("5(1.2)")
def test_what_comes_in_on_a_case_comes_in_since_the_referral() -> None:
    check_given(SINCE, SINCE)
    with pytest.raises(GivenBeforeTheReferral) as refused:
        check_given(BEFORE, SINCE)
    assert refused.value.facts == {"day": BEFORE, "since": SINCE}


@pytest.mark.article("8(5)", "8(10)")
def test_whoever_is_told_is_told_on_a_day_that_has_come_today_if_none_is_said() -> None:
    assert check_told(SINCE, CASE, TODAY) == SINCE
    assert check_told(None, CASE, TODAY) == TODAY
    with pytest.raises(StillToCome):
        check_told(date(2026, 9, 21), CASE, TODAY)
