"""Links of members that the case has overtaken: sealed, called off, dead."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from core.clock import at_local
from core.settings import Settings
from models.people import LinkPurpose, MemberLink
from tests.builders import HOUR
from tests.casework.table.test_convening import cancel
from tests.conftest import At
from tests.onrecord import reading
from tests.portal.conftest import Browser
from tests.portal.members import HEALTH, Guest, link_of
from tests.scenes import CLOSURE_MEETING


@pytest.mark.article("10(1)", "17(5)")
def test_minutes_that_a_seal_overtook_are_said_to_be_closed_in_the_members_page(
    browser: Browser, a_case: At, demo: Settings
) -> None:
    case = a_case("closure_approved")
    case.convene(case.at(CLOSURE_MEETING))
    case.stage.move_to(case.meeting().day - timedelta(days=8))
    case.report()
    case.tell_family()
    case.stage.move_to(case.meeting().day, HOUR)
    seat = case.seat(HEALTH)
    case.hold(absent={seat: "Në rrugë."})  # nobody waits for whoever was not there
    case.record_opinions()
    case.decide(close=True)
    case.stage.settle()
    case.sign_minutes()  # of the review, where they were
    case.write_minutes()
    case.stage.settle()
    with reading() as work:
        query = select(MemberLink).where(MemberLink.subject_id == case.papers()[-1].id)
        wanted = MemberLink.member_id == seat, MemberLink.purpose == LinkPurpose.SIGN
        guest = Guest(browser, demo, f"/l/{work.session.scalars(query.where(*wanted)).one().token}")
    guest.enter()
    page = guest.get("/sign").text
    assert 'action="#confirm"' in page
    laid = re.search(r'name="shown" value="([0-9a-f]+)"', page)
    assert laid
    case.sign_minutes(but=seat)
    case.sign_closing_form()
    case.stage.settle()
    assert case.row().sealed_at is not None
    closed_now = f"The file of case {case.row().number} is closed"
    page = guest.get("/sign").text
    assert closed_now in page
    assert 'action="#confirm"' not in page
    late = guest.post("/sign", {"word": "acknowledge", "shown": laid[1]})
    assert (late.status_code, closed_now in late.text) == (409, True)
    assert 'href="/cases' not in late.text  # no way of an officer's


@pytest.mark.article("8(3)")
def test_an_invitation_that_was_called_off_leads_to_the_one_that_followed(
    browser: Browser, a_case: At, demo: Settings
) -> None:
    case = a_case("invited")
    guest = Guest(browser, demo, link_of(HEALTH, "read"))
    guest.enter()
    cancel(case)
    case.stage.settle()
    assert "If the table is to meet on another day" in guest.get("/read").text
    case.convene(at_local(case.clock.today() + timedelta(days=14), HOUR))
    case.stage.move_to(case.meeting().day - timedelta(days=6))
    guest.enter()
    followed = link_of(HEALTH, "read")
    assert followed != guest.home
    page = guest.get("/read").text
    assert f'<a href="{followed}">You were invited anew' in page
    assert "If the table is to meet" not in page


def test_a_link_that_opens_nothing_speaks_as_the_browser_asks(browser: Browser) -> None:
    for language, said in (("en-GB,en;q=0.9", "This link opens nothing"), ("sr", "ne otvara")):
        page = browser.client.get(f"/l/{'x' * 43}", headers={"accept-language": language})
        assert (page.status_code, said in page.text) == (404, True), language
