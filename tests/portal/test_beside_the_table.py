"""Who takes part beside the members: invited, let in, or there unasked: Art. 4(4), 18(2)."""

import re
from datetime import timedelta

import pytest

from casework.table import participants
from casework.table.meetings import family_of
from models.session import unit_of_work
from rules.participants import Part
from tests.builders import HEAD, HOUR, MANAGER
from tests.conftest import At
from tests.portal.conftest import Browser, SignIn
from tests.portal.test_meetings import came


@pytest.mark.article("18(2)")
def test_whoever_else_takes_part_is_recorded_signs_and_is_ticked_as_present(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("told")
    manager, page = sign_in(MANAGER), f"/declarations/{case.case}"
    nameless = manager.post(f"{page}/bring", {"part": "interpreter", "comes_from": "romisht"})
    assert "Write the name." in nameless.text
    assert 'value="romisht"' in nameless.text
    brought = {"part": "interpreter", "their_name": "Ardita Krasniqi", "comes_from": "romisht"}
    assert manager.post(f"{page}/bring", brought).status_code == 303
    assert "Ardita Krasniqi" in manager.get(page).text
    with unit_of_work() as work:
        (guest,) = [
            each for each in participants.of_life(work, case.case) if each.part is Part.INTERPRETER
        ]
        mother = next(p.id for p in family_of(work, case.case) if p.relation == "mother")
        child = next(p.id for p in family_of(work, case.case) if p.relation == "child")
    assert "Who else was there?" in manager.get(f"/meetings/{case.meeting().id}/record").text
    reasonless = manager.post(f"{page}/word", {"who": str(child), "what": "excused"})
    assert "have a guardian sign for the child" in reasonless.text
    for who, what in ((guest.id, "signed"), (mother, "refused")):
        assert manager.post(f"{page}/word", {"who": str(who), "what": what}).status_code == 303
    text = manager.get(page).text
    assert "no reason stated" in text
    tomorrow = f"{case.clock.today() + timedelta(days=1):%d.%m.%Y}"
    early = manager.post(f"{page}/word", {"who": str(child), "what": "signed", "on": tomorrow})
    assert early.status_code == 409


@pytest.mark.article("8(5)", "10(6)")
def test_a_guest_is_let_in_with_institution_and_reason_and_nobody_else_is(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("told")
    manager, page = sign_in(MANAGER), f"/declarations/{case.case}"
    who = {"part": "guest", "their_name": "Fatmir Berisha", "comes_from": "Gjykata Themelore"}
    who["invited_on"] = f"{case.clock.today():%d.%m.%Y}"
    closed = manager.post(f"{page}/bring", who)
    assert closed.status_code == 409
    assert "The meeting is closed" in closed.text
    assert "10(6)" in closed.text
    early = manager.post(f"{page}/bring", {**who, "part": "unasked", "why": "Kaloi."})
    assert early.status_code == 409
    tied = {**who, "why": "Masa e përkohshme.", "meeting": str(case.meeting().id)}
    assert manager.post(f"{page}/bring", tied).status_code == 303
    assert "Masa e përkohshme." in manager.get(page).text
    meeting = manager.get(f"/meetings/{case.meeting().id}").text
    assert "Invite a guest" in meeting
    assert page in sign_in(HEAD).get(f"/meetings/{case.meeting().id}").text
    assert "not signed yet" in meeting[meeting.index("Who else may come") :]
    assert "Gjykata Themelore" in meeting


@pytest.mark.article("4(4)", "8(5)", "8(6)")
def test_an_invitation_asks_its_day_and_a_guest_comes_again(a_case: At, sign_in: SignIn) -> None:
    case = a_case("met")
    manager, page, met_on = sign_in(MANAGER), f"/declarations/{case.case}", case.held().met_on
    held = str(case.held().id)
    case.stage.move_to(met_on + timedelta(days=2))
    alone = {"part": "guest", "their_name": "Linda Gashi", "independent": "yes"}
    alone |= {"why": "Psikologe e fëmijës.", "meeting": held}
    assert manager.post(f"{page}/bring", alone).status_code == 422
    typed = {**alone, "invited_on": f"{met_on:%d.%m.%Y}"}
    assert manager.post(f"{page}/bring", typed).status_code == 303
    text = manager.get(page).text
    assert "works on their own" in text
    assert "entered on" in text
    meeting = f"/meetings/{held}"
    assert "was not invited to this meeting" in manager.get(meeting).text
    guest = re.search(r'<option value="([^"]+)">Linda Gashi', text)
    assert guest is not None
    again = {"guest": guest[1], "meeting": held, "on": f"{met_on:%d.%m.%Y}"}
    assert manager.post(f"{page}/invite", {**again, "on": ""}).status_code == 422
    proven = {**again, "witness": "Arta Berisha"}
    assert manager.post(f"{page}/invite", proven).status_code == 303
    assert "witness: Arta Berisha" in manager.get(page).text
    assert "was not invited to this meeting" not in manager.get(meeting).text


@pytest.mark.article("8(5)")
def test_an_invitation_is_taken_back_with_its_reason(a_case: At, sign_in: SignIn) -> None:
    case = a_case("told")
    manager, page, today = sign_in(MANAGER), f"/declarations/{case.case}", case.clock.today()
    tied = {"part": "guest", "their_name": "Fatmir Berisha", "comes_from": "Gjykata Themelore"}
    tied |= {"why": "Masa e përkohshme.", "invited_on": f"{today:%d.%m.%Y}"}
    assert "An invitation is taken back" not in manager.get(page).text
    assert manager.post(f"{page}/bring", tied).status_code == 303
    found = re.search(
        r'name="invitation".*?<option value="([^"]{36})">Fatmir', _flat(manager, page)
    )
    assert found is not None
    typed = {"invitation": found[1], "reason": "Masa ka përfunduar."}
    unsaid = manager.post(f"{page}/taken-back", typed | {"told_on": ""})
    assert unsaid.status_code == 422
    assert "Masa ka përfunduar." in unsaid.text
    typed |= {"told_on": f"{today:%d.%m.%Y}"}
    assert manager.post(f"{page}/taken-back", {**typed, "reason": " "}).status_code == 422
    assert sign_in(HEAD).post(f"{page}/taken-back", typed).status_code == 404
    assert manager.post(f"{page}/taken-back", typed).status_code == 303
    text = manager.get(page).text
    assert "Taken back; told on" in text
    assert "An invitation is taken back" not in text
    twice = manager.post(f"{page}/taken-back", typed)
    assert twice.status_code == 409
    assert "no invitation of them to this meeting stood" in twice.text


def _flat(browser: Browser, page: str) -> str:
    return browser.get(page).text.replace("\n", " ")


@pytest.mark.article("10(6)")
def test_who_sat_there_unasked_is_written_into_the_record_of_the_meeting(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("told")
    meeting = case.meeting()
    case.stage.move_to(meeting.day, HOUR)
    manager = sign_in(MANAGER)
    address = f"/meetings/{meeting.id}"
    assert "Somebody sat there who was not invited" in manager.get(f"{address}/record").text
    typed = came(manager, address) | {"unasked.0.comes_from": "Kryetari i komunës"}
    assert manager.post(f"{address}/record", typed).status_code == 303
    text = manager.get(address).text
    assert "was not invited to this meeting" in text
    assert "no reason stated" in text
    assert "10(6)" in text
    late = {"part": "unasked", "their_name": "Ilir", "meeting": str(meeting.id)}
    assert manager.post(f"/declarations/{case.case}/bring", late).status_code == 303
    case_page = manager.get(f"/cases/{case.row().number}").text
    unasked = "Somebody was at the closed meeting who had not been invited"
    assert f"{unasked}: Kryetari i komunës (somebody not invited)" in case_page
    assert f"{unasked}: Ilir (somebody not invited)" in case_page


@pytest.mark.article("8(5)", "10(6)")
def test_who_sat_in_unknown_is_put_right_on_their_line(a_case: At, sign_in: SignIn) -> None:
    case = a_case("met")
    held, met_on = str(case.held().id), case.held().met_on
    case.stage.move_to(met_on + timedelta(days=2))
    manager, page = sign_in(MANAGER), f"/declarations/{case.case}"
    unknown = {"part": "unasked", "their_name": "Ilir", "meeting": held}
    assert manager.post(f"{page}/bring", unknown).status_code == 303
    text = manager.get(page).text
    assert "Ilir, somebody not invited" in text
    who = re.search(r'<option value="([^"]+)">Ilir', text)
    assert who is not None
    letter = {
        "guest": who[1],
        "meeting": held,
        "on": f"{met_on:%d.%m.%Y}",
        "paper": "04-12, arkivi",
    }
    assert "10(6)" in manager.post(f"{page}/invite", letter).text  # nothing ties them to the case
    tied = letter | {"comes_from": "Gjykata", "why": "Masa e përkohshme."}
    assert manager.post(f"{page}/invite", tied).status_code == 303
    text = manager.get(page).text
    assert "Ilir, somebody not invited" not in text
    assert "Ilir, Gjykata" in text
    assert text.count('<p class="small quiet">Masa e përkohshme.') == 1
    assert "was not invited to this meeting" not in manager.get(f"/meetings/{held}").text
