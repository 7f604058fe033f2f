"""The office's own number of a notice, on the page that proves it: decision 0183."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from casework.table import protocol_numbers
from core.clock import local_day
from core.settings import Settings
from models.outbox import Message
from models.protocol_number import ProtocolNumber
from models.session import unit_of_work
from rules.phases import FileSealed
from rules.protocol import Booked
from tests.builders import ADMIN, HEAD, MANAGER, OTHER_HEAD, OTHER_MANAGER, SILENT, ACase
from tests.casework.case.test_superior_by_sms import notified
from tests.conftest import At
from tests.database import past_the_rights
from tests.portal.acts import fields_of
from tests.portal.conftest import Browser, SignIn
from tests.portal.members import ADVOCATE, HEALTH, Guest, link_of
from tests.portal.test_proof_of_notice import page_of, row_of, say, section

NUMBER = "04-123/26"


def entries() -> list[ProtocolNumber]:
    with unit_of_work() as work:
        query = select(ProtocolNumber).order_by(ProtocolNumber.recorded_at, ProtocolNumber.id)
        return list(work.session.scalars(query))


def address_of(case: ACase, message: Message) -> str:
    return f"/cases/{case.row().number}/notices/{message.id}/protocol"


def booked(message: Message, **other: str) -> dict[str, str]:
    return {"protocol": NUMBER, "on": f"{local_day(message.queued_at):%d.%m.%Y}"} | other


@pytest.fixture
def case(browser: Browser, a_case: At) -> ACase:
    case = a_case("invited")
    case.stage.move_to(case.clock.today() + timedelta(days=2))
    return case


@pytest.mark.article("8(3)")
@pytest.mark.parametrize("who", [MANAGER, HEAD])
def test_it_stands_in_the_proof_with_who_entered_it(case: ACase, sign_in: SignIn, who: str) -> None:
    officer, message = sign_in(who), row_of(case, HEALTH)
    address = address_of(case, message)
    assert f'href="{address}"' in page_of(officer, case)
    form = officer.get(f"{address}?lang=en").text
    assert "It must hold no name." in form
    assert officer.post(address, booked(message, protocol=f" {NUMBER} ")).status_code == 303
    (row,) = entries()
    assert (row.number, row.booked_on) == (NUMBER, local_day(message.queued_at))
    assert (row.message_id, row.recorded_by_id) == (message.id, case.account(who).id)
    for reader in (MANAGER, HEAD):
        page = page_of(sign_in(reader), case)
        said = section(page, case, HEALTH)
        assert f"Protocol number {NUMBER}" in said
        assert f"<small>Protocol number <b>{NUMBER}</b>" in page, "in print too"
        assert f"entered on {case.clock.today().day}" in said
        assert str(case.account(who).name) in said
        assert NUMBER not in section(page, case, ADVOCATE), "of this notice alone"
    entry = case.recorded("protocol number entered")
    assert entry.detail["message"] == str(message.id)
    assert NUMBER not in str(entry.detail)


def test_what_the_book_cannot_say_is_not_taken(case: ACase, sign_in: SignIn) -> None:
    manager, message = sign_in(MANAGER), row_of(case, HEALTH)
    address = address_of(case, message)
    manager.get(f"{address}?lang=en")
    tomorrow = case.clock.today() + timedelta(days=1)
    for wrong in (
        *({"protocol": " "}, {"protocol": "Vjosa"}, {"protocol": "1" * 41}, {"on": ""}),
        *({"protocol": "1\n2"}, {"on": f"{tomorrow:%d.%m.%Y}"}),
    ):
        assert manager.post(address, booked(message, **wrong)).status_code == 422, wrong
    before = local_day(message.queued_at) - timedelta(days=1)
    answer = manager.post(address, booked(message, on=f"{before:%d.%m.%Y}"))
    assert answer.status_code == 409
    assert "was not written yet" in answer.text
    assert NUMBER in answer.text, "what was typed is kept"
    assert entries() == []


def test_a_correction_keeps_the_entry_of_before(case: ACase, sign_in: SignIn) -> None:
    manager, message = sign_in(MANAGER), row_of(case, HEALTH)
    address = address_of(case, message)
    manager.get(address)
    manager.post(address, booked(message))
    assert manager.post(address, booked(message, protocol="9/26")).status_code == 409, "one each"
    (first,) = entries()
    assert f'href="{address}/{first.id}"' in page_of(manager, case)
    form = fields_of(manager.get(f"{address}/{first.id}?lang=en").text)
    assert form["protocol"] == [NUMBER], "what was entered stands in the form"
    new = booked(message, protocol="04-132/26")
    assert manager.post(f"{address}/{first.id}", new).status_code == 422, "no reason"
    new["reason"] = "Shifrat ishin ndërruar."
    assert manager.post(f"{address}/{first.id}", new).status_code == 303
    said = section(page_of(manager, case), case, HEALTH)
    assert "Protocol number 04-132/26" in said
    assert f"before: {NUMBER}" in said
    assert "Shifrat ishin ndërruar." in said
    twice = manager.post(f"{address}/{first.id}", new)
    assert twice.status_code == 409
    assert "04-132/26" in twice.text, "what was typed is kept"
    (last,) = [each for each in entries() if each.corrects_id == first.id]
    gone = booked(message, reason="Ishte njoftimi tjetër.", mistaken="yes")
    assert manager.post(f"{address}/{last.id}", gone).status_code == 303
    said = section(page_of(manager, case), case, HEALTH)
    assert "No protocol number after all: Ishte njoftimi tjetër." in said
    (none,) = [each for each in entries() if each.taken_back]
    again = booked(message, protocol="04-140/26", reason="U gjet në libër.")
    assert manager.post(f"{address}/{none.id}", again).status_code == 303
    said = section(page_of(manager, case), case, HEALTH)
    assert "Protocol number 04-140/26" in said
    assert "before: none" in said
    assert len(entries()) == 4
    with past_the_rights() as work, pytest.raises(IntegrityError, match="protocol_number_stays"):
        work.session.execute(text("UPDATE protocol_number SET booked_on = now()"))
    with past_the_rights() as work, pytest.raises(IntegrityError, match="never_deleted"):
        work.session.execute(text("DELETE FROM protocol_number"))


@pytest.mark.article("18(1)")
def test_nobody_else_enters_it(case: ACase, sign_in: SignIn) -> None:
    message = row_of(case, HEALTH)
    address = address_of(case, message)
    for stranger in (OTHER_MANAGER, OTHER_HEAD, ADMIN):
        officer = sign_in(stranger)
        officer.get("/")
        assert officer.get(address).status_code in {403, 404}, stranger
        assert officer.post(address, booked(message)).status_code in {403, 404}, stranger
    assert entries() == []


@pytest.mark.article("18(1)")
def test_a_member_enters_none(case: ACase, browser: Browser, demo: Settings) -> None:
    message = row_of(case, HEALTH)
    guest = Guest(browser, demo, link_of(HEALTH, "read"))
    guest.enter()
    address = address_of(case, message)
    looked, sent = browser.get(address), browser.post(address, booked(message))
    assert (looked.status_code, sent.status_code) == (303, 401)
    assert "/sign-in" in looked.headers["location"]
    assert entries() == []


def test_only_what_left_to_a_member_or_a_superior_has_one(case: ACase, sign_in: SignIn) -> None:
    manager, message = sign_in(MANAGER), row_of(case, HEALTH)
    manager.get("/")
    say(message.id, accepted_at=None, status="given_up", cause="server")
    address = address_of(case, message)
    assert f'href="{address}"' not in page_of(manager, case)
    assert manager.post(address, booked(message)).status_code == 409
    with unit_of_work() as work:
        query = select(Message).where(Message.recipient == "account", Message.life_id == case.case)
        officers = work.session.scalars(query.limit(1)).one()
        other = select(Message).where(Message.life_id != case.case)
        elsewhere = work.session.scalars(other.limit(1)).first()
    assert manager.post(address_of(case, officers), booked(officers)).status_code == 409
    if elsewhere is not None:
        assert manager.post(address_of(case, elsewhere), booked(elsewhere)).status_code == 404
    assert entries() == []


@pytest.mark.article("14(3.2)")
def test_a_notice_to_a_superior_has_one_too(a_case: At, sign_in: SignIn) -> None:
    case = a_case("overdue")
    message = notified(case)
    say(message.id, accepted_at=message.queued_at, status="sent")
    manager, address = sign_in(MANAGER), address_of(case, message)
    assert "To their superior" in manager.get(f"{address}?lang=en").text
    assert manager.post(address, booked(message)).status_code == 303
    said = section(page_of(manager, case), case, SILENT)
    assert f"Protocol number {NUMBER}" in said.partition("To their superior")[2]


@pytest.mark.article("17(5)")
def test_of_a_sealed_file_nothing_is_entered(a_case: At, sign_in: SignIn) -> None:
    case = a_case("closed")
    assert "Enter the protocol number" not in page_of(sign_in(MANAGER), case)
    with unit_of_work() as work:
        mine = select(Message).where(Message.life_id == case.case, Message.recipient == "member")
        message = work.session.scalars(mine.limit(1)).one()
    said = Booked(NUMBER, local_day(message.queued_at))
    with case.manager() as work, pytest.raises(FileSealed):
        protocol_numbers.record(work, case.case, message.id, said)
