""" "I cannot read this" and "on paper or by telephone" promise a call, and it is kept: 6(1.1)."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from casework.table import calls, succession
from casework.table.succession import End
from core.settings import Settings
from core.working_days import around
from models.call_asked import CallAsked
from models.session import unit_of_work
from rules.calls import CallCameOf, CallEnded, call_by
from rules.defaults import DEFAULTS
from rules.duties import Duty, OpenDuty
from rules.succession import Departure
from tests.builders import HEAD, MANAGER, OTHER_CENTRES_MANAGER, OTHER_MANAGER, ACase
from tests.conftest import At
from tests.database import past_the_rights
from tests.portal.conftest import Browser, SignIn
from tests.portal.members import COMMUNITIES, HEALTH, Guest, link_of

ASKED = "A member is to be called"


@pytest.fixture
def prepared(browser: Browser, a_case: At) -> ACase:
    """The browser comes first: it begins with an empty database."""
    return a_case("prepared")


@pytest.fixture
def guest(prepared: ACase, browser: Browser, demo: Settings) -> Guest:
    guest = Guest(browser, demo, link_of(HEALTH, "declare"))
    guest.get("?lang=en")
    return guest


def promised() -> list[CallAsked]:
    with unit_of_work() as work:
        return list(work.session.scalars(select(CallAsked).order_by(CallAsked.asked_at)))


def owed(case: ACase) -> OpenDuty | None:
    return case.duties().get(Duty.CALL_BACK)


@pytest.mark.article("6(1.1)")
def test_a_promise_stands_until_somebody_says_what_came_of_it(
    prepared: ACase, guest: Guest, sign_in: SignIn, browser: Browser, demo: Settings
) -> None:
    today = prepared.clock.today()
    by = call_by(today, around(today))
    assert "Tell the centre" in guest.get("/other/reading").text
    assert promised() == [], "looking promises nothing"
    assert guest.post("/other/reading").status_code == 303
    assert "The centre calls you by" in guest.get("/other/paper").text
    for obstacle in ("reading", "paper"):
        assert guest.post(f"/other/{obstacle}").status_code == 409, "one call is promised at a time"
    (call,) = promised()
    assert (call.call_by, call.member_id) == (by, prepared.seat(HEALTH))
    duty = owed(prepared)
    assert duty is not None
    assert (duty.due, duty.basis, duty.subject_id) == (by, DEFAULTS.CALL_BACK, call.id)
    assert not duty.is_missed(by)
    assert duty.is_missed(by + timedelta(days=1))

    page = f"/calls/{call.id}"
    manager = sign_in(MANAGER)
    assert page in manager.get(f"/cases/{prepared.row().number}").text
    assert "They cannot read the page." in manager.get(page).text
    for other in (HEAD, OTHER_MANAGER, OTHER_CENTRES_MANAGER):
        assert sign_in(other).get(page).status_code == (200 if other == HEAD else 404)
        assert sign_in(other).post(page, {"came_of": "done"}).status_code == 404
    manager = sign_in(MANAGER)
    manager.get(page)
    assert manager.post(page, {"came_of": "rubbish"}).status_code == 422
    assert manager.post(page, {}).status_code == 422
    unsaid = manager.post(page, {"came_of": "not_needed", "reason": "  "})
    assert unsaid.status_code == 409
    assert "it is not said why none is needed" in unsaid.text
    assert manager.post(page, {"came_of": "not_reached"}).status_code == 303
    first, second = promised()
    assert (first.came_of, second.ended_at) == (CallCameOf.NOT_REACHED, None)
    assert manager.post(page, {"came_of": "done"}).status_code == 409
    again = owed(prepared)
    assert again is not None
    assert again.subject_id == second.id

    read_out = {"came_of": "read_out", "reason": "E lexova raportin."}
    assert manager.post(f"/calls/{second.id}", read_out).status_code == 303
    assert "E lexova raportin." in manager.get(f"/calls/{second.id}").text
    assert owed(prepared) is None
    told = Guest(browser, demo, guest.home)
    assert "You were called on" in told.get("/other/reading").text
    assert told.post("/other/reading").status_code == 303, "and may ask for another"
    with pytest.raises(IntegrityError), past_the_rights() as work:
        work.session.execute(
            text("UPDATE call_asked SET came_of = 'done' WHERE came_of IS NOT NULL")
        )


@pytest.mark.article("6(1.1)")
def test_nobody_is_owed_a_call_who_left(prepared: ACase, guest: Guest) -> None:
    guest.post("/other/paper")
    (call,) = promised()
    assert owed(prepared) is not None
    with prepared.manager() as work:
        end = End(Departure.END_OF_OFFICE, "Ka ndërruar detyrën.")
        succession.release(work, prepared.case, call.member_id, end)
    assert owed(prepared) is None
    with prepared.manager() as work, pytest.raises(CallEnded):
        calls.end(work, call.id, CallCameOf.DONE)


@pytest.mark.article("18(1)")
def test_a_link_promises_nothing_to_another_seat(prepared: ACase, guest: Guest) -> None:
    guest.post("/other/paper")
    other = Guest(guest.browser, guest.settings, link_of(COMMUNITIES, "declare"))
    assert "The centre calls you by" not in other.get("/other/paper").text
