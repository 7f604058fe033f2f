"""The limit of the quality standards, counted down where it is entered: Art. 12(5)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from rules.assessment_limit import (
    AssessedFacts,
    CountedFrom,
    LimitFacts,
    LimitWithoutDays,
    LimitWithoutSource,
    check_limit,
    countdown,
)

DAY = timedelta(days=1)
REFERRED = date(2026, 3, 2)
WROTE = REFERRED + 5 * DAY
CASE = AssessedFacts(REFERRED, WROTE)


def limit(
    days: int | None,
    valid_from: date = REFERRED,
    counted_from: CountedFrom = CountedFrom.REFERRAL,
    hour: int = 8,
) -> LimitFacts:
    at = datetime(2026, 3, 1, hour, tzinfo=UTC)
    return LimitFacts(valid_from, at, counted_from, days, "UA 12/2020, neni 7")


OF_THE_MANAGER = CountedFrom.INITIAL_ASSESSMENT


@pytest.mark.article("12(5)")
@pytest.mark.parametrize(
    ("limits", "case", "due"),
    [
        ([], CASE, None),
        ([limit(20)], CASE, REFERRED + 20 * DAY),
        ([limit(20, counted_from=OF_THE_MANAGER)], CASE, WROTE + 20 * DAY),
        ([limit(20, counted_from=OF_THE_MANAGER)], AssessedFacts(REFERRED), None),
        ([limit(20, REFERRED + DAY)], CASE, None),  # of children referred later
        ([limit(20, REFERRED - DAY), limit(30)], CASE, REFERRED + 30 * DAY),
        ([limit(20, hour=9), limit(30)], CASE, REFERRED + 20 * DAY),  # the correction
        ([limit(20), limit(None, hour=9)], CASE, None),  # no limit holds any more
    ],
)
def test_the_limit_of_the_day_of_the_referral_is_counted(
    limits: list[LimitFacts], case: AssessedFacts, due: date | None
) -> None:
    found = countdown(limits, case)
    assert (found.due if found else None) == due


@pytest.mark.article("12(5)")
@pytest.mark.parametrize(
    ("assessed_on", "today", "left", "missed"),
    [
        (None, REFERRED + 18 * DAY, 2, False),
        (None, REFERRED + 20 * DAY, 0, False),  # the last day is in time
        (None, REFERRED + 21 * DAY, -1, True),
        (REFERRED + 20 * DAY, REFERRED + 90 * DAY, 0, False),
        (REFERRED + 23 * DAY, REFERRED + 90 * DAY, -3, True),  # what happened late stays late
    ],
)
def test_it_runs_until_the_table_assessed(
    assessed_on: date | None, today: date, left: int, missed: bool
) -> None:
    found = countdown([limit(20)], AssessedFacts(REFERRED, WROTE, assessed_on))
    assert found
    assert (found.days_left(today), found.is_missed(today)) == (left, missed)


@pytest.mark.article("12(5)")
def test_a_limit_has_days_and_says_where_it_stands() -> None:
    check_limit(20, "UA 12/2020")
    check_limit(None, "Shfuqizuar.")
    with pytest.raises(LimitWithoutSource):
        check_limit(20, " ")
    with pytest.raises(LimitWithoutDays):
        check_limit(0, "UA 12/2020")
