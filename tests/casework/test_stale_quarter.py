"""A date for the quarterly meeting that nobody answered: Art. 8(2), 8(3)."""

from datetime import date

import pytest

from casework.case.referral import municipality
from casework.municipality import quarterly
from casework.record.table import planned_meeting
from core.clock import FrozenClock
from models.session import unit_of_work
from rules.days import Quarter
from simulation.seed import seed
from simulation.stage import InlineStage


@pytest.mark.article("8(2)", "8(3)")
def test_an_unanswered_date_is_proposed_again_once_it_cannot_be_kept(database: FrozenClock) -> None:
    database.move_to(date(2026, 10, 1))
    stage = InlineStage(database)
    seed(cases=False, quick=True)
    stage.settle()
    first = _day()
    stage.move_to(date(2026, 10, 30))
    assert first == date(2026, 10, 22)
    assert _day() >= date(2026, 11, 2)


def _day() -> date:
    with unit_of_work() as work:
        life_id = quarterly.open_quarter(work, municipality(work, "ferizaj").id, Quarter(2026, 4))
        return planned_meeting(work.session, life_id).day
