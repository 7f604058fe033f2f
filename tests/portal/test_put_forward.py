"""A day that was put before the head by telephone, as it is typed later: Art. 8(3)."""

from datetime import date

import pytest

from core.clock import local_day
from simulation.life import CaseStory
from tests.portal.conftest import Browser
from tests.portal.test_convening import DATE, meeting_of, planning_of


@pytest.mark.article("8(3)")
def test_a_day_put_before_the_head_by_telephone_is_typed_with_its_day(
    story: CaseStory, manager: Browser, chief: Browser
) -> None:
    address = planning_of(story)
    story.stage.move_to(date(2026, 9, 10))
    page = manager.get(address).text
    assert "The head was asked earlier" in page
    wrong = manager.post(address, DATE | {"proposed_on": "1.1.2030", "place": "Salla 7"})
    assert "is still to come" in wrong.text
    assert "Salla 7" in wrong.text
    before = manager.post(address, DATE | {"proposed_on": "1.1.2020"})
    assert "had not been referred yet" in before.text
    assert manager.post(address, DATE | {"proposed_on": "8.9.2026"}).status_code == 303
    meeting = meeting_of(story)
    assert local_day(meeting.proposed_at) == date(2026, 9, 8)
    for browser, place in (
        (chief, f"/meetings/{meeting.id}/agree"),
        (manager, f"/meetings/{meeting.id}"),
    ):
        assert "entered on" in browser.get(place).text
