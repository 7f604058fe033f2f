"""A person's meetings at a secret address, without a word of a case: decision 0181."""

import re
from datetime import timedelta
from typing import Any

import httpx
import pytest
from icalendar import Calendar
from sqlalchemy import select, update

from casework.table import convening, succession
from core.settings import Settings
from identity import calendar_feeds
from models.calendar_feed import CalendarFeed
from models.outbox import Message
from models.people import Account, LinkEnd, MemberLink, Professional
from models.session import unit_of_work
from notifications.entries import uid
from rules.defaults import DEFAULTS
from rules.succession import Departure
from tests.builders import HEAD, MANAGER, SILENT, ACase
from tests.conftest import At
from tests.portal.conftest import Browser, SignIn
from tests.portal.members import Guest, link_of
from workflow.life import look_again

MADE = re.compile(r"/calendar/([\w-]{40,})\.ics")


def made_by(browser: Browser) -> str:
    browser.get("/account/calendar")
    found = MADE.search(browser.post("/account/calendar").text)
    assert found
    return f"/calendar/{found[1]}.ics"


def of_member(case: ACase, email: str = SILENT) -> str:
    """As the page behind their code makes it."""
    with unit_of_work() as work:
        token = calendar_feeds.make(work, professional_id=case.person(email))
    return f"/calendar/{token}.ics"


def told(case: ACase) -> None:
    """A server took the invitations."""
    with unit_of_work() as work:
        left = update(Message).where(Message.template == "convening/invitation")
        work.session.execute(left.values(status="sent", accepted_at=work.clock.now()))


def events(answer: httpx.Response) -> list[dict[str, Any]]:
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/calendar")
    return [
        {name: event[name] for name in ("UID", "SUMMARY", "STATUS", "LOCATION", "DTSTART")}
        for event in Calendar.from_ical(answer.text).walk("VEVENT")
    ]


@pytest.fixture
def program(sign_in: SignIn) -> Browser:
    """Somebody's calendar: no cookie of ours, no sign-in."""
    return sign_in("nobody@here.example")


@pytest.mark.article("8(3)", "18(1)")
def test_a_member_has_their_meetings_and_nobody_elses_word_in_them(
    a_case: At, program: Browser
) -> None:
    case = a_case("invited")
    at = of_member(case)
    assert events(program.get(at)) == [], "its invitation waits to leave: nobody was told of it"
    told(case)
    answer = program.get(at)
    (event,) = events(answer)
    meeting = case.meeting()
    assert str(event["UID"]) == uid(meeting.id, case.person(SILENT))
    assert event["DTSTART"].dt == meeting.starts_at
    assert "CONFIRMED" in str(event["STATUS"])
    with unit_of_work() as work:
        people = work.session.scalars(select(Professional)).all()
        hidden = [case.row().number, "http", *(each.name for each in people)]
    said = answer.text.replace("\r\n ", "")
    assert [each for each in hidden if each and each in said] == []
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT6H" in said
    with case.manager() as work:
        convening.cancel(work, case.case, meeting.id)
    (event,) = events(program.get(at))
    assert "CANCELLED" in str(event["STATUS"])


@pytest.mark.article("8(6)", "10(2)", "18(1)")
@pytest.mark.parametrize("how", ["left", "conflict"])
def test_whoever_leaves_or_is_recused_has_it_no_more_at_once(
    a_case: At, program: Browser, how: str
) -> None:
    case = a_case("invited")
    told(case)
    at = of_member(case)
    assert len(events(program.get(at))) == 1
    if how == "left":
        end = succession.End(departure=Departure.END_OF_OFFICE, reason="Doli në pension.")
        with case.manager() as work:
            succession.release(work, case.case, case.seat(SILENT), end)
    else:
        case.declare_conflict(SILENT)
    assert events(program.get(at)) == []


@pytest.mark.article("8(3)", "18(1)")
def test_an_officer_makes_renews_and_ends_it_on_their_own_page(
    a_case: At, sign_in: SignIn, program: Browser
) -> None:
    case = a_case("invited")
    manager = sign_in(MANAGER)
    first = made_by(manager)
    assert [str(each["UID"]) for each in events(program.get(first))] != []
    assert first.split("/")[2] not in manager.get("/account/calendar").text, "shown once"
    second = made_by(manager)
    gone, never = program.get(first), program.get(f"/calendar/{'A' * 43}.ics")
    assert (gone.status_code, never.status_code) == (404, 404)
    assert plain(gone) == plain(never)
    assert len(events(program.get(second))) == 1
    manager.get("/account/calendar")
    assert manager.post("/account/calendar/end").status_code == 303
    assert program.get(second).status_code == 404
    third = made_by(manager)
    with unit_of_work() as work:
        account = work.session.get_one(Account, case.account(MANAGER).id)
        account.disabled_at = work.clock.now()
    assert program.get(third).status_code == 404
    head = made_by(sign_in(HEAD))
    assert events(program.get(head)) == [], "the head manages none of them"


def plain(answer: httpx.Response) -> str:
    return re.sub(r"<code>\w+</code>|value=\"[^\"]*\"|href=\"[^\"]*\"", "", answer.text)


@pytest.mark.article("18(1)")
def test_a_member_makes_one_behind_their_code_and_it_ends_with_their_links(
    a_case: At, demo: Settings, program: Browser
) -> None:
    case = a_case("invited")
    told(case)
    guest = Guest(program, demo, link_of(SILENT, "read"))
    guest.get("?lang=en")
    assert guest.ask("/calendar").status_code in {303, 401, 403}, "no code, no page"
    guest.enter()
    assert guest.get("/calendar").status_code == 200
    found = MADE.search(guest.ask("/calendar").text)
    assert found
    at = f"/calendar/{found[1]}.ics"
    assert len(events(program.get(at))) == 1
    with unit_of_work() as work:
        work.session.execute(
            update(MemberLink)
            .where(MemberLink.member_id == case.seat(SILENT), MemberLink.revoked_at.is_(None))
            .values(revoked_at=work.clock.now() + timedelta(minutes=1), closed_by=LinkEnd.RETURNED)
        )
    look_again(case.case)
    assert program.get(at).status_code == 404


@pytest.mark.article("18(1)")
def test_a_program_that_asks_too_often_waits(a_case: At, program: Browser) -> None:
    at = of_member(a_case("invited"))
    most = DEFAULTS.CALENDAR_READS.count
    assert {program.get(at).status_code for _ in range(most)} == {200}
    answer = program.get(at)
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "3600")
    with unit_of_work() as work:
        assert work.session.scalars(select(CalendarFeed)).one().reads == most
