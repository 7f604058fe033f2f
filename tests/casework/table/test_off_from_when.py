"""From when another day is owed, once a meeting is called off: decision 0179."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from casework.table import convening
from models.duty import DutyRow
from models.session import unit_of_work
from rules.duties import Duty
from tests.casework.conftest import At


@pytest.mark.article("8(3)", "18(2)")
@pytest.mark.parametrize("typed_later", [False, True])
def test_calling_off_makes_nobody_late_backwards(a_case: At, *, typed_later: bool) -> None:
    """By the day on which it was called off, whenever that is typed; not the chair either."""
    case = a_case("invited")
    case.stage.move_to(case.meeting().day - timedelta(days=1))
    on = case.clock.today() - timedelta(days=2 if typed_later else 0)
    with case.manager() as work:
        convening.cancel(work, case.case, on=on if typed_later else None)
    with unit_of_work() as work:
        rows = work.session.scalars(select(DutyRow).where(DutyRow.life_id == case.case)).all()
        due = {each.duty: each.due_on for each in rows}
    assert due[Duty.PLAN_MEETING] == on + timedelta(days=3)
    late = {duty for duty, day in due.items() if day is not None and day < case.clock.today()}
    assert late == set()
