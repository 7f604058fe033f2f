"""A manager in conflict meets a closed door on every page and act; the head's stand open: 10(2)."""

import pytest

from simulation.people import PASSWORD
from tests.builders import HEAD, MANAGER, OTHER_MANAGER
from tests.conftest import At
from tests.portal.conftest import SignIn


@pytest.mark.article("10(2)", "4(2)", "18(1)")
def test_pages_and_acts_go_from_the_manager_to_the_head(a_case: At, sign_in: SignIn) -> None:
    case = a_case("told")
    number, meeting = case.row().number, f"/meetings/{case.meeting().id}"
    manager, head = sign_in(MANAGER), sign_in(HEAD)
    declaring = f"/declarations/{case.case}"
    said = manager.post(declaring, {"conflict": "yes", "password": PASSWORD})
    assert (said.status_code, said.headers["location"]) == (303, "/")
    assert number not in manager.get("/").text
    assert number not in manager.get("/cases").text
    pages = [
        *(f"/cases/{number}{page}" for page in ("", "/table", "/known", "/plan", "/closure")),
        *(f"/cases/{number}{page}" for page in ("/reports", "/requests", "/meeting", "/referral")),
        *(f"{meeting}{page}" for page in ("", "/record", "/family", "/agenda", "/cancel")),
        declaring,
    ]
    for page in pages:
        assert manager.get(page).status_code == 404, page
        assert head.get(page).status_code == 200, page
    acts = (f"{meeting}/record", f"{meeting}/cancel", f"{meeting}/agenda", f"{declaring}/bring")
    for act in (*acts, f"/cases/{number}/closure", f"/cases/{number}", declaring):
        assert manager.post(act, {}).status_code == 404, act
    text = head.get(f"/cases/{number}").text
    assert "The case manager has a conflict of interest" in text
    assert "Call an extraordinary meeting" in text
    assert "Chair the meeting and record who came" in head.get("/").text
    brought = {"part": "interpreter", "their_name": "Ardita Krasniqi", "comes_from": "romisht"}
    assert head.post(f"{declaring}/bring", brought).status_code == 303
    assert head.post(f"{meeting}/cancel", {}).status_code == 303
    other = str(case.account(OTHER_MANAGER).id)
    assert head.post(f"/cases/{number}/appoint", {"manager": other}).status_code == 303
    assert head.get(f"{meeting}/record").status_code == 404
