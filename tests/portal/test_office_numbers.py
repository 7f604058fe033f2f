"""A case's number in its office's protocol book, entered once and carried by its mails: 0183."""

from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from casework.table import office_numbers, protocol_numbers
from core.clock import local_day
from core.settings import Settings
from models.case import Child
from models.office_number import OfficeNumber
from models.outbox import Message
from models.session import unit_of_work
from notifications import hours, posting
from notifications.channels import mail, sms
from rules.phases import FileSealed
from rules.protocol import Booked
from tests.builders import ADMIN, HEAD, MANAGER, OTHER_HEAD, OTHER_MANAGER, SILENT, ACase
from tests.casework.case.test_superior_by_sms import give_mobile, notified
from tests.conftest import At
from tests.database import past_the_rights
from tests.notifications.rows import requests_have_left
from tests.portal.acts import fields_of
from tests.portal.conftest import Browser, SignIn
from tests.portal.members import ADVOCATE, HEALTH, Guest, link_of
from tests.portal.test_proof_of_notice import page_of, row_of, say, section

NUMBER = "04-123/26"


def entries() -> list[OfficeNumber]:
    with unit_of_work() as work:
        query = select(OfficeNumber).order_by(OfficeNumber.recorded_at, OfficeNumber.id)
        return list(work.session.scalars(query))


def address_of(case: ACase) -> str:
    return f"/cases/{case.row().number}/protocol"


def enter(case: ACase, number: str = NUMBER) -> None:
    with case.manager() as work:
        office_numbers.record(work, case.case, number)


def as_it_leaves(message: Message) -> str:
    """The plain text of a mail, or the words of a text."""
    with unit_of_work() as work:
        content = posting.prepare(work, work.session.get_one(Message, message.id))
    if isinstance(content, sms.Sms):
        return content.words
    assert isinstance(content, mail.Envelope)
    parsed = message_from_bytes(content.content, policy=policy.default)
    plain, html = parsed.get_body(("plain",)), parsed.get_body(("html",))
    assert plain is not None
    assert html is not None
    text = str(plain.get_content())
    assert (NUMBER in text) is (NUMBER in html.get_content())
    assert NUMBER not in str(parsed["Subject"])
    return text


@pytest.mark.article("8(3)")
@pytest.mark.parametrize("who", [MANAGER, HEAD])
def test_it_is_entered_once_and_stands_in_every_mail(a_case: At, sign_in: SignIn, who: str) -> None:
    case = a_case("invited")
    officer, address, invitation = sign_in(who), address_of(case), row_of(case, HEALTH)
    say(invitation.id, accepted_at=None, status="queued", reply=None)
    assert NUMBER not in as_it_leaves(invitation)
    assert f'href="{address}"' in officer.get(f"/cases/{case.row().number}?lang=en").text
    assert f'href="{address}"' in page_of(officer, case)
    assert officer.post(address, {"protocol": f" {NUMBER} "}).status_code == 303
    (row,) = entries()
    assert (row.number, row.recorded_by_id) == (NUMBER, case.account(who).id)
    assert f"Numri i protokollit: {NUMBER}" in as_it_leaves(invitation)
    page = page_of(officer, case)
    assert f"Protocol number <b>{NUMBER}</b>" in page, "in the proof, and in print"
    assert officer.post(address, {"protocol": "9/26"}).status_code == 409, "one a case"
    entry = case.recorded("case's protocol number entered")
    assert NUMBER not in str(entry.detail)


@pytest.mark.article("14(3.2)")
def test_a_superior_reads_it_and_a_text_has_it_where_it_fits(a_case: At) -> None:
    case = a_case("overdue")
    give_mobile(case)
    enter(case)
    letter = notified(case)
    assert NUMBER in as_it_leaves(letter)
    (beside,) = case.messages("reports/superior_text")
    words = as_it_leaves(beside)
    assert sms.parts(words) == 1
    assert words.endswith(f"({NUMBER})")


@pytest.mark.article("8(9)")
def test_a_mail_of_a_morning_says_it_beside_each_case(
    a_case: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hours, "waits_until", lambda *_: None)
    case = a_case("overdue")
    requests_have_left()
    with unit_of_work() as work:
        query = select(Message).where(Message.template == "reminders/owed")
        reminder = work.session.scalars(query.order_by(Message.queued_at.desc()).limit(1)).one()
    say(reminder.id, accepted_at=None, status="queued", reply=None)
    assert NUMBER not in as_it_leaves(reminder)
    enter(case)
    assert as_it_leaves(reminder).count(NUMBER) >= 1


@pytest.mark.article("18(1)")
@pytest.mark.parametrize("wrong", [" ", "Vjosa", "1" * 41, "1\n2"])
def test_what_is_no_number_is_not_taken(a_case: At, sign_in: SignIn, wrong: str) -> None:
    case = a_case("invited")
    manager = sign_in(MANAGER)
    manager.get("/")
    assert manager.post(address_of(case), {"protocol": wrong}).status_code == 422
    assert entries() == []


@pytest.mark.article("18(1)")
def test_it_never_holds_a_name_of_the_child(a_case: At, sign_in: SignIn) -> None:
    case = a_case("invited")
    with unit_of_work() as work:
        query = select(Child).where(Child.case_id == case.case)
        first, *_ = (work.session.scalars(query).one().name or "").split()
    manager = sign_in(MANAGER)
    manager.get("/?lang=en")
    answer = manager.post(address_of(case), {"protocol": f"{first.upper()} 04/26"})
    assert answer.status_code == 409
    assert "holds a name" in answer.text
    assert entries() == []


def test_a_correction_keeps_the_entry_of_before(a_case: At, sign_in: SignIn) -> None:
    case = a_case("invited")
    enter(case)
    manager, address, (first,) = sign_in(MANAGER), address_of(case), entries()
    form = fields_of(manager.get(f"{address}/{first.id}?lang=en").text)
    assert form["protocol"] == [NUMBER]
    new = {"protocol": "04-132/26"}
    assert manager.post(f"{address}/{first.id}", new).status_code == 422, "no reason"
    new["reason"] = "Shifrat ishin ndërruar."
    assert manager.post(f"{address}/{first.id}", new).status_code == 303
    assert manager.post(f"{address}/{first.id}", new).status_code == 409, "once"
    page = page_of(manager, case)
    assert "Protocol number <b>04-132/26</b>" in page
    assert f"before: <s>{NUMBER}</s>" in page
    invitation = row_of(case, HEALTH)
    say(invitation.id, accepted_at=None, status="queued", reply=None)
    assert "04-132/26" in as_it_leaves(invitation)
    (last,) = [each for each in entries() if each.corrects_id == first.id]
    gone = new | {"reason": "Ishte rasti tjetër.", "mistaken": "yes"}
    assert manager.post(f"{address}/{last.id}", gone).status_code == 303
    assert "No protocol number after all: Ishte rasti tjetër." in page_of(manager, case)
    assert "04-132/26" not in as_it_leaves(invitation)
    with past_the_rights() as work, pytest.raises(IntegrityError, match="office_number_stays"):
        work.session.execute(text("UPDATE office_number SET recorded_at = now()"))


@pytest.mark.article("18(1)")
def test_nobody_else_enters_it(
    a_case: At, sign_in: SignIn, browser: Browser, demo: Settings
) -> None:
    case = a_case("invited")
    address = address_of(case)
    for stranger in (OTHER_MANAGER, OTHER_HEAD, ADMIN):
        officer = sign_in(stranger)
        officer.get("/")
        assert officer.get(address).status_code in {403, 404}, stranger
        assert officer.post(address, {"protocol": NUMBER}).status_code in {403, 404}, stranger
    guest = Guest(browser, demo, link_of(HEALTH, "read"))
    guest.enter()
    assert browser.post(address, {"protocol": NUMBER}).status_code == 401
    assert entries() == []


@pytest.mark.article("17(5)")
def test_of_a_sealed_file_nothing_is_entered(a_case: At, sign_in: SignIn) -> None:
    case = a_case("closed")
    assert f'href="{address_of(case)}"' not in page_of(sign_in(MANAGER), case)
    with case.manager() as work, pytest.raises(FileSealed):
        office_numbers.record(work, case.case, NUMBER)


@pytest.mark.article("8(3)")
def test_one_document_has_one_number_whoever_got_it(a_case: At, sign_in: SignIn) -> None:
    case = a_case("invited")
    case.stage.move_to(case.clock.today() + timedelta(days=2))
    manager, message = sign_in(MANAGER), row_of(case, HEALTH)
    address = f"/cases/{case.row().number}/notices/{message.id}/protocol"
    form = manager.get(f"{address}?lang=en").text
    assert fields_of(form)["for_all"], "an invitation went to several"
    said = {"protocol": NUMBER, "on": f"{local_day(message.queued_at):%d.%m.%Y}", "for_all": "yes"}
    assert manager.post(address, said).status_code == 303
    page = page_of(manager, case)
    for reader in (HEALTH, ADVOCATE, SILENT):
        assert section(page, case, reader).count(f"Protocol number {NUMBER}") == 1, reader
    with case.manager() as work:
        own = row_of(case, HEALTH)
        (entry,) = [
            each
            for each in protocol_numbers._entered(work, case.row())
            if each.message_id == own.id
        ]
        new = Booked("04-132/26", entry.booked_on)
        protocol_numbers.correct(work, case.case, entry.id, new, "Gabim.", for_all=True)
    page = page_of(manager, case)
    for reader in (HEALTH, ADVOCATE, SILENT):
        assert "Protocol number 04-132/26" in section(page, case, reader), reader
