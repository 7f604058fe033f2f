"""Many people at once: every page answers, every act is done once or refused in plain words."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import select

from core.settings import Settings
from identity.codes import A_DAY
from models.case import Case
from models.pool import MOST_CONNECTIONS
from tests.builders import HEAD, MANAGER, SILENT, ACase
from tests.conftest import At
from tests.onrecord import reading
from tests.portal.acts import fields_of
from tests.portal.conftest import AT_LENGTH, Browser, SignIn
from tests.portal.members import Guest, link_of
from tests.portal.test_composition import NEWCOMER
from tests.portal.test_convening import DATE
from tests.portal.test_doors import Places, routes_of
from tests.portal.test_meetings import came
from tests.portal.test_member_acts import report_of
from tests.portal.test_referral import of_child
from tests.waiting import quiet_seconds

CROWD = 40 if AT_LENGTH else 20
"""In either form more than the portal has connections: some wait for what others hold."""
Ask = Callable[[], httpx.Response]


def at_once(asks: Sequence[Ask]) -> list[httpx.Response]:
    """All of them, a crowd at any moment, the first of it in the same instant."""
    assert len(asks) >= CROWD > MOST_CONNECTIONS
    together = Barrier(CROWD)

    def ask(number: int) -> httpx.Response:
        if number < CROWD:
            together.wait(timeout=quiet_seconds(10))
        return asks[number]()

    with ThreadPoolExecutor(CROWD) as people:
        return list(people.map(ask, range(len(asks))))


def codes(answers: Sequence[httpx.Response]) -> Counter[int]:
    return Counter(answer.status_code for answer in answers)


def patiently(browser: Browser) -> Browser:
    """Waits longer than the pool does, so that it is the portal that gives up first."""
    browser.client.timeout = httpx.Timeout(60)
    return browser


@pytest.fixture
def case(sign_in: SignIn, a_case: At) -> ACase:
    return a_case("overdue")


@pytest.fixture
def guest(case: ACase, sign_in: SignIn, demo: Settings) -> Guest:
    """A member behind their link, in a browser of their own."""
    guest = Guest(patiently(sign_in("nobody@here.example")), demo, link_of(SILENT, "report"))
    assert guest.enter().status_code == 200
    return guest


@pytest.mark.parametrize("page", ["/", "/cases", "/cases/{number}", "/dev/clock", "/sign-in"])
def test_many_officers_read_a_page_at_once(case: ACase, sign_in: SignIn, page: str) -> None:
    """Who already signed in is led from there to the first page, which is read as itself."""
    reader = patiently(sign_in("nobody@here.example" if page == "/sign-in" else HEAD))
    address = page.format(number=case.row().number)
    answers = at_once([lambda: reader.client.get(address, follow_redirects=True)] * CROWD)
    assert codes(answers) == {200: CROWD}


@pytest.mark.parametrize("page", ["", "/code", "/other/number", "/report"])
def test_many_members_stand_at_their_door_at_once(guest: Guest, page: str) -> None:
    """With the code and, as most of them come first, without."""
    reader = guest.browser.client
    if page != "/report":
        reader.cookies.clear()
    assert codes(at_once([lambda: reader.get(guest.home + page)] * CROWD)) == {200: CROWD}


def test_every_page_is_read_beside_every_other(
    portal: tuple[FastAPI, str], case: ACase, guest: Guest, sign_in: SignIn
) -> None:
    """Each route with each reader, as on a working morning: none waits for another in vain. In
    short each with one of them, in turns."""
    at = Places(case)
    at.values["token"] = guest.home.removeprefix("/l/")
    readers = [patiently(sign_in(email)).client for email in (HEAD, MANAGER)]
    gets = {path for method, path in routes_of(portal[0]) if method == "GET"} - {"/readyz"}
    paths = [at(path) for path in sorted(gets)]  # the roles of a test are not a portal's

    def asking(reader: httpx.Client, path: str) -> Ask:
        return lambda: reader.get(path)

    in_turns = [readers if AT_LENGTH else [readers[number % 2]] for number in range(len(paths))]
    asks = [
        asking(reader, path)
        for path, officers in zip(paths, in_turns, strict=True)
        for reader in ([guest.browser.client] if path.startswith("/l/") else officers)
    ]
    found = codes(at_once(asks))
    assert set(found) <= {200, 303, 403, 404, 409}
    assert found[200] > len(asks) / 3


def test_many_referrals_and_appointments_at_once(chief: Browser) -> None:
    """Different children, one centre."""
    head = patiently(chief)
    head.get("/cases/new")

    def referring(number: int) -> Ask:
        return lambda: head.post("/cases/new", of_child(number))

    assert codes(at_once([referring(number) for number in range(CROWD)])) == {303: CROWD}
    with reading() as work:
        numbers = list(work.session.scalars(select(Case.number)))
    assert len(set(numbers)) == CROWD
    page = head.get(f"/cases/{numbers[0]}/appoint").text
    name, value = re.findall(r'type="radio"[^>]*name="(\w+)"[^>]*value="([^"]+)"', page)[0]

    def appointing(number: str) -> Ask:
        return lambda: head.post(f"/cases/{number}/appoint", {name: value})

    assert codes(at_once([appointing(number) for number in numbers])) == {303: CROWD}


@pytest.mark.article("8(3)")
def test_a_date_proposed_many_times_at_once_is_proposed_once(a_case: At, sign_in: SignIn) -> None:
    case, manager = a_case("prepared"), patiently(sign_in(MANAGER))
    address = f"/cases/{case.row().number}/meeting"
    manager.get(f"{address}?lang=en")
    answers = at_once([lambda: manager.post(address, DATE)] * CROWD)
    found = codes(answers)  # a late press is asked about that hour: 0200
    assert (found[303], found[409] + found[422]) == (1, CROWD - 1)
    assert all("/regulation/8" in each.text for each in answers if each.status_code == 409)
    assert [act for act, _ in case.trail()].count("meeting proposed") == 1


@pytest.mark.article("9")
def test_a_meeting_recorded_many_times_at_once_is_held_once(a_case: At, sign_in: SignIn) -> None:
    """A press too many is a refusal in words; what the first one wrote is seen by the others."""
    case, manager = a_case("told"), patiently(sign_in(MANAGER))
    address = f"/meetings/{case.meeting().id}"
    fields = came(manager, address)
    answers = at_once([lambda: manager.post(f"{address}/record", fields)] * CROWD)
    assert codes(answers) == {303: 1, 409: CROWD - 1}
    assert [act for act, _ in case.trail()].count("meeting held") == 1


@pytest.mark.article("8(3)")
def test_a_meeting_called_off_twice_at_once_is_on_record_once(a_case: At, sign_in: SignIn) -> None:
    case, manager = a_case("invited"), patiently(sign_in(MANAGER))
    address = f"/meetings/{case.meeting().id}/cancel"
    fields = fields_of(manager.get(address).text)
    answers = at_once([lambda: manager.post(address, fields)] * CROWD)
    assert codes(answers) == {303: 1, 409: CROWD - 1}
    assert [act for act, _ in case.trail()].count("meeting cancelled") == 1


@pytest.mark.article("18(1)")
def test_many_asks_for_a_code_send_what_a_day_has(case: ACase, guest: Guest) -> None:
    """The one that was typed to come in does not count: decision 0155."""
    answers = at_once([lambda: guest.post("/code")] * CROWD)
    assert codes(answers) == {303: A_DAY, 429: CROWD - A_DAY}


def test_a_member_reports_once_however_often_the_button_is_pressed(
    case: ACase, guest: Guest
) -> None:
    report = report_of(guest, done="The visit took place.") | {"step": "send"}
    answers = at_once([lambda: guest.post("/report", report)] * CROWD)
    assert codes(answers) == {303: 1, 409: CROWD - 1}
    assert [act for act, _ in case.trail()].count("report received") == len(case.members())


def test_what_a_member_says_many_times_at_once_is_said_once(case: ACase, guest: Guest) -> None:
    guest.get("/other/number")
    answers = at_once([lambda: guest.post("/other/number")] * CROWD)
    assert codes(answers) == {303: 1, 409: CROWD - 1}
    assert [act for act, _ in case.trail()].count("member said: number") == 1


@pytest.mark.article("4(3)")
def test_a_newcomer_typed_many_times_at_once_is_in_the_list_once(
    a_case: At, sign_in: SignIn
) -> None:
    case, manager = a_case("appointed"), patiently(sign_in(MANAGER))
    address = f"/cases/{case.row().number}/table/new"
    manager.get(address)
    answers = at_once([lambda: manager.post(address, NEWCOMER)] * CROWD)
    assert codes(answers) == {303: 1, 409: CROWD - 1}


@pytest.mark.article("14(3.2)")
def test_a_notice_to_a_superior_is_confirmed_once(a_case: At, sign_in: SignIn) -> None:
    """The first word stays: when it was given, and by whom."""
    case, manager = a_case("overdue"), patiently(sign_in(MANAGER))
    request = case.request(SILENT)
    address = f"/cases/{case.row().number}/reports/{request.id}/notice"
    manager.get(address)
    assert codes(at_once([lambda: manager.post(address)] * CROWD)) == {303: CROWD}
    assert [act for act, _ in case.trail()].count("notice to superior confirmed") == 1
