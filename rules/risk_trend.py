"""Whether the risk of a child rises or falls, from one finding to the next: Art. 12(2), 15(2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rules.assessment import Risk
from rules.standing import Found


class Trend(StrEnum):
    """How the last finding stands to the one before it."""

    UP = "up"
    DOWN = "down"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class RiskTrend:
    """Where the level comes from."""

    trend: Trend
    before: Risk
    """The level of the finding before the last."""


LEVELS = tuple(Risk)


def risk_trend(found: Iterable[Found[Risk]], day: date) -> RiskTrend | None:
    """The last two findings by that day; None while there is one at most.

    Of one day what was typed last stands, which may correct it: as `last_by` has it.
    """
    by_day: dict[date, Found[Risk]] = {}
    for each in sorted(found, key=lambda each: (each.on, each.entered)):
        if each.on <= day:
            by_day[each.on] = each
    if len(by_day) < 2:
        return None
    before, last = list(by_day.values())[-2:]
    moved = LEVELS.index(last.what) - LEVELS.index(before.what)
    trend = Trend.UP if moved > 0 else Trend.DOWN if moved else Trend.SAME
    return RiskTrend(trend, before.what)
