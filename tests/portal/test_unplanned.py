"""The record of a meeting that nobody had planned, or that was called off: Art. 8(3), 9, 14(5)."""

import re
from datetime import timedelta

import pytest

from casework.table import convening
from tests.builders import MANAGER, ACase
from tests.conftest import At
from tests.portal.acts import fields_of
from tests.portal.conftest import Browser, SignIn
from tests.portal.test_meetings import first_chair

FAMILY = {"how": "", "reason": "Nobody called it.", "views": "Agrees."}


def filled(browser: Browser, page: str, **said: object) -> dict[str, object]:
    """Everybody came, the family has views and was not told."""
    text = browser.get(page).text
    fields: dict[str, object] = dict(fields_of(text)) | {"chaired": first_chair(text)}
    for name in list(fields):
        row, _, what = name.rpartition(".")
        if what == "member" and row.startswith("seats"):
            fields[f"{row}.came"] = "yes"
        if what == "person":
            fields |= {f"{row}.{asked}": value for asked, value in FAMILY.items()}
        if what == "paper":
            fields[f"{row}.approved"] = "yes"
    return fields | said


def take_out(manager: Browser, case: ACase, decided: str, home: str) -> None:
    """The second of two meetings, which was of another case; not the first, which decided."""
    form = f"{home}/other-case"
    unsaid = manager.post(form, fields_of(manager.get(form).text))
    assert unsaid.status_code == 422
    assert "Write the number of that case, or that it is not known." in unsaid.text
    wrong = {"belongs_to": "R-26-1009", "on": f"{case.stage.today():%d.%m.%Y}", "reason": "Typed."}
    refused = manager.post(decided, fields_of(manager.get(decided).text) | wrong)
    assert refused.status_code == 409  # it approved earlier minutes
    assert "say in the next meeting that it was of another case" in refused.text
    assert manager.post(form, fields_of(unsaid.text) | wrong).status_code == 303
    taken_out = manager.get(home).text
    for words in ("This meeting was not of this case", "R-26-1009", "The father came back."):
        assert words in taken_out
    assert form not in taken_out
    assert manager.get(f"{home}/record").headers["location"] == home


@pytest.mark.article("8(3)", "9", "14(5)")
def test_a_meeting_that_nobody_had_planned_is_recorded_as_it_was(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("minuted")
    case.clock.move_to(case.stage.today() + timedelta(days=3))
    manager, number = sign_in(MANAGER), case.row().number
    page, last_night = f"/cases/{number}/meeting/held", case.stage.today() - timedelta(days=1)
    assert page in manager.get(f"/cases/{number}").text
    assert page in manager.get(f"/cases/{number}/meeting").text
    said = {
        "on": f"{last_night:%d.%m.%Y}",
        "hour": "22:30",
        "place": "Station",
        "purpose": "extraordinary",
        "agenda": "in_meeting",
        "items": "Where the child sleeps tonight",
    }
    silent = manager.post(page, filled(manager, page, **said))
    assert silent.status_code == 422
    assert "or say that no reason is stated" in silent.text
    said["why"] = "The father came back."
    untold = manager.post(page, filled(manager, page, **said) | {"family.0.reason": ""})
    assert untold.status_code == 422
    assert "Station" in untold.text
    closing = manager.post(page, filled(manager, page, **said | {"purpose": "closure"}))
    assert closing.status_code == 422
    assert "depends on its day" in closing.text
    answer = manager.post(page, filled(manager, page, **said))
    assert answer.status_code == 303
    shown = manager.get(answer.headers["location"]).text
    for words in (
        "Nobody had planned this meeting",
        "The father came back.",
        "Where the child sleeps tonight",
        "agreed on in the meeting",
        "22:30",
    ):
        assert words in shown
    twice = filled(manager, page, **said)
    same = manager.post(page, twice)
    assert same.status_code == 409
    assert "A meeting of that day is on record already." in same.text
    assert answer.headers["location"] in same.text
    shown_again = fields_of(same.text)["that_day"]
    more = {"hour": "23:30", "one_more": "yes", "that_day": shown_again, "earlier.0.approved": "no"}
    second = manager.post(page, twice | more)
    assert second.status_code == 303
    missed = manager.get(f"/cases/{number}").text
    assert "The meeting was held on a day the head had not agreed to" in missed
    decided = f"{answer.headers['location']}/other-case"
    assert decided in shown
    take_out(manager, case, decided, second.headers["location"])
    minutes = f"{answer.headers['location']}/minutes"
    draft = fields_of(manager.get(minutes).text)["text"][0]
    assert "Këtë takim nuk e kishte planifikuar askush." in draft
    written = {"text": draft.replace("…", "Asgjë.")}
    assert manager.post(minutes, written).status_code == 303
    assert "Nobody had planned this meeting" in manager.get(minutes).text


@pytest.mark.article("8(3)", "9")
def test_a_meeting_that_was_called_off_is_recorded_if_it_took_place(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("invited")
    meeting, manager = case.meeting(), sign_in(MANAGER)
    case.clock.move_to(meeting.day + timedelta(days=1))
    opened = filled(manager, f"/meetings/{meeting.id}/record", on=f"{meeting.day:%d.%m.%Y}")
    with case.manager() as work:
        convening.cancel(work, case.case, meeting.id)
    unaware = manager.post(f"/meetings/{meeting.id}/record", opened | {"agenda": "as_sent"})
    assert unaware.status_code == 422
    assert "Meanwhile this meeting was called off." in unaware.text
    assert fields_of(unaware.text)["known_off"] == ["yes"]
    listed = manager.get(f"/cases/{case.row().number}/meeting/held").text
    assert f'href="/meetings/{meeting.id}/record"' in listed
    assert "<h1>Record a meeting that nobody had planned</h1>" in listed
    address = f"/meetings/{meeting.id}"
    assert "It took place all the same" in manager.get(address).text
    page = f"{address}/record"
    assert re.search("This meeting was called off on", manager.get(page).text)
    said = {"on": f"{meeting.day:%d.%m.%Y}", "agenda": "as_sent"}
    assert manager.post(page, filled(manager, page, **said)).status_code == 303
    assert "Took place although called off on" in manager.get(address).text
    assert manager.get(f"{address}/cancel").status_code == 303
