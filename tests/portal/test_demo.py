"""Pages of the demo: its mailbox, its clock, and how each role signs in."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import select, update

from core.mode import Mode
from core.settings import Settings
from deployments import prepare
from identity import codes
from models.life import DemoClock, Life
from models.session import unit_of_work
from notifications.mailbox import MAIL_FOLDER, read_mails, store
from portal.app import create_app
from simulation.life import CaseStory
from tests.builders import ACase
from tests.conftest import At
from tests.portal.conftest import Browser, SignIn, serving
from tests.portal.members import HEALTH, link_of
from tests.told import told

MAIL = (
    b"From: QPS <a@b.example>\r\nTo: c@d.example\r\nSubject: Rasti R-26-1001\r\n"
    b"Date: Mon, 07 Sep 2026 08:00:00 +0200\r\nMessage-ID: <x@b.example>\r\n"
    b'Content-Type: multipart/alternative; boundary="b"\r\n\r\n'
    b"--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
    b"Hap: http://127.0.0.1/l/abcdef\r\nhttps://evil.example/x <b>&\r\n"
    b"--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    b'<p style="color:red">Hap <script>alert(1)</script></p>\r\n--b--\r\n'
)


@pytest.fixture
def in_demo(configured: Settings) -> Iterator[None]:
    """The whole process is a demo, as `make run` starts it."""
    with told({"TRYEZA_MODE": "demo"}):
        yield


@pytest.fixture
def mail(browser: Browser, demo: Settings) -> str:
    """A captured mail; gives its name."""
    store(demo.state_dir / MAIL_FOLDER, "a@b.example", ["c@d.example"], MAIL)
    return read_mails(demo.state_dir)[-1].name


def test_a_mail_is_listed_and_read(browser: Browser, mail: str) -> None:
    assert "Rasti R-26-1001" in browser.get("/dev/mailbox?lang=en").text
    page = browser.get(f"/dev/mailbox/{mail}").text
    assert 'href="/l/abcdef"' in page
    assert 'href="https://evil.example' not in page
    assert "&lt;b&gt;&amp;" in page


def test_the_mail_as_sent_can_do_nothing(browser: Browser, mail: str) -> None:
    sent = browser.get(f"/dev/mailbox/{mail}/html")
    policy = sent.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "sandbox" in policy
    assert "script-src" not in policy


@pytest.mark.parametrize("name", ["nothing", "..%2f..%2fkeys", "%2e%2e", "x" * 3000])
def test_a_mail_that_never_came_is_not_there(browser: Browser, mail: str, name: str) -> None:
    assert browser.get(f"/dev/mailbox/{name}").status_code == 404
    assert browser.get(f"/dev/mailbox/{name}/html").status_code == 404


def test_one_readers_mails_are_found(browser: Browser, mail: str) -> None:
    assert mail in browser.get("/dev/mailbox?to=C@D.").text
    assert mail not in browser.get("/dev/mailbox?to=nobody@").text
    assert browser.get(f"/dev/mailbox?to={'x' * 5000}").status_code == 404


def test_codes_are_there_to_be_typed(browser: Browser, a_case: At) -> None:
    a_case("prepared")
    with unit_of_work() as work:
        from identity.member_links import link_for

        link = link_for(work, link_of(HEALTH, "declare").removeprefix("/l/"))
    codes.send_code(link.id)
    assert "+38344100104" in browser.get("/dev/mailbox").text


def test_an_empty_mailbox_says_why(demo: Settings, browser: Browser) -> None:
    assert "c@d.example" not in browser.get("/dev/mailbox?to=000&lang=en").text


def test_the_clock_skips_to_the_next_event(browser: Browser, a_case: At, in_demo: None) -> None:
    case: ACase = a_case("proposed")
    assert any(duty.due for duty in case.duties().values())
    with unit_of_work() as work:  # no worker runs here: nothing is due now
        work.session.execute(update(Life).values(wake_at=work.clock.now() + timedelta(days=1)))
    page = browser.get("/dev/clock?lang=en").text
    assert "Next event" in page
    answer = browser.post("/dev/clock", {"to": "/dev/mailbox"})
    assert answer.headers["location"] == "/dev/mailbox"
    assert "Time moved on" in browser.get("/dev/mailbox").text
    with unit_of_work() as work:
        assert work.session.scalars(select(DemoClock.offset_seconds)).one() >= 0


@pytest.mark.article("8(3)")
def test_the_clock_waits_for_what_is_due_so_that_no_day_is_jumped_over(
    browser: Browser, a_case: At, in_demo: None
) -> None:
    a_case("proposed")
    with unit_of_work() as work:
        work.session.execute(update(Life).values(wake_at=work.clock.now()))
        before = work.session.scalars(select(DemoClock.offset_seconds)).one()
    browser.get("/dev/clock?lang=en")
    browser.post("/dev/clock", {})
    assert "still being done" in browser.get("/dev/mailbox").text
    with unit_of_work() as work:
        assert work.session.scalars(select(DemoClock.offset_seconds)).one() == before


@pytest.mark.parametrize("to", ["https://evil.example/", "//evil.example", "x" * 5000, "a\nb"])
def test_the_clock_leads_nowhere_else(browser: Browser, in_demo: None, to: str) -> None:
    browser.get("/dev/clock")
    assert browser.post("/dev/clock", {"to": to}).headers["location"].startswith("/")
    assert "evil" not in browser.post("/dev/clock", {"to": to}).headers["location"]


def test_every_page_shows_the_demos_time(browser: Browser) -> None:
    for path in ("/sign-in", "/regulation", "/nothing"):
        assert "Monday 7 September 2026, 08:00" in browser.get(f"{path}?lang=en").text


def test_the_sign_in_page_lists_the_roles(browser: Browser, demo: Settings) -> None:
    note = [{"role": "head", "name": "Arta B", "email": "a@qps.example", "password": "shown here"}]
    demo.sign_ins_file.write_text(json.dumps(note))
    try:
        page = browser.get("/sign-in?lang=en").text
    finally:
        demo.sign_ins_file.unlink()
    assert "shown here" in page
    assert "shown here" not in browser.get("/sign-in?lang=en").text


def test_who_signs_in_first_has_cases_with_something_to_do(
    sign_in: SignIn, demo: Settings, in_demo: None, capsys: pytest.CaptureFixture[str]
) -> None:
    """Terminal, sign-in page and README name the case manager first."""
    prepare.demo()
    first, second, *_ = json.loads(capsys.readouterr().out)
    demo.sign_ins_file.unlink()
    assert (first["role"], second["role"]) == ("manager", "head")
    manager, head = sign_in(first["email"]), sign_in(second["email"])
    assert re.search(r'href="/cases/[^"]+/assessment"', manager.get("/").text)
    assert len(set(re.findall(r"/cases/R-\d\d-\d+", manager.get("/cases").text))) == 2
    decisions = head.get("/").text
    assert re.search(r'href="/cases/[^"]+/appoint"', decisions)
    assert re.search(r'action="/meetings/[^"]+/agree"', decisions)


def test_no_page_leads_users_to_what_is_for_developers(browser: Browser, manager: Browser) -> None:
    for reader, path in ((browser, "/sign-in"), (browser, "/nothing"), (manager, "/")):
        assert "/dev/components" not in reader.get(path).text
    assert browser.get("/dev/components").status_code == 200


def test_outside_a_demo_there_is_none_of_it(demo: Settings, story: CaseStory) -> None:
    demo.sign_ins_file.write_text('[{"role": "head"}]')
    real = demo.model_copy(update={"mode": Mode.PRODUCTION})
    with serving(create_app(real)) as address:
        for path in ("/dev/mailbox", "/dev/clock", "/dev/mailbox/x/html"):
            assert httpx.get(address + path).status_code == 404
        page = httpx.get(f"{address}/sign-in").text
    demo.sign_ins_file.unlink()
    assert "/dev/" not in page
