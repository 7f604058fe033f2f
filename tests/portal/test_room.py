"""The room of a meeting: kept whole at each press, put on record by its acts: Art. 8(10) to 15."""

import re

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import expect

from core.settings import Settings
from portal.room_merge import merged
from rules.assessment import INDICATORS
from simulation.life import CaseStory
from tests.portal.acts import fields_of, invited
from tests.portal.conftest import Browser
from tests.portal.members import HEALTH, Guest, link_of
from tests.portal.test_meetings import first_chair, told
from tests.portal.test_planning import a_row

SAID = "Mësuesja tha se fëmija vjen çdo ditë."
FOUND = {name: f"Gjetja për {name}." for name in INDICATORS}


def room_of(story: CaseStory, manager: Browser) -> str:
    """The room on the day of the first meeting, the family told of it."""
    address = invited(story)
    manager.post(f"{address}/family", told(manager, address))
    return f"{address}/room"


def typed(manager: Browser, room: str, **changes: object) -> dict[str, object]:
    """The whole page as a browser sends it, with what somebody wrote."""
    page = manager.get(room)
    assert page.status_code == 200, page.text
    return dict(fields_of(page.text)) | {name.replace("__", "."): v for name, v in changes.items()}


def press(manager: Browser, room: str, **changes: object) -> None:
    answer = manager.post(room, typed(manager, room, **changes))
    said = re.findall(r'class="err".*?</span></span>', answer.text, re.S)
    assert answer.status_code == 303, (said, re.findall(r"<h2>.*?</h2>", answer.text)[:2])


def opened(manager: Browser, room: str) -> dict[str, object]:
    """Everybody but one is here, the family has views, the table approves its agenda."""
    fields = typed(manager, room, act="open", agenda="as_sent")
    fields["chaired"] = first_chair(manager.get(room).text)
    for name in list(fields):
        if name.endswith(".member"):
            fields[name.replace(".member", ".came")] = "yes"
        if name.endswith(".person"):
            fields[name.replace(".person", ".views")] = "Pajtohet me planin."
    return fields | {"seats.1.came": "no", "seats.1.reason": "E sëmurë"}


@pytest.mark.article("8(10)", "9", "10(1)", "12(2)", "13(2)")
def test_a_meeting_of_eight_is_run_from_its_room_and_its_minutes_say_what_was_said(
    story: CaseStory, manager: Browser, chief: Browser
) -> None:
    room = room_of(story, manager)
    page = manager.get(room).text
    assert len(re.findall(r'name="(?:seats|family)\.\d+\.(?:member|person)"', page)) >= 7
    assert "Lirie" not in page
    begins = re.search(r"<form[^>]*data-room>.*?<button([^>]*)>", page, re.S)
    assert begins
    assert 'value=""' in begins[1]  # Enter in a field keeps
    assert chief.get(room).status_code == 404
    press(manager, room, items__2__words=SAID, begin="case_information")
    assert "Lirie" in manager.post(room, typed(manager, room, act="name")).text
    assert manager.post(room, opened(manager, room)).status_code == 303
    fields = typed(manager, room, act="assess", **FOUND)
    assert fields["items.2.words"] == [SAID]
    wrong = manager.post(room, fields)
    assert wrong.status_code == 422
    assert "Choose none, low, medium or high." in wrong.text
    assert "Gjetja për safety." in wrong.text
    level = {"risk": "high", "summary": "Dy vjeç."}
    lower = FOUND | level | {"risk": "low"}
    unsaid = manager.post(room, typed(manager, room, act="assess", **lower))
    assert "nothing says what speaks for it" in unsaid.text, "a question, and no wall"
    said = {"levels__3__why": "Dy raste në një javë."} | level
    press(manager, room, act="assess", begin="needs_assessment", **said)
    row = a_row(story, action="Vizitë javore")
    press(manager, room, act="", goal="Fëmija është i sigurt.", **row)
    assert "Vizitë javore – Community police" in re.sub(r"\s+", " ", manager.get(room).text)
    first = {name: "" for name in fields_of(manager.get(room).text) if name.startswith("actions.")}
    press(manager, room, act="adopt", goal="Fëmija është i sigurt.", **first | row)
    word = {"decision": "Plani", "words": "Nuk pajtohem me afatin."}
    press(manager, room, act="dissent", member=str(story.members()[0]), **word)
    next_one = {"hour": "11:00", "place": "Salla 2", "all_the_same": "yes"}
    press(manager, room, act="propose", **next_one)
    press(manager, room, act="minutes")
    text = fields_of(manager.get(room.replace("/room", "/minutes")).text)["text"][0]
    before = "Niveli i rrezikut: i lartë (deri atëherë "
    for words in (
        SAID,
        *FOUND.values(),
        before,
        "Dy raste në një javë.",
        "E sëmurë",
        "Vizitë javore",
    ):
        assert words in text
    assert "Pajtohet me planin." in text
    assert "Salla 2" in text
    assert "Lirie" not in text
    services = text.split("Shërbimet e ofruara deri tani\n")[1].split("\n\n")[0]
    assert services == "…"  # nobody said a word
    body = {"text": text, "nothing_was_said": "yes"}
    assert manager.post(room.replace("/room", "/minutes"), body).status_code == 303
    assert manager.get(room).headers["location"].endswith("/minutes")
    late = manager.post(room, {"items.0.code": "approve_agenda", "items.0.words": "Vonë"})
    assert late.status_code == 409


def test_what_is_typed_while_the_connection_is_away_is_sent_once_there_is_one(
    story: CaseStory, manager: Browser, chromium: Chromium, portal: tuple[FastAPI, str]
) -> None:
    room = room_of(story, manager)
    with chromium.new_context() as there:
        jar = manager.client.cookies.jar
        there.add_cookies([{"name": c.name, "value": c.value or "", "url": portal[1]} for c in jar])
        page = there.new_page()
        page.goto(f"{portal[1]}{room}?lang=en")
        there.set_offline(True)
        page.fill("[name='items.2.words']", SAID)
        page.click("[name=begin][value=case_information]")
        expect(page.locator("[data-away]")).to_contain_text("There is no connection.")
        page.fill("[name='items.3.words']", "Pa lidhje.")
        page.locator("[name='seats.0.came'][value=no]").check(force=True)
        page.click("[name=begin][value=needs_assessment]")
        there.set_offline(False)
        expect(page.locator("[name=kept]")).to_have_value("2")  # the first, and what came after
        expect(page.locator("[name='items.3.words']")).to_have_value("Pa lidhje.")
    kept = fields_of(manager.get(room).text)
    assert (kept["items.2.words"], kept["items.3.words"]) == ([SAID], ["Pa lidhje."])
    assert kept["seats.0.came"] == ["no"], "what was ticked meanwhile too"
    assert 'value="needs_assessment"' not in "".join(
        re.findall(r"<button[^>]*>", manager.get(room).text)
    ), "and what was pressed"


@pytest.mark.article("9", "10(1)")
def test_a_member_signs_in_by_the_code_and_a_second_screen_replaces_nothing_it_did_not_show(
    story: CaseStory, manager: Browser, browser: Browser, demo: Settings
) -> None:
    room = room_of(story, manager)
    code = re.search(r'<b class="num">(\d{3}) (\d{3})</b>', manager.get(room).text)
    assert code is not None
    guest = Guest(browser, demo, link_of(HEALTH, "read"))
    assert "Sign in at the meeting" in guest.enter().text
    guest.get("/here")
    assert guest.ask("/here", {"code": "12"}).status_code == 409
    wrong = f"{(int(code[1] + code[2]) + 1) % 1_000_000:06}"
    assert guest.ask("/here", {"code": f"{code[1]} {code[2]}"}).status_code == 303
    tries = [guest.ask("/here", {"code": wrong}).status_code for _ in range(4)]
    assert tries == [409, 409, 409, 429], "nobody goes through all codes"
    page = manager.get(room).text
    assert page.count("signed in by the room") == 1
    came = [name for name, said in fields_of(page).items() if ".came" in name and "yes" in said]
    absent = manager.post(room, opened(manager, room) | {came[0]: "no"})
    assert "They signed in by the code of the room." in absent.text
    assert sum("yes" in said for name, said in fields_of(page).items() if ".came" in name) == 1
    late = typed(manager, room, items__2__words="Nga tableti.")
    press(manager, room, items__2__words=SAID)
    answer = manager.post(room, late)
    assert answer.status_code == 409
    back = fields_of(answer.text)
    assert back["items.2.words"] == [SAID], "what was kept stands"
    assert "What was said: Nga tableti." in re.sub(r"\s+", " ", answer.text), "beside it"
    assert manager.post(room, dict(back) | {"act": ""}).status_code == 303
    assert fields_of(manager.get(room).text)["items.2.words"] == [SAID]

    away = dict(fields_of(manager.get(room).text)) | opened(manager, room) | {came[0]: "no"}
    asked = manager.post(room, away)
    assert manager.post(room, away | dict(fields_of(asked.text))).status_code == 303
    stands = guest.get("/here").text
    assert "The record says that you are absent" in stands, "and whom to tell"
    assert "The record says that you were absent." in guest.get("/desk").text
    assert "signed in by the room" in manager.get(room).text
    begun = fields_of(manager.get(room.replace("/room", "/minutes")).text)["text"][0]
    assert "u regjistrua me kodin e sallës në orën" in begun, "a fact, and no verdict"


def test_of_two_screens_each_keeps_what_the_other_left_alone() -> None:
    """And no row is half of one and half of the other."""
    kept = {"items.0.words": ["A"], "seats.0.member": ["x"], "seats.0.came": ["no"], "goal": ["G"]}
    kept |= {"seats.0.reason": ["E sëmurë"], "seats.1.member": ["y"]}
    mine = {"items.1.words": ["B"], "seats.0.member": ["x"], "seats.0.came": ["yes"]}
    mine |= {"seats.1.member": ["y"], "seats.1.came": ["yes"], "goal": ["H"]}
    fields, beside = merged(kept, mine)
    assert fields == kept | {"items.1.words": ["B"], "seats.1.came": ["yes"]}
    assert beside == [("seats.0.came", "yes"), ("goal", "H")]
