"""A day that an officer typed wrong of somebody else is corrected: Art. 10(2), 18(2), ours."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from rules.days import StillToCome
from rules.participants import OwnPaper, check_not_own
from rules.typed_days import (
    DayCorrectedWithoutReason,
    DayIsTheirs,
    DayStandsAlready,
    DayStandsNoMore,
    EnteredBeforeThatDay,
    QuarterIsOver,
    SignedAfterTheConflict,
    TypedDayFacts,
    check_signed_before,
    check_typed_day,
)

DAY = timedelta(days=1)
WAS, ENTERED, TODAY = date(2026, 9, 4), date(2026, 9, 9), date(2026, 9, 12)
FACTS, WHY = TypedDayFacts(WAS, ENTERED, typed=True), "U shtyp gabim."


@pytest.mark.article("5(1.2)", "10(2)", "12(1)", "18(2)")
def test_it_is_another_day_that_had_come_when_it_was_typed() -> None:
    for day in (WAS - DAY, WAS + DAY, ENTERED):
        check_typed_day(FACTS, day, WHY, TODAY)
    with pytest.raises(DayStandsAlready) as same:
        check_typed_day(FACTS, WAS, WHY, TODAY)
    assert same.value.facts == {"day": WAS}
    with pytest.raises(EnteredBeforeThatDay) as late:
        check_typed_day(FACTS, ENTERED + DAY, WHY, TODAY)
    assert late.value.facts == {"day": ENTERED}
    with pytest.raises(StillToCome):
        check_typed_day(FACTS, TODAY + DAY, WHY, TODAY)
    with pytest.raises(DayCorrectedWithoutReason):
        check_typed_day(FACTS, ENTERED, " ", TODAY)


@pytest.mark.article("10(2)", "18(2)")
def test_what_is_theirs_was_withdrawn_or_is_over_stays_as_it_is() -> None:
    for facts, refused in (
        (replace(FACTS, typed=False), DayIsTheirs),
        (replace(FACTS, stands=False), DayStandsNoMore),
        (replace(FACTS, over=True), QuarterIsOver),
    ):
        with pytest.raises(refused):
            check_typed_day(facts, ENTERED, WHY, TODAY)


@pytest.mark.article("18(2)")
def test_nobody_corrects_the_day_of_their_own_paper() -> None:
    check_not_own(own=False)
    with pytest.raises(OwnPaper):
        check_not_own(own=True)


@pytest.mark.article("10(2)", "18(2)")
def test_nothing_is_signed_from_the_day_after_a_conflict_on() -> None:
    for signed, barred in ((None, TODAY), (TODAY, None), (TODAY, TODAY), (TODAY - DAY, TODAY)):
        check_signed_before(signed, barred)
    with pytest.raises(SignedAfterTheConflict):
        check_signed_before(TODAY, TODAY - DAY)
