"""The tests' own database starts clean and costs little."""

from datetime import date

import pytest
from sqlalchemy import select

from core.clock import FrozenClock
from models.life import AuditEntry
from models.session import unit_of_work


@pytest.mark.parametrize("turn", [1, 2])
def test_nothing_of_another_test_is_in_the_database(database: FrozenClock, turn: int) -> None:
    with unit_of_work() as work:
        assert work.session.scalars(select(AuditEntry)).all() == []
        work.record("fixture tried", turn=turn)


def test_a_unit_of_work_runs_by_the_frozen_clock(database: FrozenClock) -> None:
    database.move_to(date(2026, 12, 1))
    with unit_of_work() as work:
        assert work.clock.today() == date(2026, 12, 1)
