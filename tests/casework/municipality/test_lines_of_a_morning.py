"""A line of an officer's morning says of what it speaks: Art. 14(1), 14(2), 16(1)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from casework.record.morning import morning_facts
from models.session import unit_of_work
from notifications.notices.morning import once
from rules.duties import Duty
from tests.builders import HEAD, MANAGER
from tests.casework.conftest import At
from tests.casework.municipality.test_mornings import reminders_of

DAY = timedelta(days=1)


@pytest.mark.article("14(1)", "14(2)", "16(1)")
def test_a_line_says_which_action_and_of_whom_and_a_count_names_the_latest(a_case: At) -> None:
    case = a_case("planned")
    day = case.clock.today() + 90 * DAY
    manager, head = case.account(MANAGER).id, case.account(HEAD).id
    with unit_of_work(read_only=True) as work:
        told = morning_facts(work.session, reminders_of(work.session), day).of(day)
    late = [line for line in told[manager] if line.what == Duty.LATE_ACTION]
    assert len(late) > 1
    assert len({(line.action, line.institution) for line in late}) == len(late)
    assert all(line.action and line.institution for line in late)
    (centre,) = (line for line in told[head] if line.table == late[0].table and line.newest)
    assert centre.count > len(late)
    alike = [replace(late[0], key=str(each)) for each in range(3)]
    assert [line.alike for line in once([*alike, late[1]])] == [3, 1]
