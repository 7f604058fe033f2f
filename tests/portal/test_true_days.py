"""What is typed later keeps the day on which it happened, and shows both: Art. 9, 10(1), 12, 13."""

from datetime import timedelta

import pytest

from casework.record.table import last_held
from models.session import unit_of_work
from simulation.life import CaseStory
from tests.portal.acts import fields_of, invited
from tests.portal.conftest import Browser
from tests.portal.test_meetings import came, told


@pytest.mark.article("9", "10(1)")
def test_a_meeting_held_on_another_day_is_recorded_with_it(
    story: CaseStory, manager: Browser
) -> None:
    address = invited(story)
    assert manager.post(f"{address}/family", told(manager, address)).status_code == 303
    story.stage.move_to(story.stage.today() + timedelta(days=30))
    held_on, future = story.stage.today() - timedelta(days=2), story.stage.today() + timedelta(1)
    ahead = manager.post(f"{address}/record", came(manager, address, on=f"{future:%d.%m.%Y}"))
    assert ahead.status_code == 409
    record = came(manager, address, on=f"{held_on:%d.%m.%Y}")
    assert manager.post(f"{address}/record", record).status_code == 303
    with unit_of_work() as work:
        held = last_held(work.session, story.case)
        assert held is not None
        assert (held.met_on, held.day == held_on) == (held_on, False)
    page = manager.get(address).text
    assert "Held on" in page
    assert "entered on" in page


@pytest.mark.article("12(1)")
def test_an_initial_assessment_typed_later_shows_both_days(
    story: CaseStory, manager: Browser
) -> None:
    story.refer()
    address = f"/cases/{story.number()}/assessment"
    made_on = story.stage.today() - timedelta(days=1)
    fields: dict[str, object] = dict(fields_of(manager.get(address).text))
    words = dict.fromkeys(
        ("summary", "safety", "needs", "education", "care", "inclusion"), "As it was seen."
    )
    form = fields | words | {"risk": "high", "on": f"{made_on:%d.%m.%Y}"}
    assert manager.post(address, form | {"on": "1.1.2030"}).status_code == 409
    assert manager.post(address, form).status_code == 303
    page = manager.get(address).text
    assert "entered on" in page
