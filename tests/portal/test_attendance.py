"""Attendance of those invited, and what absence suggests, on the pages: Art. 9, 14(3.2)."""

import re

import pytest

from queries import attendance
from rules.planning import ActionStatus
from simulation.stage import acting
from tests.builders import HEAD, MANAGER, SILENT, ACase
from tests.conftest import At
from tests.portal.conftest import SignIn

MISSED = "has missed 2 meetings running"


def miss(case: ACase, reason: str) -> None:
    """The day of the meeting comes, and one member does not."""
    case.tell_family()
    case.stage.move_to(case.meeting().day)
    case.hold(absent={case.seat(SILENT): reason})


@pytest.mark.article("9", "14(3.2)")
def test_who_misses_two_meetings_running_is_a_line_for_the_manager(
    sign_in: SignIn, a_case: At
) -> None:
    case = a_case("overdue")
    manager, head = sign_in(MANAGER), sign_in(HEAD)
    table = f"/cases/{case.row().number}/table"
    miss(case, "")
    assert "Attendance by institution" in manager.get(table).text
    assert "running" not in manager.get("/").text  # once is no pattern
    case.review(status=ActionStatus.IN_PROCESS)
    case.write_minutes()
    case.convene(case.at(63))
    miss(case, "E sëmurë.")
    (line,) = [each for each in of_case(case) if each.suggests]
    found = line.facts
    assert (found.invited, found.came, found.excused, found.unexcused) == (3, 1, 1, 1)
    assert sorted(each.facts.came for each in of_case(case)) == [1, 3, 3, 3, 3, 3]
    for path in ("/", table):
        page = manager.get(path).text
        assert MISSED in page
        assert f"/reports/{line.request_id}/told" in page
    page = head.get("/").text
    assert MISSED not in page  # the manager decides
    assert re.search(r'data-label="Absent without a word">1<', page)
    told = f"/cases/{case.row().number}/reports/{line.request_id}/told"
    manager.get(told)
    day = f"{case.clock.today():%d.%m.%Y}"
    typed = {"means": "call", "on": day, "witness": "The assistant"}
    assert manager.post(told, typed).status_code == 303
    assert MISSED not in manager.get("/").text


def of_case(case: ACase) -> list[attendance.AttendanceLine]:
    with acting(MANAGER) as work:
        return attendance.of_case(work, case.row())
