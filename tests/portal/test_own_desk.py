"""Everything of a member's at one table behind one link and one code: decision 0210."""

import math
import re

import pytest
from sqlalchemy import select

from bench.copies import copy_meetings
from bench.statements import counted
from casework.table import dissents, meeting_room
from casework.table.dissents import DissentWords
from core.clock import FrozenClock, local_time
from core.settings import Settings
from models import data_keys
from models.case import Member
from models.people import OneTimeCode, Professional
from models.session import unit_of_work
from simulation.seed import professional
from simulation.stage import member_acting
from tests.builders import SILENT
from tests.conftest import At
from tests.database import Cleaner
from tests.portal.conftest import Browser
from tests.portal.members import ADVOCATE, HEALTH, Guest, acts, link_of
from tests.portal.test_member_acts import report_of
from tests.scenes import Scenes

MOST_SENT = 60_000
"""Of one page with its stylesheet, as it is without compression."""


@pytest.fixture(autouse=True)
def _keys_of_children_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data_keys, "KEPT_FOR", math.inf)


def said(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def codes_made() -> int:
    with unit_of_work() as work:
        return len(work.session.scalars(select(OneTimeCode)).all())


def weight(guest: Guest, page: str) -> int:
    """What a browser that was never here fetches of it, fonts and icons apart."""
    (sheet,) = re.findall(r'rel="stylesheet" href="([^"]+)"', page)
    return len(page.encode()) + len(guest.browser.client.get(sheet).content)


@pytest.mark.article("8(9)", "18(1)", "18(2)")
def test_the_first_link_and_one_code_lead_to_everything(
    browser: Browser, a_case: At, demo: Settings
) -> None:
    a_case("reports_asked")
    guest = Guest(browser, demo, link_of(HEALTH, "declare"))
    desk = guest.enter().text
    asked = codes_made()
    assert "Write your progress report" in desk
    assert "You made your declarations" in desk
    assert "I have a conflict of interest after all" in desk
    report = link_of(HEALTH, "report")
    assert f'href="{report}/report"' in desk
    addresses = {each for each in re.findall(r'href="(/l/[^"?]+)"', desk) if "/other/" not in each}
    pages = {each: guest.browser.get(each) for each in sorted(addresses)}
    assert {page.status_code for page in pages.values()} == {200}
    assert f"{link_of(HEALTH, 'read')}/paper/plan" in pages
    heavy = {
        at: size for at, page in pages.items() if (size := weight(guest, page.text)) > MOST_SENT
    }
    assert heavy == {}
    assert weight(guest, desk) < MOST_SENT
    of_report = Guest(browser, demo, report)
    of_report.post("/report", report_of(of_report, done="Një vizitë.", step="send"))
    later = said(guest.get("/desk").text)
    assert "Nothing is asked of you at this table now." in later
    assert "You reported for the meeting" in later
    assert codes_made() == asked
    assert acts().count("link opened") == 1, "the mail of no other link was read"


def test_a_member_is_written_to_in_the_language_that_they_choose(
    browser: Browser, a_case: At, demo: Settings
) -> None:
    a_case("invited")
    guest = Guest(browser, demo, link_of(HEALTH, "read"))
    guest.enter(chosen="")
    assert guest.ask("/desk", {"language": "la"}).status_code == 422
    assert guest.ask("/desk", {"language": "sr"}).status_code == 303
    assert '<html lang="sr">' in guest.get("/desk").text
    assert guest.ask("/desk", {"language": "sr"}).status_code == 303
    with unit_of_work() as work:
        person = work.session.get_one(Professional, professional(work, HEALTH).id)
        assert person.language == "sr"
    assert acts().count("language chosen") == 1


@pytest.mark.article("10(2)")
def test_the_desk_is_of_one_person_and_one_seat(
    browser: Browser, a_case: At, demo: Settings
) -> None:
    case = a_case("reports_asked")
    other = Guest(browser, demo, link_of(ADVOCATE, "report"))
    guest = Guest(browser, demo, link_of(HEALTH, "report"))
    guest.enter()
    assert other.get("/desk").headers["location"] == other.home
    desk = guest.get("/desk").text
    strange = [link_of(ADVOCATE, purpose) for purpose in ("report", "read", "declare")]
    assert not [each for each in strange if each in desk]
    case.declare_conflict(HEALTH)
    assert guest.get("/desk").status_code == 404


def test_a_long_case_costs_the_desk_no_statement_more(
    browser: Browser,
    scenes: Scenes,
    clock: FrozenClock,
    demo: Settings,
    cleaner: Cleaner,
) -> None:
    case = scenes.stop_at("overdue", clock)
    guest = Guest(browser, demo, link_of(HEALTH, "declare"))
    guest.enter()
    copy_meetings(cleaner.connection, case.case, 1, 1)  # what is new is read otherwise
    few = _statements(guest)
    copy_meetings(cleaner.connection, case.case, 2, 2)
    assert _statements(guest) == few
    assert few <= 45


def _statements(guest: Guest) -> int:
    guest.get("/desk")
    with counted() as seen:
        assert guest.get("/desk").status_code == 200
    return len(seen)


@pytest.mark.article("10(2)")
def test_a_conflict_that_came_up_later_is_said_from_the_desk(
    browser: Browser, a_case: At, demo: Settings
) -> None:
    case = a_case("reports_asked")
    seat, guest = case.seat(HEALTH), Guest(browser, demo, link_of(HEALTH, "report"))
    guest.enter()
    desk = guest.get("/desk").text
    (address,) = re.findall(r'href="(/l/[^"]+/declare)"[^>]*>I have a conflict', desk)
    page = guest.browser.get(address).text
    form = re.search(r"I have a conflict of interest after all.*?</form>", page, re.S)
    assert form
    said = dict(re.findall(r'name="(conflict|language)" value="(\w+)"', form[0]))
    assert said["conflict"] == "yes"
    guest.home = address.removesuffix("/declare")
    gone = guest.post("/declare", said)
    assert "You do not take part in this case" in gone.text
    assert "No paper is open to you any more" in gone.text
    with unit_of_work() as work:
        assert work.session.get_one(Member, seat).conflict


@pytest.mark.article("8(9)", "9", "10(1)")
def test_what_is_late_stays_until_it_is_taken_and_what_was_said_there_stands(
    browser: Browser, a_case: At, demo: Settings
) -> None:
    """A report that was due before the meeting is still asked for after it; that they came and from
    what they dissent are theirs too, with the day of the meeting."""
    case = a_case("overdue")
    meeting = case.meeting()
    case.stage.move_to(meeting.day, local_time(meeting.starts_at))
    with member_acting(case.seat(SILENT)) as work:
        code = meeting_room.code_of(meeting.id)
        meeting_room.arrive(work, meeting.id, case.seat(SILENT), code)
    case.meet()
    words = DissentWords("Se fëmija kthehet.", "Nuk është e sigurt.")
    with case.manager() as work:
        dissents.enter(work, meeting.id, case.seat(SILENT), words, on=case.stage.today())
    guest = Guest(browser, demo, link_of(SILENT, "report"))
    guest.enter()
    desk = said(guest.get("/desk").text)
    asked, done = desk.split("What you did")
    assert "Write your progress report" in asked
    assert "late" in asked
    assert "You said by the room's code that you were at the meeting of" in done
    assert "You dissented from what the meeting of" in done
    late = guest.post("/report", report_of(guest, done="Një vizitë.", step="send"))
    assert "Until then you need not do anything" not in said(late.text)
    assert "Write your progress report" not in said(guest.get("/desk").text)
