"""What a member is told at their link that is read from the record: Art. 8(3), 18(2)."""

from datetime import date, timedelta

import pytest

from core.clock import local_day
from models.session import unit_of_work
from queries import member_desk
from tests.builders import ACase
from tests.conftest import At


def coming(case: ACase) -> date | None:
    with unit_of_work() as work:
        return member_desk.next_meeting_on(work, case.case)


@pytest.mark.article("8(3)")
def test_a_meeting_that_is_over_is_not_said_to_come_while_its_record_is_missing(a_case: At) -> None:
    case = a_case("review_agreed")
    day = coming(case)
    assert day is not None
    case.clock.moment += timedelta(days=(day - local_day(case.clock.moment)).days + 1)
    assert coming(case) is None
