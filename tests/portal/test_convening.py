"""Planning a meeting, the head's word on it, calling it off: Art. 8(3), 8(8), 14(5)."""

import re
from datetime import date

import pytest
from sqlalchemy import func, select

from casework.record.table import planned_meeting
from models.meeting import Meeting
from models.session import unit_of_work
from simulation.life import CaseStory
from tests.portal.acts import ADMIN, OTHER_HEAD, OTHER_MANAGER, fields_of
from tests.portal.conftest import Browser, SignIn

DATE: dict[str, object] = {
    "chosen": "other",
    "other_day": "21.9.2026",
    "hour": "10:00",
    "place": "Room 2",
}


def planning_of(story: CaseStory) -> str:
    """The manager has been appointed; the eighth of September."""
    story.refer()
    return f"/cases/{story.number()}/meeting"


def meeting_of(story: CaseStory) -> Meeting:
    with unit_of_work() as work:
        return planned_meeting(work.session, story.case)


def meetings_planned() -> int:
    with unit_of_work() as work:
        query = select(func.count()).where(Meeting.kind != "quarterly")
        return work.session.scalar(query) or 0


def proposed(story: CaseStory, manager: Browser, **changes: object) -> str:
    address = planning_of(story)
    manager.get(address)
    assert manager.post(address, DATE | changes).status_code == 303
    return f"/meetings/{meeting_of(story).id}"


@pytest.mark.article("8(3)")
def test_the_page_says_the_earliest_lawful_date_first(story: CaseStory, manager: Browser) -> None:
    page = manager.get(planning_of(story)).text
    assert "The earliest lawful date is" in page
    assert "Friday 11 September 2026" in page
    assert "Calendar days" in page
    assert "our default" in page
    assert "our aim" in page
    assert page.count("is-last") == 1


@pytest.mark.article("8(3)")
def test_a_date_goes_to_the_head_who_agrees_with_one_press(
    story: CaseStory, manager: Browser, chief: Browser
) -> None:
    address = proposed(story, manager)
    assert f'action="{address}/agree"' in chief.get("/cases").text
    led = chief.post(f"{address}/agree")
    assert led.headers["location"] == f"{address}/agree"
    assert meeting_of(story).agreed_at is not None
    assert "Take it back" in chief.get(f"{address}/agree").text
    chief.post(f"{address}/withdraw")
    assert meeting_of(story).agreed_at is None


@pytest.mark.parametrize("tile", ["2026-09-11", "2026-09-22"])
def test_a_tile_is_a_day(story: CaseStory, manager: Browser, tile: str) -> None:
    proposed(story, manager, chosen=tile, other_day="")
    assert meeting_of(story).day == date.fromisoformat(tile)


@pytest.mark.article("8(3)")
def test_a_day_too_near_is_refused_with_the_way_out(story: CaseStory, manager: Browser) -> None:
    address = planning_of(story)
    manager.get(address)
    typed = DATE | {"other_day": "10.9.2026", "place": "Room <2>"}
    answer = manager.post(address, typed)
    assert answer.status_code == 422
    page = answer.text
    assert "that leaves fewer than three days for the invitation" in page
    assert 'href="/regulation/8#p3"' in page
    assert 'value="10.9.2026"' in page
    assert 'value="Room &lt;2&gt;"' in page
    assert 'class="is-no"' in page
    assert meetings_planned() == 0
    taken = manager.post(address, typed | {"take": "2026-09-11"}).text
    assert 'value="11.09.2026"' in taken
    assert 'class="is-no"' not in taken
    assert 'value="Room &lt;2&gt;"' in taken


@pytest.mark.article("14(5)")
def test_shorter_notice_needs_a_reason_that_the_head_reads(
    story: CaseStory, manager: Browser, chief: Browser
) -> None:
    address = proposed(
        story,
        manager,
        other_day="10.9.2026",
        extraordinary="yes",
        reason="A threat was made.",
        stated_risk="high",
    )
    assert meeting_of(story).kind == "extraordinary"
    page = chief.get(f"{address}/agree").text
    assert "A threat was made." in page
    assert "An invitation that leaves later is on record as a breach of it" in page


@pytest.mark.article("14(5)")
def test_an_extraordinary_meeting_is_called_beside_the_planned_one(
    story: CaseStory, manager: Browser
) -> None:
    proposed(story, manager)
    address = f"/cases/{story.number()}/meeting"
    assert "Call an extraordinary meeting" in manager.get(address).text
    page = manager.get(f"{address}?extraordinary=yes").text
    assert "Other meetings are planned, and stay so" in page
    days = re.findall(r'name="chosen" value="([^"]+)"( checked)?', page)
    assert [day for day, is_chosen in days if is_chosen] == [min(day for day, _ in days)]
    called = DATE | {"other_day": "10.9.2026", "extraordinary": "yes"}
    assert "say that no reason is stated" in manager.post(address, called).text
    no_risk = manager.post(address, called | {"reason_not_stated": "yes"})
    assert no_risk.status_code == 409
    assert "no risk is on record" in no_risk.text
    said = called | {"reason_not_stated": "yes", "stated_risk": "low"}
    assert manager.post(address, said).status_code == 303
    assert meetings_planned() == 2
    page = manager.get(f"/cases/{story.number()}").text
    assert "extraordinary meeting: Thursday 10 September" in page
    assert "meeting: Monday 21 September" in page


@pytest.mark.article("8(8)")
def test_a_meeting_without_an_assessment_ahead_says_why(
    story: CaseStory, manager: Browser, chief: Browser
) -> None:
    address = proposed(
        story, manager, no_assessment="The child was found this morning.", stated_risk="high"
    )
    assert "The child was found this morning." in chief.get(f"{address}/agree").text


WRONG = [
    ({"other_day": ""}, "Choose a day, or write another one."),
    ({"chosen": ""}, ""),
    ({"chosen": "2026-99-99"}, "Choose a day, or write another one."),
    ({"chosen": "2026-09-22"}, "You chose one day and wrote another."),
    ({"other_day": "1.9.2026"}, "has passed."),
    ({"other_day": "1.1.1901", "hour": "00:00"}, "has passed."),
    ({"other_day": "31.9.2026"}, "There is no such day."),
    ({"other_day": "next week"}, "Write the day like 20.11.2026."),
    ({"hour": "ten"}, "Write the time like 14:00."),
    ({"hour": ""}, "Write the hour, like 10:00."),
    ({"place": ""}, "Write where the table meets."),
    ({"place": "a" * 201}, "Shorten this to 200 characters."),
    ({"reason": "a" * 10_001}, "Shorten this to 10000 characters."),
]


@pytest.mark.parametrize(("change", "sentence"), WRONG)
def test_bad_input_is_told_and_kept(
    story: CaseStory, manager: Browser, change: dict[str, object], sentence: str
) -> None:
    address = planning_of(story)
    manager.get(address)
    answer = manager.post(
        address, DATE | {"no_assessment": "kept text", "stated_risk": "high"} | change
    )
    if not sentence:
        assert answer.status_code == 303  # a written day needs no tile
        return
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "kept text" in answer.text
    assert meetings_planned() == 0


@pytest.mark.parametrize("day", ["31.12.9999", "1.1.0001", "24.12.2026", "10.9.2026", "x", ""])
def test_what_a_day_implies_can_be_looked_at(story: CaseStory, manager: Browser, day: str) -> None:
    address = planning_of(story)
    manager.get(address)
    answer = manager.post(address, DATE | {"other_day": day, "look": "yes"})
    assert answer.status_code == 200
    assert meetings_planned() == 0
    assert manager.get(f"{address}?day={day}").status_code == 200


def test_one_meeting_at_a_time(story: CaseStory, manager: Browser) -> None:
    address = proposed(story, manager)
    page = f"/cases/{story.number()}/meeting"
    date = DATE | {"hour": "14:00"}  # at one hour it is asked about first: 0200
    assert "A meeting is planned already" in manager.get(page).text
    answer = manager.post(page, date)
    assert answer.status_code == 409
    assert f"{address}/cancel" in answer.text
    assert 'name="all_the_same"' in answer.text
    assert 'name="all_the_same"' in manager.get(f"{page}?beside=yes").text
    again = date | {"all_the_same": "yes"}
    assert "is planned for that day already" in manager.post(page, again).text
    assert manager.post(page, again | {"one_more": "yes"}).status_code == 409  # nobody saw one
    assert 'name="that_day" value="1"' in manager.post(page, again).text
    seen = again | {"one_more": "yes", "that_day": "1"}
    assert manager.post(page, seen).status_code == 303
    date, seen = date | {"hour": "16:00"}, seen | {"hour": "16:00"}
    assert [manager.post(page, seen).status_code for _ in range(3)] == [409] * 3
    assert 'name="that_day" value="2"' in manager.post(page, seen).text
    assert meetings_planned() == 2
    assert manager.post(page, seen | {"that_day": "2"}).status_code == 303
    date = date | {"hour": "18:00"}
    risky = {"extraordinary": "yes", "reason_not_stated": "yes", "stated_risk": "high"}
    assert manager.post(page, date | risky).status_code == 409
    assert manager.post(page, date | risky | {"one_more": "yes", "that_day": "3"}).is_redirect


def test_a_meeting_is_called_off_once(story: CaseStory, manager: Browser) -> None:
    address = proposed(story, manager)
    manager.get(f"{address}/cancel")
    assert manager.post(f"{address}/cancel").status_code == 303
    assert manager.post(f"{address}/cancel").status_code == 409
    again = manager.get(f"/cases/{story.number()}/meeting").text
    assert "Plan the first meeting" in again
    assert fields_of(again)["place"] == [""]  # nobody said that the room is still theirs


def test_nobody_else_plans_agrees_or_calls_off(
    story: CaseStory, manager: Browser, chief: Browser, sign_in: SignIn
) -> None:
    address = proposed(story, manager)
    case = f"/cases/{story.number()}/meeting"
    assert manager.post(f"{address}/agree").status_code == 403
    chief.get("/")
    assert chief.post(case, DATE).status_code == 404
    assert chief.post(f"{address}/cancel").status_code == 404
    for email in (OTHER_MANAGER, OTHER_HEAD, ADMIN):
        browser = sign_in(email)
        browser.get("/")
        for path in (case, f"{address}/agree", f"{address}/cancel", f"{address}/counter"):
            assert browser.post(path, DATE).status_code in {403, 404}
        assert browser.get(case).status_code in {403, 404}
    assert meeting_of(story).agreed_at is None
