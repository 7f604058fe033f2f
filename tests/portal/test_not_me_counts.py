"""Figures and pages once somebody has said that what was sent there is not for them: 8(3), 0176."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from casework.record.attendance import of_centre
from casework.record.notice_facts import served
from core.clock import at_local
from core.settings import Settings
from models.outbox import Message
from models.session import unit_of_work
from tests.builders import HEAD, MANAGER, SILENT, ACase
from tests.conftest import At
from tests.portal.conftest import Browser, SignIn
from tests.portal.members import ADVOCATE, HEALTH, Guest, link_of
from tests.portal.test_not_me import NOT_ME
from tests.portal.test_not_me_and_notice import found_so, invited, press
from tests.portal.test_proof_of_notice import page_of, row_of, say, section

__all__ = ["invited"]

AFTER = {
    "en": "No link that it sent to this address opens anything any more",
    "sq": "Asnjë lidhje që ka dërguar në këtë adresë nuk hap më asgjë",
    "sr": "Nijedan link koji je poslao na ovu adresu ne otvara više ništa",
}


@pytest.mark.article("8(3)", "9")
def test_whoever_sat_there_was_invited_and_who_did_not_is_in_no_figure(
    a_case: At, browser: Browser, demo: Settings
) -> None:
    case = a_case("invited")
    for email in (HEALTH, SILENT, ADVOCATE):
        say(row_of(case, email).id, status="sent", accepted_at=case.clock.moment)
    meeting, head = case.meeting(), case.account(HEAD)
    homes = {email: link_of(email, "read") for email in (HEALTH, ADVOCATE)}
    case.stage.move_to(meeting.day)
    case.tell_family()
    case.hold(absent={case.seat(ADVOCATE): ""})

    def on() -> dict[str, int]:
        with unit_of_work() as work:
            place = case.life().municipality_id
            rows = of_centre(work.session, place, head.id, case.clock.now() + timedelta(days=1))
            return {each.institution: each.invited for each in rows}

    before = on()
    case.clock.moment = at_local(case.clock.today() + timedelta(days=1))
    for home in homes.values():
        guest = Guest(browser, demo, home)
        guest.get(NOT_ME + "?lang=en")
        assert guest.post(NOT_ME).status_code == 303
    found_so()
    with unit_of_work() as work:
        theirs = served(work.session, [meeting.id])[meeting.id]
    assert theirs[case.seat(HEALTH)].linked_on is not None, "who sat there"
    assert theirs[case.seat(ADVOCATE)].linked_on is None
    after = on()
    assert sum(before.values()) - sum(after.values()) == 1


@pytest.mark.article("8(3)")
def test_counts_leave_out_what_was_taken_back_and_what_was_not_theirs(
    invited: ACase, browser: Browser, demo: Settings, sign_in: SignIn
) -> None:
    def counts() -> tuple[str, str]:
        """On the page of the proof and on that of the case: they agree."""
        manager = sign_in(MANAGER)
        proof = section(page_of(manager, invited), invited, HEALTH)
        case = manager.get(f"/cases/{invited.row().number}?lang=en").text
        anchor = re.escape(f'notices#seat-{invited.seat(HEALTH)}">')
        on_case = re.search(anchor + r"(\d+ of \d+) accepted", case)
        on_proof = re.search(r"(\d+ of \d+) accepted", proof)
        assert on_case
        assert on_proof
        return on_proof[1], on_case[1]

    with unit_of_work() as work:
        query = select(Message.id).where(Message.recipient_id == invited.person(HEALTH))
        theirs = work.session.scalars(query).all()
    for message in theirs:
        say(message, status="sent", accepted_at=invited.clock.moment)
    (sent, of), again = (counts()[0].split(" of "), counts())
    assert again[0] == again[1]
    assert sent == of
    say(row_of(invited, HEALTH).id, status="obsolete", accepted_at=None)
    less = f"{int(sent) - 1} of {int(of) - 1}"
    assert counts() == (less, less), "taken back: neither sent nor to be sent"
    say(row_of(invited, HEALTH).id, status="sent", accepted_at=invited.clock.moment)
    press(invited, browser, demo)
    assert counts() == (f"{sent} of {of}", f"{sent} of {of}"), "a question so far"
    found_so()
    assert counts() == (f"0 of {of}", f"0 of {of}")


@pytest.mark.article("6(1.1)")
@pytest.mark.parametrize("language", ["sq", "sr", "en"])
def test_the_page_after_the_press_says_what_became_of_it(
    invited: ACase, browser: Browser, demo: Settings, language: str
) -> None:
    invited.clock.moment += timedelta(minutes=5)
    guest = Guest(browser, demo, link_of(HEALTH, "read"))
    guest.get(f"{NOT_ME}?lang={language}")
    pressed = guest.post(NOT_ME)
    assert pressed.status_code == 303
    after = browser.get(pressed.headers["location"])
    assert after.status_code == 404, "the link is closed"
    assert AFTER[language] in after.text
    assert invited.row().number not in after.text
    again = browser.get(guest.home)
    assert AFTER[language] not in again.text, "said once"
