"""Whoever sits at a table comes in, whatever became of the link that they have: decision 0216."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from casework.table import contacts
from casework.table.contacts import Contact
from core.settings import Settings
from identity import guests
from models.contacts import ContactChange
from models.session import unit_of_work
from simulation.stage import acting
from tests.builders import MANAGER
from tests.casework.table.test_contacts import call
from tests.conftest import At
from tests.notifications.mail_server import MailServer
from tests.portal.conftest import Browser
from tests.portal.members import HEALTH, Guest, link_of, newest_code
from tests.portal.test_member_acts import report_of
from tests.portal.test_stale_links import in_english, mailed, server
from workflow.life import deliver

__all__ = ["server"]


@pytest.mark.article("8(9)", "5(1.2)")
def test_a_link_of_which_the_duty_is_done_leads_to_all_else_of_theirs(
    browser: Browser, a_case: At, demo: Settings
) -> None:
    a_case("reports_asked")
    guest = Guest(browser, demo, link_of(HEALTH, "report"))
    guest.enter()
    page = guest.get("/report").text
    assert "Write" in page
    typed = report_of(guest, done="Një vizitë.", step="send")
    assert guest.post("/report", typed).status_code == 303

    guest.post("/leave")  # as on another telephone, on which it was written too
    guest.get()
    late = guest.post("/report", {**typed, "done": "Tjetër fjalë."})
    assert late.status_code == 401
    kept = {"to": f"{guest.home}/report", "kept.done": "Tjetër fjalë.", "kept.step": "send"}
    assert guest.ask("/kept", kept | {"step": "ask"}).status_code == 200
    code = {"step": "open", "code": newest_code(demo)}
    assert "Send what I typed" in guest.ask("/kept", kept | code).text
    assert "Tjetër fjalë." in guest.post("/report", {**typed, "done": "Tjetër fjalë."}).text

    browser.client.cookies.clear()
    assert guest.get("?lang=en").status_code == 200
    desk = guest.enter()
    assert str(desk.url).endswith("/desk")
    assert "Ask for a meeting" in desk.text
    assert f"{guest.home}/other/person" in desk.text
    guest.get("/other/person")
    assert guest.post("/other/person").status_code == 303
    assert guest.get().status_code == 404, "what shuts the address shuts this way in too"


@pytest.mark.article("8(4)", "5(1.2)")
def test_a_new_contact_brings_a_link_to_a_table_where_nothing_is_due(
    browser: Browser, a_case: At, demo: Settings, server: MailServer
) -> None:
    case = a_case("declared")
    in_english(case)
    old = Guest(browser, demo, link_of(HEALTH, "declare"))
    with acting(MANAGER) as work:
        person = contacts.member_of(work, case.case, case.seat(HEALTH)).professional
        superior = (person.superior_name or "", person.superior_email or "")
        wanted = Contact("v.mehmeti@komuna.example", person.phone or "", *superior)
        contacts.change(work, case.case, case.seat(HEALTH), wanted, "Nga komuna.")
    with unit_of_work() as work:
        change = work.session.scalars(select(ContactChange.id)).one()
    call(change)
    deliver(case.case)
    (words,) = mailed(server, "v.mehmeti@komuna.example", "Your contact was corrected")
    assert "Everything of yours at this table" in words
    found = re.search(r"/l/[-\w]+", words)
    assert found
    assert old.get().status_code == 404
    guest = Guest(browser, demo, found[0])
    assert "Ask for a meeting" in guest.enter().text

    server.accepted.clear()
    case.clock.moment += timedelta(minutes=6)  # else it is that very mail
    assert old.post("/anew").status_code == 303
    deliver(case.case)
    (asked,) = mailed(server, "v.mehmeti@komuna.example")
    assert found[0] in asked


@pytest.mark.article("18(1)")
def test_one_device_locks_the_pages_on_every_other(
    browser: Browser, a_case: At, demo: Settings
) -> None:
    case = a_case("reports_asked")
    with unit_of_work() as work:
        lost = guests.begin(work, case.person(HEALTH))
    guest = Guest(browser, demo, link_of(HEALTH, "report"))
    guest.enter()
    assert "Lock my pages on every device" in guest.get("/report").text
    assert guest.post("/leave").status_code == 303
    with unit_of_work() as work:
        assert guests.guest(work, guest.home.removeprefix("/l/"), lost) is None
