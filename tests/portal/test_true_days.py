"""What is typed later keeps the day on which it happened, and shows both: Art. 9, 10(1), 12, 13."""

from datetime import timedelta

import pytest

from casework.record.table import last_held
from models.session import unit_of_work
from simulation.life import CaseStory
from tests.builders import MANAGER
from tests.casework.table.test_unplanned import take_place
from tests.conftest import At
from tests.portal.acts import fields_of, invited, planned
from tests.portal.conftest import Browser, SignIn
from tests.portal.test_convening import proposed
from tests.portal.test_known import form, kin
from tests.portal.test_meetings import came, told
from tests.portal.test_questions import meant


@pytest.mark.article("9", "10(1)")
def test_a_meeting_held_on_another_day_is_recorded_with_it(
    story: CaseStory, manager: Browser
) -> None:
    address = invited(story)
    assert manager.post(f"{address}/family", told(manager, address)).status_code == 303
    story.stage.move_to(story.stage.today() + timedelta(days=30))
    held_on, future = story.stage.today() - timedelta(days=2), story.stage.today() + timedelta(1)
    ahead = manager.post(f"{address}/record", came(manager, address, on=f"{future:%d.%m.%Y}"))
    assert ahead.status_code == 409
    record = came(manager, address, on=f"{held_on:%d.%m.%Y}")
    assert manager.post(f"{address}/record", record).status_code == 303
    with unit_of_work() as work:
        held = last_held(work.session, story.case)
        assert held is not None
        assert (held.met_on, held.day == held_on) == (held_on, False)
    page = manager.get(address).text
    assert "Held on" in page
    assert "entered on" in page


@pytest.mark.article("12(1)")
def test_an_initial_assessment_typed_later_shows_both_days(
    story: CaseStory, manager: Browser
) -> None:
    story.refer()
    address = f"/cases/{story.number()}/assessment"
    made_on = story.stage.today() - timedelta(days=1)
    fields: dict[str, object] = dict(fields_of(manager.get(address).text))
    words = dict.fromkeys(
        ("summary", "safety", "needs", "education", "care", "inclusion"), "As it was seen."
    )
    form = fields | words | {"risk": "high", "on": f"{made_on:%d.%m.%Y}"}
    assert manager.post(address, form | {"on": "1.1.2030"}).status_code == 409
    assert manager.post(address, form).status_code == 303
    page = manager.get(address).text
    assert "entered on" in page


@pytest.mark.article("5(1.5)")
def test_a_rhythm_typed_later_asks_its_day_and_shows_both(
    story: CaseStory, manager: Browser
) -> None:
    address = f"{planned(story)}/plan"
    set_on = story.stage.today()
    story.stage.move_to(set_on + timedelta(days=2))
    page = manager.get(address).text
    assert "On which day was it?" in page
    said = {"days": "14", "reason": "The risk is high."}
    assert manager.post(f"{address}/rhythm", said | {"on": ""}).status_code == 422
    ahead = f"{story.stage.today() + timedelta(days=1):%d.%m.%Y}"
    assert manager.post(f"{address}/rhythm", said | {"on": ahead}).status_code == 409
    typed = said | {"on": f"{set_on:%d.%m.%Y}"}
    assert manager.post(f"{address}/rhythm", typed).status_code == 303
    page = manager.get(address).text
    assert "The table reviews this plan every 14 days" in page
    assert "entered on" in page


@pytest.mark.article("17(1)", "17(3.2)")
def test_a_proposal_and_a_finding_of_age_typed_later_show_both_days(
    story: CaseStory, manager: Browser, chief: Browser
) -> None:
    case = planned(story)
    known = f"{case}/known/{kin(story)}/birth_date"
    born = {"day": "1.9.2008", "certainty": "estimated", "source": "A guess"}
    right = {"how": "correction", "reason": "Nobody knows the day."}
    said = form(manager, known, **born, **right)
    seen = meant(manager.post(known, said).text)  # eighteen already: it is asked once
    assert manager.post(known, said | seen).status_code == 303
    address, met_on = f"{case}/closure", story.stage.today()
    story.stage.move_to(met_on + timedelta(days=2))
    manager.get(address)
    proposal = {"ground": "X2", "assessment": "Of age.", "needs_services": "no"}
    assert manager.post(address, proposal | {"on": ""}).status_code == 422
    assert manager.post(address, proposal | {"on": "1.1.2030"}).status_code == 409
    assert manager.post(address, proposal | {"on": f"{met_on:%d.%m.%Y}"}).status_code == 303
    chief.get(address)
    assert chief.post(f"{address}/decision", {"decision": "approve"}).status_code == 303
    page = manager.get(address).text
    assert page.count("entered on") == 1
    found = {"born_on": "1.9.2008", "source": "The register"}
    assert manager.post(f"{address}/age", found | {"on": ""}).status_code == 422
    assert manager.post(f"{address}/age", found | {"on": "1.1.2030"}).status_code == 409
    assert manager.post(f"{address}/age", found | {"on": f"{met_on:%d.%m.%Y}"}).status_code == 303
    assert manager.get(address).text.count("entered on") == 2


@pytest.mark.article("8(3)")
def test_another_day_asked_for_by_telephone_and_a_calling_off_keep_their_day(
    story: CaseStory, manager: Browser, chief: Browser
) -> None:
    address = proposed(story, manager)
    first = story.stage.today()
    story.stage.move_to(first + timedelta(days=2))
    word = {"note": "The room is taken.", "on": "1.1.2030"}
    assert "is still to come" in chief.post(f"{address}/counter", word).text
    word["on"] = f"{first:%d.%m.%Y}"
    assert chief.post(f"{address}/counter", word).status_code == 303
    for browser, place in ((chief, f"{address}/agree"), (manager, address)):
        assert "entered on" in browser.get(place).text
    ahead = manager.post(f"{address}/cancel", {"on": "1.1.2030"})
    assert ahead.status_code == 409
    assert "01.01.2030" in ahead.text or "1.1.2030" in ahead.text
    assert manager.post(f"{address}/cancel", {"on": word["on"]}).status_code == 303
    page = manager.get(address).text
    assert "Called off on" in page
    assert page.count("entered on") == 2


@pytest.mark.article("15(1)", "15(2)")
def test_a_review_typed_after_a_later_one_is_written_down_with_its_day(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("reviewed")
    manager, page = sign_in(MANAGER), f"/cases/{case.row().number}/review"
    assert "Progress of each action" not in manager.get(page).text
    night = case.held().met_on - timedelta(days=12)
    meeting = take_place(case, night, on_review=True)
    assert f'href="{page}"' in manager.get(f"/meetings/{meeting.id}").text
    text = manager.get(page).text
    assert "Progress of each action" in text
    said = {name: values[0] for name, values in fields_of(text).items()}
    rows = [name for name in said if name.endswith(".action")]
    for row in (name.removesuffix(".action") for name in rows):
        said |= {f"{row}.status": "in_process", f"{row}.assessment": "Half done."}
    said |= {"finding": "Better.", "risk": "medium", "on": f"{night:%d.%m.%Y}"}
    assert manager.post(page, said).status_code == 303
    assert f'href="{page}"' not in manager.get(f"/meetings/{meeting.id}").text
