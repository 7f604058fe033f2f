"""The mailed link: what it says before the code, what opens it, and the four ways out."""

import re
from collections.abc import Callable
from datetime import timedelta

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import func, select, update

from casework.case import information, inquiries, monitoring
from casework.table import contacts, participants
from casework.table.contacts import Contact
from core.clock import FrozenClock
from core.i18n import LANGUAGES
from core.settings import Settings
from identity.codes import A_DAY
from models.case import Member
from models.contacts import ContactChange
from models.outbox import Message
from models.people import MemberLink, MemberSession, OneTimeCode, Professional
from models.session import unit_of_work
from rules.monitoring import FindingsMeans
from simulation.seed import professional
from simulation.stage import member_acting
from tests.builders import MANAGER, PROSECUTOR, ACase
from tests.conftest import At
from tests.deputy import head_leaves
from tests.portal.conftest import Browser, SignIn
from tests.portal.members import ADVOCATE, BY_CARD, HEALTH, Guest, acts, link_of, newest_code
from tests.portal.test_doors import app, routes_of
from tests.scenes import closed

__all__ = ["app"]

GuestAt = Callable[[str, str], Guest]


@pytest.fixture
def prepared(browser: Browser, a_case: At) -> ACase:
    """The browser comes first: it begins with an empty database."""
    return a_case("prepared")


@pytest.fixture
def guest(prepared: ACase, browser: Browser, demo: Settings) -> Guest:
    """The health directorate, asked for the declarations."""
    return Guest(browser, demo, link_of(HEALTH, "declare"))


def counted() -> list[int]:
    tables = (MemberSession, OneTimeCode, Message, Member, MemberLink)
    with unit_of_work() as work:
        rows = [work.session.scalar(select(func.count()).select_from(table)) for table in tables]
    return [*(row or 0 for row in rows), len(acts())]


@pytest.mark.article("18(1)")
def test_a_link_says_that_a_duty_waits_and_nothing_else(guest: Guest, prepared: ACase) -> None:
    before = counted()
    page = guest.get("?lang=en").text
    assert "This page opens with a code" in page
    assert "ends in 04" in page
    for told in (prepared.row().number, "Valon", "declar", "Lirie", "Drejtoria"):
        assert told not in page
    for _ in range(20):
        guest.browser.client.get(guest.home)
        assert guest.browser.client.head(guest.home).status_code == 200
    assert counted() == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_speaks_every_language(guest: Guest, language: str) -> None:
    assert f'<html lang="{language}">' in guest.get(f"?lang={language}").text


def test_the_first_language_is_the_members_own(
    prepared: ACase, browser: Browser, demo: Settings
) -> None:
    page = Guest(browser, demo, link_of(PROSECUTOR, "declare")).get().text
    assert '<html lang="en">' in page


@pytest.mark.article("18(1)")
def test_a_code_opens_it_once(guest: Guest) -> None:
    assert "Two declarations" in guest.enter().text
    assert "link opened by code" in acts()
    code = newest_code(guest.settings)
    guest.browser.client.cookies.clear()
    guest.get("/code")
    assert guest.post("/open", {"code": code}).status_code == 422


def test_an_open_link_leads_on_and_a_locked_one_asks_again(guest: Guest) -> None:
    guest.enter()
    assert guest.get().headers["location"] == f"{guest.home}/go"
    guest.get("/declare")
    assert guest.post("/leave").status_code == 303
    assert guest.get("/information").headers["location"] == guest.home


def test_after_twenty_minutes_a_new_code_is_asked_for(guest: Guest, clock: FrozenClock) -> None:
    guest.enter()
    clock.moment += timedelta(minutes=20)
    assert guest.get("/information").headers["location"] == guest.home


@pytest.mark.article("18(1)", "18(2)")
def test_one_code_opens_every_link_of_a_person_and_none_of_another(
    a_case: At, browser: Browser, demo: Settings
) -> None:
    a_case("reports_asked")
    Guest(browser, demo, link_of(HEALTH, "read")).enter()
    for purpose in ("report", "declare"):
        again = Guest(browser, demo, link_of(HEALTH, purpose))
        assert again.get().headers["location"] == f"{again.home}/go"
        assert again.get(f"/{purpose}").status_code == 200
    other = Guest(browser, demo, link_of(ADVOCATE, "report"))
    assert other.get("/report").headers["location"] == other.home
    (mine,) = [each for each in browser.client.cookies.jar if each.name.startswith("member-")]
    other.enter()
    both = [each for each in browser.client.cookies.jar if each.name.startswith("member-")]
    for cookie in both:
        browser.client.cookies.set(cookie.name, mine.value or "", domain="127.0.0.1")
    assert other.get("/report").status_code == 303


@pytest.mark.parametrize("code", ["", "0", "12345", "abcdef", "1" * 5000, "٣٤٥٦٧٨", "' OR 1=1"])
def test_a_wrong_code_says_what_to_do(guest: Guest, code: str) -> None:
    guest.get("?lang=en")
    guest.post("/code")
    guest.get("/code")
    wrong = guest.post("/open", {"code": code})
    assert wrong.status_code == 422
    assert "new" in wrong.text
    assert "<h1>Write the code" in wrong.text


def test_five_wrong_codes_use_up_the_right_one(guest: Guest) -> None:
    guest.get()
    guest.post("/code")
    guest.get("/code")
    right = newest_code(guest.settings)
    wrong = f"{(int(right) + 1) % 1_000_000:06}"
    for _ in range(5):
        assert guest.post("/open", {"code": wrong}).status_code == 422
    assert guest.post("/open", {"code": right}).status_code == 422


def used_up(guest: Guest, clock: FrozenClock) -> httpx.Response:
    for _ in range(A_DAY):
        clock.moment += timedelta(seconds=1)
        assert guest.post("/code").status_code == 303
    return guest.post("/code")


@pytest.mark.article("6(1.1)", "18(1)")
def test_when_the_codes_of_a_day_are_used_up_who_chairs_is_told_and_the_last_one_opens(
    guest: Guest, prepared: ACase, clock: FrozenClock
) -> None:
    guest.get("?lang=en")
    refused = used_up(guest, clock)
    assert refused.status_code == 429
    for said in ("can say one to you on the telephone", "our choice", f'href="{guest.home}/code"'):
        assert said in refused.text
    assert guest.post("/code").status_code == 429
    with unit_of_work() as work:
        told = work.session.scalars(select(Message).where(Message.template == "members/obstacle"))
        assert [each.context["obstacle"] for each in told] == ["codes"]
    assert acts().count("codes of the day used up") == 1
    guest.get("/code")
    assert guest.post("/open", {"code": newest_code(guest.settings)}).status_code == 303


@pytest.mark.article("18(1)")
def test_who_chairs_reads_out_a_code_to_whom_they_recognised(
    guest: Guest, prepared: ACase, sign_in: SignIn, clock: FrozenClock
) -> None:
    guest.get("?lang=en")
    used_up(guest, clock)
    clock.moment += timedelta(seconds=1)
    manager, seat = sign_in(MANAGER), prepared.seat(HEALTH)
    address = f"/codes/{prepared.case}/{seat}"
    assert address in manager.get(f"/cases/{prepared.row().number}/members/{seat}/contact").text
    assert "Make a code" in manager.get(address).text
    said = re.search(r"<b>(\d{3} \d{3})</b>", manager.post(address, BY_CARD).text)
    assert said is not None
    shown = manager.get(address).text
    assert said[1] not in shown
    assert 'by Blerim Hoxha <span class="small quiet">not used' in shown
    assert "code read out" in acts()
    assert len(prepared.messages("codes/said")) == 1
    guest.get("/code")
    assert guest.post("/open", {"code": said[1]}).status_code == 303
    assert "not used" not in manager.get(address).text


def test_nobody_says_a_code_for_their_own_seat_or_for_who_has_no_link(
    prepared: ACase, sign_in: SignIn
) -> None:
    manager, seat = sign_in(MANAGER), prepared.seat(HEALTH)
    with unit_of_work() as work:
        professional(work, HEALTH).email = MANAGER.upper()
        work.session.execute(
            update(MemberLink).values(revoked_at=work.clock.now(), closed_by="contact")
        )
    address = f"/codes/{prepared.case}/{seat}"
    manager.get(address)
    own = manager.post(address, BY_CARD)
    assert own.status_code == 409
    assert "your own seat" in own.text
    other = manager.post(f"/codes/{prepared.case}/{prepared.seat(ADVOCATE)}", BY_CARD)
    assert other.status_code == 409
    assert "No link of this member leads anywhere" in other.text


def test_without_a_telephone_the_other_ways_stay_open(guest: Guest) -> None:
    with unit_of_work() as work:
        work.session.get_one(Professional, professional(work, HEALTH).id).phone = None
    page = guest.get("?lang=en").text
    assert "no mobile number" in page
    assert "on paper" in page
    guest.get("/other/number")
    assert guest.post("/code").status_code == 409


@pytest.mark.parametrize("path", ["", "/code", "/declare", "/go", "/other/paper", "/report"])
@pytest.mark.parametrize("token", ["x", "A" * 43, "%00", "é", "..%2f..%2fetc", "z" * 4000])
def test_a_link_that_never_was_opens_nothing(guest: Guest, token: str, path: str) -> None:
    guest.home = f"/l/{token}"
    assert guest.get(path).status_code == 404


def test_never_was_closed_and_recused_look_alike(
    a_case: At, browser: Browser, demo: Settings
) -> None:
    """But for the link by which they were asked to declare, and correct it: decision 0103."""
    case = a_case("reports_asked")
    guest = Guest(browser, demo, link_of(HEALTH, "report"))
    never = browser.get(f"/l/{'A' * 43}?lang=en").text
    case.declare(case.seat(HEALTH), conflict=True)
    closed = guest.get()
    assert closed.status_code == 404
    assert _said(closed.text) == _said(never)


def _said(page: str) -> str:
    return re.sub(r'(?s)^.*<main| (action|value)="[^"]*"|<code>.*', "", page)


@pytest.mark.article("6(1.1)")
@pytest.mark.parametrize("word", ["number", "paper", "reading"])
def test_each_way_out_reaches_the_case_manager(guest: Guest, word: str) -> None:
    guest.get("?lang=en")
    assert "Tell the centre" in guest.get(f"/other/{word}").text
    assert guest.post(f"/other/{word}").status_code == 303
    assert "was told" in guest.get().text
    with unit_of_work() as work:
        sent = work.session.scalars(
            select(Message).where(Message.template == "members/obstacle")
        ).one()
        assert (sent.recipient, sent.context["obstacle"]) == ("account", word)
    again = guest.post(f"/other/{word}")
    assert again.status_code == 409
    assert "told this already" in again.text


def test_there_is_no_fifth_way(guest: Guest) -> None:
    assert guest.get("/other/fifth").status_code == 404
    guest.get()
    assert guest.post("/other/fifth").status_code == 404


@pytest.fixture
def moved(prepared: ACase, browser: Browser) -> str:
    """The manager was given another address for the health directorate; the page in its mail."""
    with prepared.manager() as work:
        seat = contacts.member_of(work, prepared.case, prepared.seat(HEALTH))
        person = seat.professional
        superior = (person.superior_name or "", person.superior_email or "")
        wanted = Contact("v.mehmeti@komuna.example", person.phone or "", *superior)
        contacts.change(work, prepared.case, seat.id, wanted, "Nga komuna.")
    with unit_of_work() as work:
        return f"/k/{work.session.scalars(select(ContactChange)).one().token}"


@pytest.mark.article("18(1)")
def test_a_member_confirms_a_new_address_over_the_number_on_record(
    moved: str, prepared: ACase, browser: Browser, demo: Settings
) -> None:
    page = browser.get(f"{moved}?lang=en").text
    assert "v…@komuna.example" in page
    for hidden in (HEALTH, "v.mehmeti", "Valon", prepared.row().number):
        assert hidden not in page
    assert browser.post(f"{moved}/code", {"channel": "sms"}).status_code == 303
    browser.get(moved)
    wrong = browser.post(f"{moved}/read", {"code": "000000"})
    assert wrong.status_code == 422
    assert "This is not the code" in wrong.text
    code = {"code": newest_code(demo)}
    whole = browser.post(f"{moved}/read", code).text
    for told in ("v.mehmeti@komuna.example", "+38344100104", "Blerim Hoxha", "Nga komuna."):
        assert told in whole
    other = browser.post(f"{moved}/confirm", code | {"shown": "0" * 64})
    assert other.status_code == 409
    assert "not the one that this page showed" in other.text
    shown = re.search(r'name="shown" value="(\w+)"', whole)
    assert shown is not None
    done = browser.post(f"{moved}/confirm", code | {"shown": shown[1]})
    assert "Your new contact is in force" in done.text
    assert browser.get(moved).status_code == 404
    with unit_of_work() as work:
        assert professional(work, "v.mehmeti@komuna.example").phone == "+38344100104"


@pytest.mark.article("18(1)")
def test_a_member_who_knows_nothing_of_it_leaves_all_as_it_was(
    moved: str, prepared: ACase, browser: Browser
) -> None:
    browser.get(f"{moved}?lang=en")
    assert browser.post(f"{moved}/code", {"channel": "post"}).status_code == 422
    assert "stays as it was" in browser.post(f"{moved}/no").text
    assert browser.get(moved).status_code == 404
    with unit_of_work() as work:
        assert professional(work, HEALTH).email == HEALTH


@pytest.mark.article("10(2)", "6(1.1)", "5(1.2)")
def test_while_nobody_decides_for_the_centre_what_is_said_is_taken(
    guest: Guest, prepared: ACase, browser: Browser, demo: Settings
) -> None:
    before = len(prepared.members())
    prepared.declare(prepared.seat(ADVOCATE))
    head_leaves(prepared)
    with prepared.manager() as work:
        participants.declare_as_chair(work, prepared.case, conflict=True)
    guest.get("?lang=en")
    assert guest.post("/other/paper").status_code == 303
    assert "Nobody may decide for the centre" in guest.get().text
    guest.enter()
    guest.get("/declare")
    assert (
        "Whoever answers for the case is told" in guest.post("/declare", {"conflict": "yes"}).text
    )
    assert len(prepared.members()) == before - 1
    other = Guest(browser, demo, link_of(ADVOCATE, "declare"))
    other.enter()
    other.get("/information")
    assert other.post("/information", {"words": "A window is broken."}).status_code == 303
    other.get("/asked")
    assert other.post("/asked", {"reason": "The risk has grown."}).status_code == 303
    assert {"conflict declared", "information came in"} <= set(acts())


BEHIND_THE_SEAL = {"app", "calendar", "close", "declare", "desk", "go", "text"}
"""What a session opened before still reads: their own declarations, signature and app."""


@pytest.mark.article("17(5)", "18(1)")
def test_of_a_sealed_file_a_session_that_lives_on_reads_nothing_more(
    app: FastAPI, browser: Browser, a_case: At, demo: Settings
) -> None:
    case = a_case("decided")
    case.stage.settle()
    seat = case.seat(HEALTH)
    with member_acting(seat) as work:
        information.give(work, seat, words="Kanarina 61 mungon.")
    with case.manager() as work:
        today = case.clock.today()
        inquiries.ask(work, case.case, seat, words="Kanarina 61?", asked_on=today, due_on=today)
        monitoring.tell_table(work, case.case, words="Kanarina 61.", means=FindingsMeans.LINK)
    guest = Guest(browser, demo, link_of(HEALTH, "findings"))
    guest.enter()
    assert "Kanarina 61" in guest.get("/information").text
    closed(case)
    assert case.row().sealed_at is not None
    for method, path in routes_of(app):
        if method == "GET" and path.startswith("/l/{token}/") and "{" not in path[11:]:
            answer = guest.get(path[10:])
            assert "Kanarina" not in answer.text, path
            assert answer.status_code != 200 or path[11:] in BEHIND_THE_SEAL, path
    lost = guest.post("/information", {"words": "E pashë sot te shkolla."})
    assert lost.status_code == 404
    assert "E pashë sot te shkolla." in lost.text
    assert "Nothing of it is on record." in lost.text
