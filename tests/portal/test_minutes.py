"""The minutes: drafted, written, signed by the chair, by others on paper: Art. 10(1)."""

import pytest
from sqlalchemy import select

from models.outbox import Message
from models.session import unit_of_work
from simulation.life import CaseStory
from simulation.people import PASSWORD
from simulation.seed import officer
from tests.builders import MANAGER
from tests.conftest import At
from tests.database import Cleaner
from tests.portal.acts import ADMIN, OTHER_HEAD, OTHER_MANAGER, fields_of, last_meeting, met
from tests.portal.asking import seen
from tests.portal.conftest import Browser, SignIn


def open_for_signature(story: CaseStory) -> str:
    """The second meeting has approved the minutes of the first; their address."""
    story.refer()
    story.prepare()
    story.first_meeting()
    address = f"{last_meeting(story)}/minutes"
    story.convene_review()
    story.report()
    story.meet()
    story.stage.settle()
    return address


@pytest.mark.article("10(1)", "8(10)")
def test_the_draft_knows_what_is_on_record_in_the_language_of_the_record(
    story: CaseStory, manager: Browser
) -> None:
    address = f"{met(story)}/minutes"
    draft = fields_of(manager.get(f"{address}?lang=en").text)["text"][0]
    assert "Kryesuesi: Blerim Hoxha" in draft
    assert "Fatmir Gashi (Policia e Kosovës, Njësia në komunitet)" in draft
    assert "told on" not in draft
    assert fields_of(manager.get(f"{address}?lang=sr").text)["text"][0] == draft
    assert "Babai tha me telefon" in draft
    assert "Podgorani" not in draft
    assert "u miratua" not in draft  # nobody said so yet


@pytest.mark.article("10(1)")
def test_minutes_are_written_and_changed_until_approved(
    story: CaseStory, manager: Browser, chief: Browser
) -> None:
    address = f"{met(story)}/minutes"
    assert "not written yet" in chief.get(address).text
    manager.get(address)
    assert manager.post(address, {"text": "1. Agenda\nApproved <b>as is</b>."}).status_code == 303
    page = chief.get(address).text
    assert "<h3>1. Agenda</h3>" in page
    assert "Approved &lt;b&gt;as is&lt;/b&gt;." in page
    assert "write=1" not in page
    assert "Approved" in fields_of(manager.get(f"{address}?write=1").text)["text"][0]
    answer = manager.post(address, {"text": "  "})
    assert answer.status_code == 422
    assert "Write the minutes." in answer.text
    long = "ë" * 10_001
    answer = manager.post(address, {"text": long})
    assert answer.status_code == 422
    assert long in answer.text


@pytest.mark.article("10(4)")
def test_items_left_without_words_are_asked_for(story: CaseStory, manager: Browser) -> None:
    address = f"{met(story)}/minutes"
    draft = fields_of(manager.get(address).text)["text"][0]
    answer = manager.post(address, {"text": draft})
    assert answer.status_code == 409
    assert "Nothing is written under these items of the agenda" in answer.text
    assert "nothing_was_said" not in fields_of(answer.text)  # asked, not ticked
    assert fields_of(answer.text)["text"] == [draft]
    assert manager.post(address, {"text": draft, "nothing_was_said": "yes"}).status_code == 303


ASKS = "the mail that asks has not left yet"


def holds_up(browser: Browser, page: str, template: str) -> None:
    """The mail server is away: of one mail that asks the page says that it has not left."""
    before = browser.get(f"{page}?lang=en").text
    assert ASKS not in before
    with unit_of_work() as work:
        mails = work.session.scalars(select(Message).where(Message.template == template))
        waits = next(each for each in mails if each.accepted_at is None)
        waits.tried_since = waits.queued_at
    after = browser.get(page).text
    assert after.count(ASKS) == 1
    assert after.count("asked on") == before.count("asked on") - 1


@pytest.mark.article("10(1)")
def test_nobody_is_said_to_be_asked_to_sign_by_a_mail_that_no_server_took(
    story: CaseStory, manager: Browser
) -> None:
    holds_up(manager, open_for_signature(story), "minutes/sign")


@pytest.mark.article("10(2)", "18(2)")
def test_nor_to_declare(a_case: At, sign_in: SignIn) -> None:
    case = a_case("prepared")
    holds_up(sign_in(MANAGER), f"/declarations/{case.case}", "declarations/request")


@pytest.mark.article("10(1)")
def test_approved_minutes_are_signed_with_the_password(
    story: CaseStory, manager: Browser, cleaner: Cleaner
) -> None:
    """Their letters are counted anew whenever they are shown: decision 0153."""
    address = open_for_signature(story)
    assert "0 of 7" in manager.get(address).text
    answer = manager.post(f"{address}/sign", {"password": "not my password"})
    assert answer.status_code == 422
    assert "This is not your password" in answer.text
    assert "not my password" not in answer.text
    assert manager.post(f"{address}/sign", {"password": PASSWORD}).status_code == 303
    assert "1 of 7" in manager.get(address).text
    assert manager.post(f"{address}/sign", {"password": PASSWORD}).status_code == 409
    answer = manager.post(address, {"text": "Something else"})
    assert answer.status_code == 409
    assert "their text does not change any more" in answer.text
    changed = "This text is not the one that was laid for signature"
    assert changed not in manager.get(address).text
    cleaner.tamper("UPDATE signed_text SET digest = 'x' WHERE paper = 'minutes'")
    assert changed in manager.get(address).text


@pytest.mark.article("10(1)")
def test_the_manager_refuses_with_the_password_and_the_reason_or_that_none_is_stated(
    story: CaseStory, manager: Browser
) -> None:
    """What came on paper says so too; the manager's own word never comes in as one on paper."""
    address = open_for_signature(story)
    manager.get(address)
    no = {"word": "refuse", "password": PASSWORD}
    empty = manager.post(f"{address}/sign", no)
    assert empty.status_code == 422
    assert "or that no reason is stated. Art. 10(1)" in empty.text
    assert PASSWORD not in empty.text
    wrong = manager.post(f"{address}/sign", no | {"reason": "Pika 3.", "password": "x"})
    assert wrong.status_code == 422
    assert "Pika 3." in wrong.text
    with unit_of_work() as work:
        own = officer(work, MANAGER).id
    paper = {"member_id": own, "method": "refused", "reason": "Pika 3.", "on": "22.10.2026"}
    typed = manager.post(f"{address}/paper", paper)
    assert typed.status_code == 409
    assert "Sign, or refuse, on the page with your password" in typed.text
    assert manager.post(f"{address}/sign", no | {"unstated": "yes"}).status_code == 303
    first, *_ = story.members()
    silent = {"member_id": first, "method": "refused", "unstated": "yes"}
    assert manager.post(f"{address}/paper", silent).status_code == 303
    page = seen(manager.get(address).text)
    assert "0 of 7, 2 refusals" in page
    assert page.count("Reason: not stated") == 2
    assert page.count("said while signed in") == page.count("entered by the officer who was") == 1
    assert 'type="password"' not in manager.get(address).text
    assert manager.post(f"{address}/sign", {"password": PASSWORD}).status_code == 409


def test_passwords_are_not_guessed_without_end(story: CaseStory, manager: Browser) -> None:
    address = open_for_signature(story)
    manager.get(address)
    codes = [manager.post(f"{address}/sign", {"password": "x"}).status_code for _ in range(5)]
    assert codes == [422] * 5
    assert manager.post(f"{address}/sign", {"password": PASSWORD}).status_code == 429


@pytest.mark.article("10(1)")
def test_paper_and_refusals_are_recorded(story: CaseStory, manager: Browser) -> None:
    address = open_for_signature(story)
    manager.get(address)
    first, second, *_ = story.members()
    taken = {"member_id": first, "method": "paper"}
    assert manager.post(f"{address}/paper", taken).status_code == 303
    answer = manager.post(f"{address}/paper", {"member_id": second, "method": "refused"})
    assert answer.status_code == 422
    assert "Write why the signature is refused, or that no reason is stated." in answer.text
    refused = {"member_id": second, "method": "refused", "reason": "Item 3 is not what was said."}
    assert manager.post(f"{address}/paper", refused).status_code == 303
    page = manager.get(address).text
    assert "on paper" in page
    assert "Item 3 is not what was said." in page
    for wrong in ({}, {"member_id": "x", "method": "paper"}, taken | {"method": "forged"}):
        assert manager.post(f"{address}/paper", wrong).status_code == 422
    somebody = {"member_id": story.case, "method": "paper"}
    assert manager.post(f"{address}/paper", somebody).status_code == 409


def test_who_may_neither_write_nor_sign(story: CaseStory, chief: Browser, sign_in: SignIn) -> None:
    address = f"{met(story)}/minutes"
    chief.get(address)
    assert chief.post(address, {"text": "Mine"}).status_code == 404
    assert chief.post(f"{address}/sign", {"password": PASSWORD}).status_code == 404
    for other in map(sign_in, (OTHER_MANAGER, OTHER_HEAD, ADMIN)):
        assert other.get(address).status_code == 404
        assert other.post(f"{address}/paper", {}).status_code in {404, 422}


@pytest.mark.article("8(10)", "10(1)", "10(6)")
def test_minutes_name_who_was_there_without_a_seat_and_what_was_approved(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("minuted")
    manager, held = sign_in(MANAGER), case.held().id
    late = {"part": "unasked", "their_name": "Ilir Gazetari", "meeting": str(held)}
    assert manager.post(f"/declarations/{case.case}/bring", late).status_code == 303
    page = manager.get(f"/meetings/{held}/minutes").text
    assert "Ilir Gazetari" in page[page.index("Who else was there") :]
    case = a_case("review_met")
    meeting = case.held().id
    case.stage.settle()
    draft = fields_of(sign_in(MANAGER).get(f"/meetings/{meeting}/minutes").text)["text"][0]
    second = draft[draft.index("2. ") : draft.index("3. ")]
    assert "Tryeza e miratoi procesverbalin e datës" in second
