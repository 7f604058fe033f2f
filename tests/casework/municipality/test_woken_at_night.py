"""A round that is woken before its hour is still held: Art. 16(1), ours."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

import pytest

from core.clock import at_local
from models.session import unit_of_work
from rules.steps import DueStep
from tests.casework.conftest import At
from tests.casework.municipality.test_head_week import days
from tests.casework.municipality.test_mornings import reminders_of
from workflow import last_look
from workflow.life import look_again

DAY = timedelta(days=1)


@pytest.mark.article("16(1)")
def test_whatever_wakes_the_round_at_night_it_is_held_at_eight(a_case: At) -> None:
    """A mail of Friday that was held up is tried again all through the weekend."""
    case = a_case("planned")
    today = case.clock.today()
    monday = today + (7 - today.weekday()) * DAY
    case.stage.move_to(max(today, monday - 3 * DAY))
    for night in (time(2, 22), time(3, 10), time(7, 59)):
        case.clock.move_to(monday, night)
        assert not look_at_the_round()
        assert awaited() == at_local(monday)
    assert monday not in days(case)
    case.clock.move_to(monday)
    case.stage.settle()
    assert days(case)[-1:] == [monday]


def awaited() -> datetime | None:
    with unit_of_work(read_only=True) as work:
        return last_look.until(reminders_of(work.session))


def look_at_the_round() -> Sequence[DueStep]:
    with unit_of_work(read_only=True) as work:
        life = reminders_of(work.session).id
    return look_again(life)
