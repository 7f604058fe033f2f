"""The page of a meeting, the family's notices, the record: Art. 8(10), 9, 10(1)."""

import re
from datetime import timedelta

import pytest

from casework.record.table import last_held, minutes_of, planned_meeting, sitting
from casework.table import succession
from casework.table.succession import End
from models.session import unit_of_work
from rules.succession import Departure
from simulation.life import MANAGER, CaseStory
from simulation.stage import acting
from tests.portal.acts import ADMIN, OTHER_HEAD, OTHER_MANAGER, fields_of, invited, met
from tests.portal.conftest import Browser, SignIn

FATMIR = "Fatmir Gashi"
PAGES = ["", "/family", "/record"]


def told(browser: Browser, address: str, **changes: object) -> dict[str, object]:
    """A filled-in record of who was told, everybody today by phone."""
    fields: dict[str, object] = dict(fields_of(browser.get(f"{address}/family").text))
    for row in (name[:-7] for name in list(fields) if name.endswith(".person")):
        fields |= {f"{row}.told_on": "07.09.2026", f"{row}.how": "phone"}
    return fields | changes


def first_chair(page: str) -> str:
    """Who was appointed to chair stands first among those to choose from."""
    found = re.search(r'name="chaired".*?<option value="([0-9a-f-]{36})"', page, re.DOTALL)
    assert found
    return found[1]


def came(browser: Browser, address: str, **changes: object) -> dict[str, object]:
    """A filled-in record of the meeting: all members came, the family has views."""
    page = browser.get(f"{address}/record").text
    fields: dict[str, object] = dict(fields_of(page)) | {"chaired": first_chair(page)}
    for name in list(fields):
        if name.endswith(".member"):
            fields[name.replace(".member", ".came")] = "yes"
        if name.endswith(".person"):
            fields[name.replace(".person", ".views")] = "Agrees with the plan."
    return fields | {"agenda": "as_sent"} | changes


def test_the_meeting_says_what_is_due_and_who_sits_there(
    story: CaseStory, manager: Browser, chief: Browser
) -> None:
    address = invited(story)
    theirs = "Parent and child are still to be told of the meeting"
    for browser, said in ((manager, "Tell parent and child of the meeting"), (chief, theirs)):
        page = browser.get(address).text
        assert said in page
        assert "Fatmir Gashi" in page
        assert "Lirie" not in page
    assert f"{address}/family" in manager.get(address).text


@pytest.mark.article("8(10)")
def test_how_the_family_was_told_is_recorded(story: CaseStory, manager: Browser) -> None:
    address = invited(story)
    assert manager.post(f"{address}/family", told(manager, address)).status_code == 303
    assert "told on 7 September" in manager.get(address).text
    assert "Tell parent and child" not in manager.get(address).text


WRONG = [
    ({"kin.0.told_on": "1.1.2027"}, "This day has not come yet."),
    ({"kin.0.told_on": "yesterday"}, "Write the day like 20.11.2026."),
    ({"kin.0.told_on": "31.02.2026"}, "There is no such day."),
    ({"kin.0.how": ""}, "Choose how they were told."),
    ({"kin.0.how": "telepathy"}, "Choose one of these."),
    ({"kin.0.person": "none"}, "Choose one of these."),
    ({"kin.0.reason": "a" * 10_001}, "Shorten this to 10000 characters."),
]


@pytest.mark.article("8(10)")
def test_what_cannot_be_told_like_that_is_named_and_kept(
    story: CaseStory, manager: Browser
) -> None:
    address = invited(story)
    for changes, said in WRONG:
        fields = told(manager, address, **{"kin.1.reason": "A reason that is kept."} | changes)
        answer = manager.post(f"{address}/family", fields)
        assert answer.status_code == 422
        assert said in answer.text
        assert "A reason that is kept." in answer.text


@pytest.mark.article("8(10)")
def test_nobody_told_and_no_reason_is_refused(story: CaseStory, manager: Browser) -> None:
    address = invited(story)
    manager.get(f"{address}/family")
    answer = manager.post(f"{address}/family", {})
    assert answer.status_code == 409
    assert "/regulation/8#p10" in answer.text


@pytest.mark.article("8(10)")
def test_what_the_family_said_in_the_meeting_stands_in_the_draft(
    story: CaseStory, manager: Browser
) -> None:
    address = invited(story)
    manager.post(f"{address}/family", told(manager, address))
    fields = came(manager, address)
    views = next(name for name in fields if name.endswith(".views"))
    fields[views.replace(".views", ".came")] = "yes"
    assert manager.post(f"{address}/record", fields).status_code == 303
    draft = fields_of(manager.get(f"{address}/minutes").text)["text"][0]
    assert "Mori pjesë dhe tha: Agrees with the plan." in draft


@pytest.mark.article("9")
def test_a_meeting_is_put_on_record(story: CaseStory, manager: Browser) -> None:
    address = invited(story)
    manager.post(f"{address}/family", told(manager, address))
    fields = came(manager, address)
    fields["seats.1.came"] = "no"
    fields["seats.1.reason"] = "Ill"
    answer = manager.post(f"{address}/record", fields)
    assert answer.status_code == 303
    corrected = told(manager, address) | {"kin.0.told_on": "08.09.2026"}
    answer = manager.post(f"{address}/family", corrected)
    assert answer.status_code == 422
    assert "Write the reason; the earlier word stays to be read." in answer.text
    corrected |= {"kin.0.because": "The day of the note."}
    slip = manager.post(f"{address}/family", corrected | {"kin.0.told_on": "08.09.2025"})
    assert slip.status_code == 409
    assert "the child had not been referred yet" in slip.text
    assert manager.post(f"{address}/family", corrected).status_code == 303
    fields = dict(fields_of(manager.get(f"{address}/correction").text))
    assert manager.post(f"{address}/correction", fields).status_code == 422
    fields |= {"people.1.was": "yes", "source": "The notes", "reason": "The wrong line"}
    fields |= {"on": f"{story.stage.today():%d.%m.%Y}", "hour": "09:15"}
    assert manager.post(f"{address}/correction", fields).status_code == 303
    page = manager.get(address).text
    assert "<s>absent (Ill)</s> → present" in page
    assert "The notes: The wrong line" in page
    assert "<s>told on 7 September by phone</s>" in page
    assert "The day of the note." in page
    assert "Agrees with the plan." in page
    fields = dict(fields_of(manager.get(f"{address}/correction").text)) | {
        "source": "The diary",
        "reason": "The wrong day",
        "held_on": "08.09.2026",  # nobody had been seated yet
        "on": f"{story.stage.today():%d.%m.%Y}",
    }
    assert manager.post(f"{address}/correction", fields).status_code == 303
    assert re.findall(r"At the table [(](.+?)[)]", manager.get(address).text) == ["6"]
    with unit_of_work() as work:
        assert last_held(work.session, story.case) is not None


@pytest.mark.article("10(1)")
def test_whether_the_table_approved_earlier_minutes_is_asked_and_never_assumed(
    story: CaseStory, manager: Browser
) -> None:
    story.refer()
    story.prepare()
    story.first_meeting()
    story.convene_review()
    with unit_of_work() as work:
        address = f"/meetings/{planned_meeting(work.session, story.case).id}"
    story.stage.move_to(story.in_days(60))
    manager.post(f"{address}/family", told(manager, address))
    page = manager.get(f"{address}/record").text
    assert "earlier.0.approved" not in fields_of(page)
    assert page.index('name="earlier.0.approved"') < page.index("Put the meeting on record")
    record = came(manager, address)
    silent = manager.post(f"{address}/record", record)
    assert silent.status_code == 422
    assert "Say whether the table approved them." in silent.text
    left_out = {name: value for name, value in record.items() if "earlier" not in name}
    assert manager.post(f"{address}/record", left_out).status_code == 422
    torn = record | {"earlier.0.approved": "no", "earlier.0.corrections": "Kept words"}
    answer = manager.post(f"{address}/record", torn)
    assert answer.status_code == 422
    assert "Kept words" in answer.text
    assert manager.post(f"{address}/record", record | {"earlier.0.approved": "no"}).is_redirect
    with unit_of_work() as work:
        assert [paper.approved_on for paper in minutes_of(work.session, story.case)] == [None]


INCOMPLETE = [
    (".views", 422, "Write down their views, or why they could not be asked. Art. 8(10)"),
    (".came", 422, "Say whether they were present."),
]


@pytest.mark.article("8(10)")
def test_an_incomplete_record_is_refused_and_kept(story: CaseStory, manager: Browser) -> None:
    address = invited(story)
    manager.post(f"{address}/family", told(manager, address))
    full = came(manager, address, **{"seats.0.reason": "Kept words"})
    for lost, status, said in INCOMPLETE:
        fields = {name: value for name, value in full.items() if lost not in name}
        answer = manager.post(f"{address}/record", fields)
        assert answer.status_code == status
        assert said in answer.text
        assert "Kept words" in answer.text


@pytest.mark.article("8(10)")
def test_the_record_waits_for_word_of_the_family(story: CaseStory, manager: Browser) -> None:
    address = invited(story)
    answer = manager.post(f"{address}/record", came(manager, address))
    assert answer.status_code == 422
    assert "Record how they were told, or why that was not possible. Art. 8(10)" in answer.text


@pytest.mark.article("10(1)")
def test_the_record_begins_on_the_day_of_the_meeting(story: CaseStory, manager: Browser) -> None:
    story.refer()
    story.prepare()
    with unit_of_work() as work:
        meeting = planned_meeting(work.session, story.case)
    address, ahead = f"/meetings/{meeting.id}", f"{meeting.day:%d.%m.%Y}"
    answer = manager.post(f"{address}/record", came(manager, address, on=ahead))
    assert answer.status_code == 409


def test_who_does_not_run_the_table_does_not_write_its_record(
    story: CaseStory, chief: Browser, sign_in: SignIn
) -> None:
    address = met(story)
    assert chief.get(address).status_code == 200
    assert chief.get(f"{address}/family").status_code == 404
    assert chief.post(f"{address}/record", {"seats.0.came": "yes"}).status_code == 404
    for other in map(sign_in, (OTHER_MANAGER, OTHER_HEAD, ADMIN)):
        assert [other.get(address + path).status_code for path in PAGES] == [404] * 3
        assert other.post(f"{address}/family", {}).status_code == 404


@pytest.mark.article("9")
def test_the_record_asks_after_who_sat_on_the_day_that_is_said(
    story: CaseStory, manager: Browser
) -> None:
    address = invited(story)
    manager.post(f"{address}/family", told(manager, address))
    fields = came(manager, address)
    with unit_of_work() as work:
        gone = next(m for m in sitting(work.session, story.case) if m.professional.name == FATMIR)
    over = End(Departure.END_OF_OFFICE, "Emërohet gjetkë.")
    with acting(MANAGER) as work:
        succession.release(work, story.case, gone.id, over)
    page = manager.get(f"{address}/record").text
    assert f'name="gone.0.member" value="{gone.id}"' in page  # on the last day, perhaps
    assert page.count(str(gone.id)) == 1  # neither asked after nor offered as chair
    day_before = {"on": f"{story.stage.today() - timedelta(days=1):%d.%m.%Y}"}
    typed = came(manager, address, **day_before)
    untold = {name: value for name, value in typed.items() if name != "gone.0.came"}
    answer = manager.post(f"{address}/record", untold)
    assert answer.status_code == 422
    assert answer.text.count("Say whether they were present.") == 2  # above and beside it
    assert FATMIR in answer.text
    fields |= {"seats.0.came": "no", "seats.0.reason": "Kept words"}
    slip = manager.post(f"{address}/record", fields | {"on": "08.09.2025"})
    assert slip.status_code == 422
    assert "Not everybody of whom you wrote had a seat on that day." in slip.text
    kept = {name: value for name, value in fields.items() if not name.startswith("seats.")}
    kept |= {n: v for n, v in fields_of(slip.text).items() if n.startswith("kept.")}
    insisted = manager.post(f"{address}/record", kept | {"on": "08.09.2025"})
    assert insisted.status_code == 409
    assert "the child had not been referred yet" in insisted.text
    assert manager.post(f"{address}/record", kept | day_before).is_redirect
    assert "Kept words" in manager.get(address).text
