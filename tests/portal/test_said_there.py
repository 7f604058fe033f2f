"""What of a meeting of another case is shown, and with what to do: Art. 9, 14(3.4), 18(1)."""

from datetime import timedelta

import pytest

from core.settings import Settings
from models.outbox import MessageStatus
from rules.monitoring import FindingsMeans
from tests import scenes
from tests.again import come_back, link
from tests.builders import MANAGER, OTHER_MANAGER, ACase
from tests.casework.case.test_monitoring import TOLD, tell
from tests.casework.conftest import At
from tests.casework.table.test_misplaced import take_out
from tests.casework.table.test_said_there import comes_back, decide, share
from tests.casework.table.test_unplanned import take_place
from tests.portal.asking import AtTheLink, a_minuted_case, entering, seen
from tests.portal.conftest import Browser, SignIn
from tests.portal.members import ADVOCATE, Guest, link_of

__all__ = ["a_minuted_case", "entering"]

DAY = timedelta(days=1)


@pytest.mark.article("9", "12(3)", "14(3.4)", "18(1)")
def test_what_was_said_in_it_is_shown_as_such_and_members_do_not_read_it(
    at_the_link: AtTheLink, case: ACase, sign_in: SignIn
) -> None:
    met_on = case.clock.today()
    case.stage.move_to(met_on + 2 * DAY)
    meeting = take_place(case, met_on + DAY)
    record = decide(case, meeting)
    share(case, meeting)
    tell(case, FindingsMeans.MEETING, met_on + DAY)
    manager, home = sign_in(MANAGER), f"/cases/{case.row().number}"
    assert "shared in meeting 2" in seen(manager.get(f"{home}/information").text)
    take_out(case, meeting)
    off = "Its meeting is no longer on record as held"
    for page in (f"{home}/decisions", f"{home}/decisions/{record}"):
        assert off in seen(manager.get(page).text)
    informed = seen(manager.get(f"{home}/information").text)
    assert "shared in a meeting that is no longer on record as held" in informed
    assert "it counts as information that came in otherwise" in informed
    assert "shared in a meeting that is no longer" in seen(manager.get(f"{home}/form").text)
    monitoring = seen(manager.get(f"{home}/monitoring").text)
    assert "The table is not on record as having met on that day" in monitoring
    assert TOLD in monitoring
    guest = at_the_link(ADVOCATE)
    assert TOLD not in seen(guest.get("/findings").text)
    take_place(case, met_on + DAY)
    assert "one of the same day was put on record after that" in seen(
        manager.get(f"{home}/decisions").text
    )
    assert TOLD in seen(guest.get("/findings").text)


@pytest.mark.article("9", "12(3)", "14(3.4)", "18(1)")
def test_an_earlier_file_says_what_of_it_does_not_count(a_case: At, sign_in: SignIn) -> None:
    case = a_case("closure_met")
    meeting = take_place(case, case.held().met_on - DAY)
    decide(case, meeting)
    share(case, meeting)
    tell(case, FindingsMeans.MEETING, meeting.met_on)
    take_out(case, meeting)
    for scene in (scenes.opinions, scenes.decided, scenes.closed):
        scene(case)
    again, was = come_back(case), case.row().number
    link(again, case.case)
    manager = sign_in(OTHER_MANAGER)
    file = seen(manager.get(f"/cases/{again.row().number}/earlier/{was}").text)
    for said in (
        "Its meeting is no longer on record as held",
        "shared in a meeting that is no longer on record as held",
        "The table is not on record as having met on that day",
    ):
        assert said in file, said
    assert "Tell the table once more" not in file
    assert "Correct it with the other meeting" not in file


@pytest.mark.article("14(3.4)")
def test_the_page_says_whom_the_mail_did_not_reach_and_leads_to_the_contact(
    case: ACase, sign_in: SignIn, browser: Browser, demo: Settings
) -> None:
    case.stage.move_to(case.clock.today() + DAY)
    tell(case)
    case.stage.settle()
    comes_back(case, MessageStatus.SENT)
    manager, home = sign_in(MANAGER), f"/cases/{case.row().number}"
    assert "mail came back" not in seen(manager.get(f"{home}/monitoring").text)
    comes_back(case, MessageStatus.FAILED, ADVOCATE)
    page = manager.get(f"{home}/monitoring").text
    contact = f"{home}/members/{case.seat(ADVOCATE)}/contact"
    assert contact in page
    assert manager.get(contact).status_code == 200
    assert "mail came back" in seen(page)
    assert "sent on" in seen(page)
    line = "No mail about the monitoring is known to have reached 1 member of the table"
    assert line in seen(manager.get("/").text)
    comes_back(case, MessageStatus.UNKNOWN)
    page = seen(manager.get(f"{home}/monitoring").text)
    assert "It reached nobody" in page
    assert "whether the mail left is not known" in page
    assert "Tell the table once more" in page
    assert "Correct the contact" not in page
    guest = Guest(browser, demo, link_of(ADVOCATE, "findings"))
    guest.enter()
    assert TOLD in seen(guest.get("/findings").text)
