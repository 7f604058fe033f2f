"""The calendar of meetings by month and week: Art. 8(3), 16(1), decision 0207."""

import re
from datetime import date, timedelta

import pytest

from models.case import Case
from models.session import unit_of_work
from portal import periods
from queries import history
from rules.convening import last_day_to_invite
from tests.builders import ADMIN, HEAD, MANAGER, OTHER_MANAGER
from tests.conftest import At
from tests.notifications.rows import requests_have_left
from tests.portal.conftest import SignIn

TODAY = date(2026, 12, 15)


@pytest.mark.parametrize(
    ("month", "week", "shown", "beside"),
    [
        ("2026-12", "", "11-30", ["month=2026-11", "month=2027-01", "week=2026-W51"]),
        ("2027-01", "", "12-28", ["month=2026-12", "month=2027-02", "week=2026-W53"]),
        ("", "2026-W53", "12-28", ["week=2026-W52", "week=2027-W01", "month=2026-12"]),
        ("2026-13", "2027-W53", "11-30", ["month=2026-11", "month=2027-01", "week=2026-W51"]),
        ("9999-01", "<b>", "11-30", ["month=2026-11", "month=2027-01", "week=2026-W51"]),
    ],
)
def test_a_time_stands_in_the_address_with_the_one_before_and_after(
    month: str, week: str, shown: str, beside: list[str]
) -> None:
    time = periods.asked(month, week, TODAY)
    assert time.shown_from.isoformat() == f"2026-{shown}"
    assert (time.shown_to - time.shown_from).days % periods.DAYS == periods.DAYS - 1
    assert [time.before, time.after, time.other(TODAY)] == beside


@pytest.mark.article("8(3)", "16(1)")
def test_a_meeting_stands_on_its_day_and_the_last_day_to_invite_on_its_own(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("proposed")
    meeting, number = case.meeting(), case.row().number
    head, manager, day = sign_in(HEAD), sign_in(MANAGER), case.meeting().day
    month, week = f"/calendar?month={day:%Y-%m}", f"/calendar?week={day:%G-W%V}"

    def cells(path: str) -> list[str]:
        page = manager.get(f"{path}&lang=en").text
        assert "Lirie" not in page
        found = re.findall(r"<td.*?</td>|<tr role.*?</tr>", page, re.S)
        words = [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in found]
        return [line for line in words if number in line]

    invite, meet = cells(month)
    assert invite.startswith(f"{day.day - 3} ")
    assert "the last day for invitations" in invite
    assert meet.startswith(f"{day.day} 10:00 {number} not agreed yet")
    assert "2026-Q3" in meet  # the municipal table's, which this manager convenes
    assert "first meeting" in cells(week)[-1]
    assert f'href="/meetings/{meeting.id}"' in head.get(week).text
    case.agree()
    case.meet()
    (met,) = cells(month)
    assert f"10:00 {number} held" in met  # and nobody is to be invited any more
    assert number not in sign_in(OTHER_MANAGER).get(month).text
    assert sign_in(ADMIN).get("/calendar").status_code == 403


@pytest.mark.article("8(3)")
def test_what_was_called_off_is_gone_and_days_off_are_said(a_case: At, sign_in: SignIn) -> None:
    case = a_case("proposed")
    manager, day = sign_in(MANAGER), case.meeting().day
    page = manager.get("/calendar?month=2027-02&lang=en").text
    assert page.count("holiday</span>") == 2  # the 17th, in the grid and in the list
    assert page.count('class="off"') == 9
    manager.get(f"/meetings/{case.meeting().id}/cancel")
    assert manager.post(f"/meetings/{case.meeting().id}/cancel").status_code == 303
    assert case.row().number not in manager.get(f"/calendar?month={day:%Y-%m}").text


@pytest.mark.article("8(3)")
def test_an_invitation_has_left_once_a_server_took_it(a_case: At, sign_in: SignIn) -> None:
    """In the calendar as in the picture of the case: queued is not left, and is late in time."""
    case = a_case("invited")
    meeting, left = case.meeting(), "(they have left)"
    path = f"/calendar?month={meeting.day:%Y-%m}&lang=en"

    def marks() -> list[tuple[bool, bool]]:
        with unit_of_work(read_only=True) as work:
            row = work.session.get_one(Case, case.case)
            events = history.of_case(work, row, [meeting], []).events
        return [(each.happened, each.late) for each in events if each.kind == "invitation"]

    assert left not in sign_in(MANAGER).get(path).text
    assert marks() == [(False, False)]
    case.clock.move_to(last_day_to_invite(meeting.day) + timedelta(days=1))
    assert marks() == [(False, True)]
    requests_have_left()
    assert left in sign_in(MANAGER).get(path).text
    assert marks() == [(True, False)], "taken on the day on which it was queued"
