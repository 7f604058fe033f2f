"""Notes of a review and of an action on the pages that show them: Art. 15(2), 20(1)."""

import pytest
from sqlalchemy import select

from core.settings import Settings
from models.people import MemberLink
from models.session import unit_of_work
from tests.builders import MANAGER
from tests.casework.case.test_notes import settle
from tests.conftest import At
from tests.portal.acts import fields_of
from tests.portal.conftest import Browser, SignIn
from tests.portal.members import Guest

OF_REVIEW, OF_ACTION = "Shënimi 4471", "Shënimi 9902"


@pytest.mark.article("15(2)", "20(1)")
def test_notes_are_asked_for_and_shown_where_they_may_be_read(
    a_case: At, sign_in: SignIn, browser: Browser, demo: Settings
) -> None:
    case = a_case("review_met")
    manager, home = sign_in(MANAGER), f"/cases/{case.row().number}"
    form = fields_of(manager.get(f"{home}/review").text)
    for name in ("notes", "action_notes"):
        assert form[f"progress.0.{name}"] == [""]
    wrong = manager.post(f"{home}/review", {"progress.0.notes": OF_REVIEW})
    assert OF_REVIEW in wrong.text
    settle(case, notes=OF_REVIEW, action_notes=OF_ACTION, reason="Shkolla 2093.")
    case.stage.settle()
    for page in ("plan", "form"):
        text = manager.get(f"{home}/{page}").text
        assert OF_REVIEW in text
        assert OF_ACTION in text
    assert "Why it is changed: Shkolla 2093." in manager.get(f"{home}/form").text
    with unit_of_work() as work:
        link = select(MemberLink).where(MemberLink.subject_id == case.plans()[-1].id)
        token = work.session.scalars(link).first()
        assert token is not None
        guest = Guest(browser, demo, f"/l/{token.token}")
    guest.enter()
    text = browser.get(f"{guest.home}/plan").text
    assert OF_ACTION in text
    assert OF_REVIEW not in text
