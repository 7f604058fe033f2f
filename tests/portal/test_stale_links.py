"""Links of members that the case has overtaken: sealed, called off, dead."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from bench.statements import counted
from casework.table import succession
from core.clock import at_local
from core.i18n import translator
from core.settings import Settings
from identity import links
from models.life import Life
from models.people import LinkEnd, LinkPurpose, MemberLink, Professional
from models.session import unit_of_work
from rules.defaults import DEFAULTS
from rules.succession import Departure
from simulation.stage import acting
from tests.builders import HOUR, MANAGER, ACase
from tests.casework.table.test_convening import cancel
from tests.conftest import At
from tests.notifications.mail_server import MailServer, running
from tests.onrecord import reading
from tests.portal.conftest import Browser
from tests.portal.members import HEALTH, Guest, link_of
from tests.scenes import CLOSURE_MEETING
from tests.told import told
from workflow.life import deliver, look_again

APART = DEFAULTS.NEW_LINKS_APART.count
PRESSES = "abcdef"


@pytest.fixture
def server(demo: Settings) -> Iterator[MailServer]:
    """A mail server in the place of the demo's mailbox."""
    with running() as found:
        values = {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(found.port), "SMTP_TLS": "none"}
        with told(values | {"TRYEZA_MODE": "demo", "SMTP_FROM": "tryeza@qps-ferizaj.example"}):
            yield found


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


def ask(guest: Guest) -> tuple[int, str, int]:
    """Press the button; gives status, what is said, and how many statements it took."""
    page = guest.get("?lang=en")
    assert (page.status_code, "Send me a new link" in page.text) == (404, True)
    with counted() as asked:
        answer = guest.post("/anew")
    assert answer.headers["location"] == guest.home
    said = re.search(r'role="status".*?</div>', guest.get("?lang=en").text, re.S)
    assert said is not None
    return answer.status_code, said[0], len(asked)


def mailed(
    server: MailServer, address: str, subject: str = "The link that you asked for"
) -> list[str]:
    found = [message for to, message in server.accepted if to == address]
    anew = [each for each in found if each["Subject"].startswith(subject)]
    parts = (each.get_body(("plain",)) for each in anew)
    return [str(part.get_content()) for part in parts if part is not None]


def in_english(case: ACase) -> None:
    with unit_of_work() as work:
        work.session.get_one(Professional, case.person(HEALTH)).language = "en"


@pytest.mark.article("18(1)")
def test_a_link_that_was_closed_brings_those_that_are_open_to_the_address_on_record(
    browser: Browser, a_case: At, demo: Settings, server: MailServer
) -> None:
    case = a_case("invited")
    in_english(case)
    guest = Guest(browser, demo, link_of(HEALTH, "read"))
    with unit_of_work() as work:
        meeting = case.meeting().id
        links.cut(work, case.seat(HEALTH), LinkEnd.CONTACT)
        opened = links.issue(work, case.seat(HEALTH), LinkPurpose.READ, meeting).token
    ask(guest)
    deliver(case.case)
    (words,) = mailed(server, HEALTH)
    assert f"/l/{opened}" in words
    day = translator("en").full_day(case.meeting().day)
    assert f"The invitation to the meeting on {day}, with its papers" in words
    assert guest.home not in words


@pytest.mark.article("18(1)")
def test_every_link_that_opens_nothing_is_answered_alike_and_few_bring_a_mail(
    browser: Browser, a_case: At, demo: Settings, server: MailServer
) -> None:
    """Moved, of a seat that was left, of a case that is closed, and one that never was."""
    case = a_case("invited")
    in_english(case)
    home, seat = link_of(HEALTH, "read"), case.seat(HEALTH)
    guest = Guest(browser, demo, home)
    never = ask(Guest(browser, demo, f"/l/{'x' * 43}"))
    with unit_of_work() as work:
        for each in links.cut(work, seat, LinkEnd.CONTACT):
            if each.purpose is LinkPurpose.READ:
                links.issue(work, seat, each.purpose, each.subject_id)
    moved = ask(guest)
    deliver(case.case)
    assert len(mailed(server, HEALTH)) == 1
    server.accepted.clear()
    with unit_of_work() as work:
        life = work.session.get_one(Life, case.case)
        life.ended_at = work.clock.now()
    closed = ask(guest)
    with unit_of_work() as work:
        life = work.session.get_one(Life, case.case)
        life.ended_at = None
    with acting(MANAGER) as work:
        end = succession.End(Departure.END_OF_OFFICE, "U transferua.")
        succession.release(work, case.case, seat, end)
    left = ask(guest)
    deliver(case.case)
    assert mailed(server, HEALTH) == []
    assert never == moved == closed == left
    assert "three a day at most" in left[1]
    assert DEFAULTS.NEW_LINKS_A_DAY.count == 3


@pytest.mark.article("18(1)")
def test_pressed_again_within_some_minutes_it_is_one_mail(
    browser: Browser, a_case: At, demo: Settings, server: MailServer
) -> None:
    case = a_case("invited")
    in_english(case)
    guest = Guest(browser, demo, link_of(HEALTH, "read"))
    with unit_of_work() as work:
        links.cut(work, case.seat(HEALTH), LinkEnd.CONTACT)
    said = set()
    for _ in range(3):
        said.add(ask(guest))
        case.clock.moment += timedelta(seconds=5)
    deliver(case.case)
    assert len(mailed(server, HEALTH)) == 1, "queued together"
    for press in (*PRESSES, "later"):
        case.clock.moment += timedelta(minutes=APART if press == "later" else 0, seconds=1)
        said.add(ask(guest))
        deliver(case.case)
    assert len(mailed(server, HEALTH)) == 2, "what was taken back is none of the day's"
    assert len(said) == 1


@pytest.mark.article("18(1)")
def test_so_many_a_day_and_person_and_none_to_an_address_that_is_none(
    browser: Browser, a_case: At, demo: Settings, server: MailServer
) -> None:
    case = a_case("invited")
    in_english(case)
    home, seat = link_of(HEALTH, "read"), case.seat(HEALTH)
    guest = Guest(browser, demo, home)
    with unit_of_work() as work:
        links.cut(work, seat, LinkEnd.CONTACT)
    said = set()
    for _ in range(5):
        said.add(ask(guest))
        deliver(case.case)
        case.clock.moment += timedelta(minutes=APART, seconds=1)
    assert len(said) == 1, "nor is it said that there were enough"
    found = mailed(server, HEALTH)
    assert len(found) == 3
    assert "nothing waits for you at the moment" in " ".join(found[0].split())
    server.accepted.clear()
    case.clock.moment += timedelta(days=1, minutes=1)
    with unit_of_work() as work:
        case.clock.moment += timedelta(minutes=1)
        links.issue(work, seat, LinkPurpose.READ, case.meeting().id)
    shut = Guest(browser, demo, link_of(HEALTH, "read"))
    with unit_of_work() as work:
        links.cut(work, seat, LinkEnd.RETURNED)
    look_again(case.case)  # to correct the contact is owed
    ask(shut)
    deliver(case.case)
    assert mailed(server, HEALTH) == []
