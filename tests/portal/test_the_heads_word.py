"""The head's word on a date: agreed, another day, entered later: Art. 8(3)."""

import re
from datetime import date, timedelta

import pytest

from core.clock import local_day
from core.i18n import translator
from rules.convening import last_day_to_invite, leaving
from simulation.life import CaseStory
from tests.builders import HEAD, MANAGER
from tests.conftest import At
from tests.portal.conftest import Browser, SignIn
from tests.portal.test_convening import DATE, meeting_of, proposed


@pytest.mark.article("8(3)")
def test_the_head_asks_for_another_day_and_the_manager_reads_why(
    story: CaseStory, manager: Browser, chief: Browser
) -> None:
    address = proposed(story, manager)
    chief.get(f"{address}/agree")
    assert "Write which day suits" in chief.post(f"{address}/counter", {}).text
    chief.post(f"{address}/counter", {"note": "The room is taken."})
    assert chief.post(f"{address}/agree").status_code == 409
    page = f"/cases/{story.number()}/meeting"
    assert "The room is taken." in manager.get(page).text
    assert manager.post(page, DATE | {"other_day": "22.9.2026"}).status_code == 303


def test_a_date_that_has_passed_meanwhile_cannot_be_agreed(
    story: CaseStory, manager: Browser, sign_in: SignIn
) -> None:
    address = proposed(story, manager)
    story.stage.move_to(date(2026, 9, 21) + timedelta(days=1))
    chief = sign_in("arta.berisha@qps-ferizaj.example")
    chief.get(f"{address}/agree")
    answer = chief.post(f"{address}/agree")
    assert answer.status_code == 409
    assert "has passed." in answer.text


@pytest.mark.article("8(3)")
def test_agreement_is_offered_nowhere_once_the_day_cannot_be_kept(
    story: CaseStory, manager: Browser, chief: Browser
) -> None:
    address = proposed(story, manager)
    places = ("/", "/cases", f"/cases/{story.number()}", f"{address}/agree")
    agree = f'action="{address}/agree"'
    assert [agree in chief.get(place).text for place in places] == [True] * 4
    story.stage.move_to(last_day_to_invite(meeting_of(story).day) + timedelta(days=1))
    assert [agree in chief.get(place).text for place in places] == [False] * 4
    assert "cannot be kept any more" in chief.get("/").text
    page = chief.get(f"{address}/agree").text
    assert "This day cannot be kept any more" in page
    assert f'action="{address}/counter"' in page
    assert chief.post(f"{address}/agree").status_code == 409
    planning = f"/cases/{story.number()}/meeting"
    assert "while it could be kept" in manager.get(planning).text
    again = meeting_of(story).day + timedelta(days=28)
    later = DATE | {"other_day": f"{again:%d.%m.%Y}"}
    assert manager.post(planning, later).status_code == 303
    assert meeting_of(story).day == again


@pytest.mark.article("8(3)")
def test_the_heads_own_day_is_accepted_with_one_press(
    story: CaseStory, manager: Browser, chief: Browser
) -> None:
    address = proposed(story, manager, reason="The court sits.")
    chief.get(f"{address}/agree")
    typed = {"day": "31.13.2026", "note": "The room is taken."}
    kept = chief.post(f"{address}/counter", typed)
    assert kept.status_code == 422
    assert "The room is taken." in kept.text
    assert chief.post(f"{address}/counter", {"day": "24.9.2026"}).status_code == 303
    page = manager.get(f"/cases/{story.number()}/meeting").text
    assert "Thursday 24 September 2026, 10:00" in page
    assert "Accept this day" in page
    assert "The court sits." in manager.get(address).text
    assert "I accepted it earlier" in manager.get(f"{address}/accept").text
    assert manager.post(f"{address}/accept", {"on": "31.12.2026"}).status_code == 409
    assert manager.post(f"{address}/accept").status_code == 303
    meeting = meeting_of(story)
    assert (meeting.day, meeting.agreed_at is not None) == (date(2026, 9, 24), True)
    assert "The court sits." in manager.get(f"/meetings/{meeting.id}").text
    assert manager.post(f"{address}/accept").status_code == 409


@pytest.mark.article("8(3)")
def test_a_day_of_the_heads_that_is_too_near_asks_the_manager_for_a_reason(
    story: CaseStory, manager: Browser, chief: Browser
) -> None:
    address = proposed(story, manager)
    chief.get(f"{address}/agree")
    chief.post(f"{address}/counter", {"day": "9.9.2026"})
    manager.get(f"/cases/{story.number()}/meeting")
    refused = manager.post(f"{address}/accept")
    assert refused.status_code == 409
    assert "Why can it not wait?" in refused.text
    assert manager.post(f"{address}/accept", {"reason": "A threat."}).status_code == 303
    assert "A threat." in manager.get(f"/meetings/{meeting_of(story).id}").text


@pytest.mark.article("8(3)", "14(5)")
def test_another_day_for_an_extraordinary_meeting_is_found_beside_the_planned_one(
    story: CaseStory, manager: Browser, chief: Browser
) -> None:
    proposed(story, manager)
    called = {"other_day": "14.9.2026", "extraordinary": "yes", "reason": "A threat."}
    page = f"/cases/{story.number()}/meeting"
    assert manager.post(page, DATE | called | {"stated_risk": "high"}).status_code == 303
    address = f"/meetings/{meeting_of(story).id}"
    chief.get(f"{address}/agree")
    chief.post(f"{address}/counter", {"day": "11.9.2026"})
    shown = manager.get(page).text
    assert "A meeting is planned already" in shown
    assert f"{address}/accept" in shown
    assert manager.post(f"{address}/accept").status_code == 303
    assert (meeting_of(story).kind, meeting_of(story).day) == ("extraordinary", date(2026, 9, 11))


@pytest.mark.article("8(3)")
def test_an_agreement_given_by_telephone_is_entered_with_its_day(
    story: CaseStory, manager: Browser, chief: Browser
) -> None:
    """When the day can no longer be agreed to, what was said while it could is still entered."""
    address = proposed(story, manager)
    story.stage.move_to(last_day_to_invite(meeting_of(story).day) + timedelta(days=1))
    page = chief.get(f"{address}/agree").text
    assert "I agreed earlier" in page
    assert "checked" not in page
    assert "Say on which day it was" in chief.post(f"{address}/agreed", {"on": ""}).text
    assert "is still to come" in chief.post(f"{address}/agreed", {"on": "1.1.2030"}).text
    assert chief.post(f"{address}/agreed", {"on": "10.9.2026"}).status_code == 303
    for place in (f"{address}/agree", address):
        page = chief.get(place).text
        assert "entered on" in page
    agreed_at = meeting_of(story).agreed_at
    assert agreed_at is not None
    assert local_day(agreed_at) == date(2026, 9, 10)


@pytest.mark.article("8(3)")
def test_every_page_and_mail_names_the_same_days_for_the_invitations(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("appointed")
    plan = sign_in(MANAGER).get(f"/cases/{case.row().number}/meeting").text
    offered = {date.fromisoformat(day) for day in re.findall(r'value="(\d{4}-\d\d-\d\d)"', plan)}
    say = translator("en")
    for day in sorted(offered)[1:]:
        assert f"invitation by {say.day(last_day_to_invite(day), case.clock.today())}" in plan
    case = a_case("proposed")
    head, meeting, today = sign_in(HEAD), case.meeting(), case.clock.today()
    when = leaving(meeting.day, today)
    assert when.on < when.by
    told = case.messages("convening/agree_date")[-1].context
    assert told["leaves_on"] == when.on.isoformat()
    assert told["last_day_to_invite"] == when.by.isoformat()
    line = f"leave on {say.day(when.on, today)}, at the latest on {say.day(when.by, today)}"
    assert line in head.get("/").text
    page = head.get(f"/meetings/{meeting.id}/agree").text
    assert all(say.weekday(day) in page for day in (when.on, when.by))
