"""A line of an officer's morning says of what it speaks: Art. 14(1), 14(2), 16(1)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from casework.record.morning import morning_facts
from models.duty import DutyRow
from models.plan import PlanAction
from models.session import unit_of_work
from notifications.notices.morning import once
from rules.duties import Duty
from rules.roles import Owner
from tests.builders import HEAD, MANAGER, SILENT, ACase
from tests.casework.conftest import At
from tests.casework.municipality.test_mornings import reminders_of

DAY = timedelta(days=1)


@pytest.mark.article("14(1)", "14(2)", "16(1)")
def test_a_line_says_which_action_and_of_whom_and_a_count_names_the_latest(a_case: At) -> None:
    case = a_case("overdue")
    day = case.clock.today() + 90 * DAY
    manager, head = case.account(MANAGER).id, case.account(HEAD).id
    with unit_of_work() as work:
        plan_by_plan = select(PlanAction).order_by(PlanAction.plan_id, PlanAction.number)
        actions = work.session.scalars(plan_by_plan.limit(2)).all()
        work.session.add_all(late_since(case, each, day - DAY) for each in actions)
        work.session.flush()
        told = morning_facts(work.session, reminders_of(work.session), day).of(day)
        numbers = [each.number for each in actions]
        work.session.rollback()  # no look of the case has found them late
    late = [line for line in told[manager] if line.what == Duty.LATE_ACTION]
    assert [line.action for line in late] == numbers
    assert all(line.institution for line in late)
    (centre,) = (line for line in told[head] if line.table == late[0].table and line.newest)
    assert (centre.newest, centre.beside) == (Duty.LATE_ACTION, 1)
    alike = [replace(late[0], key=str(each)) for each in range(3)]
    assert [line.alike for line in once([*alike, late[1]])] == [3, 1]


def late_since(case: ACase, action: PlanAction, due: date) -> DutyRow:
    """As the look of the case writes it down once its day has passed."""
    return DutyRow(
        life_id=case.case,
        position=90 + action.number,
        duty=Duty.LATE_ACTION,
        actor=Owner.MANAGER,
        due_on=due,
        article="14(2)",
        is_ours=True,
        subject_id=action.id,
        member_ids=[case.seat(SILENT)],
        count=1,
    )
