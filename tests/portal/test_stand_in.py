"""A manager in conflict meets a closed door on every page and act; the head's stand open: 10(2)."""

import pytest

from models.case import Member
from models.session import unit_of_work
from simulation.people import PASSWORD
from tests.builders import HEAD, MANAGER, OTHER_MANAGER, SILENT
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
    head.get(f"/cases/{number}/appoint")
    assert head.post(f"/cases/{number}/appoint", {"manager": other}).status_code == 303
    assert head.get(f"{meeting}/record").status_code == 404


@pytest.mark.article("10(2)")
def test_who_ticked_a_conflict_by_mistake_finds_the_way_back(a_case: At, sign_in: SignIn) -> None:
    case = a_case("agreed")
    manager, head = sign_in(MANAGER), sign_in(HEAD)
    declaring = f"/declarations/{case.case}"
    manager.post(declaring, {"conflict": "yes", "password": PASSWORD})
    assert f"{declaring}/withdraw" in manager.get("/").text
    assert (
        "You declared a conflict of interest in this case."
        in manager.get(f"{declaring}/withdraw").text
    )
    assert ("own conflict of interest opened", "18(1)") in case.trail()
    assert head.post(f"{declaring}/withdraw/own", {"reason": "x"}).status_code == 404
    silent = manager.post(f"{declaring}/withdraw/own", {"password": PASSWORD})
    assert "Write how the mistake came about." in silent.text
    said = {"reason": "The wrong line.", "password": "wrong"}
    assert "This is not your password" in manager.post(f"{declaring}/withdraw/own", said).text
    said["password"] = PASSWORD
    assert manager.post(f"{declaring}/withdraw/own", said).status_code == 303
    assert "The wrong line." in manager.get(declaring).text
    assert "<li>Blerim Hoxha: <s>" in manager.get(declaring).text
    assert f"{declaring}/withdraw" not in manager.get("/").text


@pytest.mark.article("10(2)")
def test_what_a_member_says_of_a_conflict_by_mistake_is_entered(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("prepared")
    manager, seat = sign_in(MANAGER), case.seat(SILENT)
    declaring = f"/declarations/{case.case}"
    case.declare(seat, conflict=True)
    assert f"{declaring}/withdraw" in manager.get(declaring).text
    assert f"{declaring}/withdraw" in manager.get(f"/cases/{case.row().number}").text
    empty = manager.post(f"{declaring}/withdraw", {"who": str(seat)})
    assert empty.status_code == 422
    assert "Write how the mistake came about." in empty.text
    today = f"{case.clock.today():%d.%m.%Y}"
    said = {"who": str(seat), "on": today, "reason": "The wrong line."}
    assert manager.post(f"{declaring}/withdraw", said).status_code == 303
    page = manager.get(declaring).text
    assert "The wrong line." in page
    mistaken = page[page.index("Conflicts of interest declared by mistake") :]
    with unit_of_work() as work:
        name = work.session.get_one(Member, seat).professional.name
    assert f"<li>{name}:" in mistaken
    assert f"{declaring}/withdraw" not in page
    assert "Nobody at this table has a conflict" in manager.get(f"{declaring}/withdraw").text
