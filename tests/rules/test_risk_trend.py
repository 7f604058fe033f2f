"""Whether the risk rises or falls: Art. 12(2), 15(2)."""

from datetime import UTC, date, datetime

import pytest

from rules.assessment import Risk
from rules.risk_trend import RiskTrend, Trend, risk_trend
from rules.standing import Found

TODAY = date(2026, 11, 18)


def found(day: int, level: Risk, hour: int = 9) -> Found[Risk]:
    return Found(date(2026, 11, day), datetime(2026, 11, 18, hour, tzinfo=UTC), level)


@pytest.mark.article("15(2)", "16(1)")
@pytest.mark.parametrize(
    ("before", "last", "trend"),
    [
        (Risk.LOW, Risk.HIGH, Trend.UP),
        (Risk.HIGH, Risk.NONE, Trend.DOWN),
        (Risk.MEDIUM, Risk.MEDIUM, Trend.SAME),
    ],
)
def test_the_last_finding_is_held_beside_the_one_before(
    before: Risk, last: Risk, trend: Trend
) -> None:
    levels = [found(10, last), found(3, before), found(1, Risk.HIGH)]
    assert risk_trend(levels, TODAY) == RiskTrend(trend, before)


def test_one_finding_has_no_trend() -> None:
    assert risk_trend([found(3, Risk.LOW)], TODAY) is None
    assert risk_trend([], TODAY) is None


def test_what_was_typed_again_of_one_day_corrects_it_and_is_no_trend() -> None:
    assert risk_trend([found(3, Risk.LOW), found(3, Risk.HIGH, hour=10)], TODAY) is None


def test_what_is_of_a_later_day_does_not_count() -> None:
    assert risk_trend([found(3, Risk.LOW), found(20, Risk.HIGH)], TODAY) is None
