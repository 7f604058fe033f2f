"""The log names a day for the next visit: asked, shown, late, a signal: Art. 14(1), 14(4)."""

from datetime import timedelta

import pytest

from tests.builders import HEAD, MANAGER
from tests.conftest import At
from tests.portal.acts import fields_of
from tests.portal.conftest import SignIn

DAY = timedelta(days=1)
MISSED = "names for the next visit passed without one"
CALL = {"kind": "call", "by": "officer", "with_whom": "Nëna", "words": "Kanarina 4471."}


@pytest.mark.article("14(1)", "14(4)")
def test_a_named_visit_is_asked_for_shown_and_missed(a_case: At, sign_in: SignIn) -> None:
    case = a_case("minuted")
    home, today = f"/cases/{case.row().number}", case.clock.today()
    manager = sign_in(MANAGER)
    assert fields_of(manager.get(f"{home}/log").text)["next_visit_on"] == [""]
    said = CALL | {"on": f"{today:%d.%m.%Y}", "next_visit_on": f"{today:%d.%m.%Y}"}
    wrong = manager.post(f"{home}/log", said)
    assert wrong.status_code == 422
    assert "Write a later day, or leave it out." in wrong.text
    assert "Kanarina 4471." in wrong.text
    until = today + 2 * DAY
    right = said | {"next_visit_on": f"{until:%d.%m.%Y}"}
    assert manager.post(f"{home}/log", right).status_code == 303
    text = manager.get(f"{home}/log").text
    assert "Next visit by" in text
    assert "awaited" in text
    assert "Make the next visit by the day that the log names" in manager.get("/").text
    case.stage.move_to(until + DAY)
    manager, chief = sign_in(MANAGER), sign_in(HEAD)
    assert "The next visit that the log names is awaited" in chief.get("/").text
    for page in (home, f"{home}/signals"):
        assert MISSED in manager.get(page).text
    assert "passed, and nobody has visited" in manager.get(f"{home}/log").text
    visit = CALL | {"kind": "visit", "on": f"{until:%d.%m.%Y}", "place": "Shtëpia"}
    assert manager.post(f"{home}/log", visit | {"seen": "alone"}).status_code == 303
    assert "made in time" in manager.get(f"{home}/log").text
    assert MISSED not in manager.get(home).text
    assert "The next visit that the log names" not in chief.get("/").text
