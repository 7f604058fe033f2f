"""What was served by hand, entered with its true day: Art. 8(3), 8(7)."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import select

from casework.record.table import sitting
from models.service import HandService
from models.session import unit_of_work
from simulation.life import CaseStory
from tests.portal.acts import invited
from tests.portal.conftest import Browser


def entered() -> Sequence[HandService]:
    with unit_of_work() as work:
        return work.session.scalars(select(HandService)).all()


@pytest.mark.article("8(3)", "8(7)")
def test_an_invitation_handed_over_is_entered_with_its_true_day(
    story: CaseStory, manager: Browser
) -> None:
    home = invited(story)
    address, today = f"{home}/served", story.stage.today()
    with unit_of_work() as work:
        members = [str(each.id) for each in sitting(work.session, story.case)[:2]]
    form: dict[str, object] = {
        "members": members,
        "what": "invitation",
        "on": f"{today - timedelta(days=1):%d.%m.%Y}",
    }
    manager.get(address)
    asked = manager.post(address, form | {"paper_number": "14/2026"})
    assert asked.status_code == 422
    assert "where it lies" in asked.text
    assert "14/2026" in asked.text
    later = manager.post(address, form | {"on": "1.1.2030", "witness": "The guard"})
    assert "This day has not come yet." in later.text
    assert entered() == []
    assert manager.post(address, form | {"witness": "The guard"}).status_code == 303
    assert [each.served_on for each in entered()] == [today - timedelta(days=1)] * 2
    assert manager.get(address).text.count("witness: The guard") == 2
    assert "by hand" in manager.get(home).text
