"""How plan and risk stood on a day: Art. 5(2), 15(2), 17(3.1)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from rules.planning import ActionStatus
from rules.standing import ActionFound, Found, last_by, was_open

DAY = date(2026, 11, 20)
TYPED = datetime(2026, 12, 1, 8, tzinfo=UTC)
DONE, UNDER_WAY = ActionStatus.COMPLETED, ActionStatus.IN_PROCESS


def found(days: int, what: ActionStatus, typed: int = 0) -> Found[ActionStatus]:
    return Found(DAY + timedelta(days=days), TYPED + timedelta(hours=typed), what)


@pytest.mark.article("15(2)", "17(3.1)")
@pytest.mark.parametrize(
    ("progress", "stood"),
    [
        ((), None),
        ((found(1, DONE),), None),  # the day after
        ((found(0, DONE),), DONE),
        ((found(0, DONE), found(1, UNDER_WAY)), DONE),
        ((found(0, DONE), found(-9, UNDER_WAY, typed=5)), DONE),  # the older one typed last
        ((found(0, UNDER_WAY), found(0, DONE, typed=1)), DONE),  # its correction
    ],
)
def test_what_was_found_last_by_that_day_counts(
    progress: tuple[Found[ActionStatus], ...], stood: ActionStatus | None
) -> None:
    assert last_by(progress, DAY) == stood
    assert was_open(ActionFound(progress), DAY) is (stood is not DONE)


@pytest.mark.article("15(3)")
def test_an_action_dropped_later_was_open_on_that_day() -> None:
    assert was_open(ActionFound(dropped_on=DAY + timedelta(days=1)), DAY)
    assert not was_open(ActionFound(dropped_on=DAY), DAY)
