"""Two meetings at one hour are named to whoever decides on a day; nothing waits: ours, 0200."""

import re
from datetime import datetime, timedelta
from html import unescape

import pytest
from sqlalchemy import select

from casework.table import convening
from core.settings import Settings
from models.life import ActorKind, Life
from models.meeting import Meeting
from models.session import Actor, unit_of_work
from tests.builders import HEAD, MANAGER, ACase
from tests.conftest import At
from tests.portal.conftest import Browser, SignIn
from tests.portal.members import HEALTH, Guest, link_of
from workflow.life import look_again

ELSE = "Something else is at this hour"
QUARTER = "ferizaj:2026-Q3"


def quarters_meeting(at: datetime | None = None, *, agreed: bool = True) -> Meeting:
    """The municipal table's, moved to this moment."""
    with unit_of_work() as work:
        life = work.session.scalars(select(Life).where(Life.key == QUARTER)).one()
        meeting = work.session.scalars(select(Meeting).where(Meeting.life_id == life.id)).one()
        meeting.starts_at = at or meeting.starts_at
        meeting.agreed_at = work.clock.now() if agreed else None
    look_again(life.id)
    return meeting


@pytest.mark.article("8(3)")
def test_the_head_reads_it_before_agreeing_and_agrees_all_the_same(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("proposed")
    meeting = case.meeting()
    quarters_meeting(meeting.starts_at + timedelta(minutes=30))
    head, address = sign_in(HEAD), f"/meetings/{meeting.id}/agree"
    head.get("/")
    asked = head.post(address)  # one press on the first page
    assert asked.status_code == 422
    assert ELSE in asked.text
    assert "2026-Q3, where" in asked.text
    assert case.meeting().agreed_at is None
    page = head.get(address).text
    assert ELSE in page
    assert head.post(address, _seen(page)).status_code == 303
    assert case.meeting().agreed_at is not None


@pytest.mark.article("8(3)")
def test_an_hour_apart_nothing_is_said(a_case: At, sign_in: SignIn) -> None:
    case = a_case("proposed")
    quarters_meeting(case.meeting().starts_at + timedelta(hours=1))
    head, address = sign_in(HEAD), f"/meetings/{case.meeting().id}/agree"
    assert ELSE not in head.get(address).text
    assert head.post(address).status_code == 303


@pytest.mark.article("8(2)", "8(3)")
def test_so_is_the_municipal_tables_own_day(a_case: At, sign_in: SignIn) -> None:
    case = a_case("proposed")
    quarters_meeting(case.meeting().starts_at, agreed=False)
    assert ELSE not in sign_in(MANAGER).get(f"/cases/{case.row().number}/meeting").text
    head, page = sign_in(HEAD), "/roundtable/2026-Q3"
    said = head.get(page).text
    assert ELSE in said
    assert case.row().number in said
    head.get("/")
    assert head.post(f"{page}/agree").status_code == 422
    assert head.post(f"{page}/agree", _seen(said)).status_code == 303


@pytest.mark.article("8(3)")
def test_whoever_proposes_an_hour_is_asked_once(a_case: At, sign_in: SignIn) -> None:
    case = a_case("prepared")
    starts_at = quarters_meeting().starts_at
    manager, address = sign_in(MANAGER), f"/cases/{case.row().number}/meeting"
    manager.get(address)
    day = {"chosen": "other", "other_day": f"{starts_at:%d.%m.%Y}", "hour": "10:00", "place": "2"}
    asked = manager.post(address, day)
    assert asked.status_code == 422
    assert ELSE in asked.text
    assert "send it again if you mean it all the same" in asked.text
    seen = _seen(asked.text)
    later = manager.post(address, day | {"hour": "12:00"} | seen)
    assert later.status_code == 303, "nothing is at that hour"
    again = manager.post(address, day | {"all_the_same": "yes"} | seen)
    assert again.status_code in {303, 409}, again.status_code  # it is asked no more


def _seen(page: str) -> dict[str, str]:
    """What its form sends along."""
    (found,) = re.findall(r'name="at_that_hour" value="([^"]+)"', page)
    return {"at_that_hour": unescape(found)}


@pytest.mark.article("8(3)", "18(1)")
def test_a_member_reads_of_their_own_other_meeting_and_of_no_case(
    a_case: At, browser: Browser, demo: Settings
) -> None:
    case = a_case("invited")
    with_link = Guest(browser, demo, link_of(HEALTH, "read"))
    with_link.enter()
    assert "You have another meeting" not in with_link.get("/read").text
    _invite_the_municipal_table(case)
    page = with_link.get("/read").text
    assert "You have another meeting at this hour" in page
    assert "Meeting of the municipal roundtable" in page
    assert "2026-Q3" not in page


def _invite_the_municipal_table(case: ACase) -> None:
    meeting = quarters_meeting(case.meeting().starts_at, agreed=False)
    head = case.account(HEAD).id
    with unit_of_work(Actor(ActorKind.STAFF, head)) as work:
        convening.agree(work, meeting.id, by=head)
    case.stage.settle()
