"""The members' reports, read by everybody at the table: Art. 8(9)."""

import pytest

from tests.portal.conftest import MemberAt
from tests.portal.members import HEALTH, acts


@pytest.mark.article("8(9)")
def test_the_reports_that_came_are_read_behind_the_invitation(member_at: MemberAt) -> None:
    guest = member_at("reminded", HEALTH, "read")
    page = guest.enter().text
    assert "Progress reports of the members" in page
    read = guest.get("/paper/reports").text
    assert "Puna vijoi sipas planit." in read
    assert "reports opened" in acts()


@pytest.mark.article("8(9)")
def test_before_the_first_meeting_nobody_has_reported(member_at: MemberAt) -> None:
    guest = member_at("invited", HEALTH, "read")
    guest.enter()
    assert guest.get("/paper/reports").status_code == 404
