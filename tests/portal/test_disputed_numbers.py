"""A number that a member says is not theirs, from their door to the manager's page and back."""

import email
from email.policy import default
from uuid import UUID

import httpx
import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from casework.table import contact_codes, contacts, disputed_numbers, succession
from casework.table.contacts import Contact
from core.settings import Settings
from identity import codes
from models.case import Case
from models.contacts import ContactChange, DisputedNumber
from models.duty import DutyRow
from models.outbox import Message
from models.people import LinkPurpose, MemberLink
from models.session import unit_of_work
from notifications import posting
from notifications.channels.mail import Envelope
from notifications.mailbox import read_texts
from rules.contacts import NotDisputed
from rules.duties import Duty
from rules.succession import Departure
from simulation.stage import acting
from tests.builders import HEAD, MANAGER, OTHER_MANAGER, SILENT, ACase
from tests.casework.table.test_contacts import call, colleagues_case
from tests.conftest import At
from tests.database import past_the_rights
from tests.portal.acts import fields_of
from tests.portal.conftest import Browser, SignIn
from tests.portal.members import HEALTH, Guest, link_of

NOT_MINE = "/other/number"


@pytest.fixture
def prepared(browser: Browser, a_case: At) -> ACase:
    """The browser comes first: it begins with an empty database."""
    return a_case("prepared")


@pytest.fixture
def guest(prepared: ACase, browser: Browser, demo: Settings) -> Guest:
    guest = Guest(browser, demo, link_of(HEALTH, "declare"))
    guest.get("?lang=en")
    return guest


def disputes() -> list[DisputedNumber]:
    with unit_of_work() as work:
        return list(work.session.scalars(select(DisputedNumber).order_by(DisputedNumber.said_at)))


def living_link(member_id: UUID) -> MemberLink:
    with unit_of_work() as work:
        of_theirs = select(MemberLink).where(MemberLink.member_id == member_id)
        return work.session.scalars(of_theirs.where(MemberLink.revoked_at.is_(None))).one()


def contact_of(case: ACase) -> str:
    return f"/cases/{case.row().number}/members/{case.seat(HEALTH)}/contact"


@pytest.mark.article("6(1.1)")
def test_no_code_goes_to_a_number_that_is_not_theirs(guest: Guest, demo: Settings) -> None:
    before = len(read_texts(demo.state_dir))
    guest.post(NOT_MINE)
    door = guest.get().text
    assert "you told us that the number that ends in" in door
    assert "Send the code" not in door
    assert "This is not my number" not in door
    for path in ("/code", "/declare"):
        guest.get()
        answer = guest.post(path, {"declares": "yes", "confidential": "yes"})
        assert answer.status_code in {409, 422}
    assert len(read_texts(demo.state_dir)) == before, "not by whatever page it is asked for"
    assert "Send a new code" not in guest.get("/code").text
    link = living_link(disputes()[0].member_id)
    with unit_of_work() as work, pytest.raises(codes.NumberDisputed):
        codes.issue(work, link.id)


@pytest.mark.article("6(1.1)")
def test_what_is_mailed_to_them_promises_no_code_by_sms(guest: Guest, prepared: ACase) -> None:
    link = living_link(prepared.seat(HEALTH))
    assert "SMS" in mailed(link.id)
    guest.post(NOT_MINE)
    assert "SMS" not in mailed(link.id)
    assert "lexon" in mailed(link.id), "a code that the case manager reads out"


def mailed(link_id: UUID) -> str:
    """The mail behind which a link lies, as it would leave now."""
    with unit_of_work() as work:
        row = work.session.scalars(select(Message).where(Message.link_id == link_id)).first()
        assert row is not None
        found = posting.prepare(work, row)
    assert isinstance(found, Envelope)
    body = email.message_from_bytes(found.content, policy=default).get_body(("plain",))
    assert body is not None
    return str(body.get_content())


@pytest.mark.article("6(1.1)")
def test_it_is_a_duty_until_another_number_is_in_force(
    prepared: ACase, guest: Guest, sign_in: SignIn
) -> None:
    guest.post(NOT_MINE)
    assert Duty.CORRECT_CONTACT in prepared.duties()
    manager = sign_in(MANAGER)
    assert "Correct the contact of 1 member" in manager.get("/?lang=en").text
    overview = manager.get(f"/cases/{prepared.row().number}/reports").text
    assert "that the number is not theirs; no code is sent to it" in overview
    assert "refused" not in overview
    page = manager.get(contact_of(prepared)).text
    assert "The number on record is not theirs, they say" in page
    answer = manager.post(contact_of(prepared), _form(page) | {"phone": "+383 44 999 111"})
    assert answer.status_code == 303
    assert Duty.CORRECT_CONTACT not in prepared.duties(), "it waits for the head"
    with unit_of_work() as work:
        change = work.session.scalars(select(ContactChange)).one()
        assert contact_codes.channels(work, change) == [], "no code to who is not it: a call"
    call(change.id)
    assert [each.ended_as for each in disputes()] == ["changed"]
    assert Duty.CORRECT_CONTACT not in prepared.duties()
    guest.home = f"/l/{living_link(prepared.seat(HEALTH)).token}"
    assert "SMS to the number that ends in 11" in guest.get("?lang=en").text


def _form(page: str) -> dict[str, str]:
    return {name: values[0] for name, values in fields_of(page).items() if name != "basis"}


@pytest.mark.article("6(1.1)")
def test_an_officer_who_asked_says_that_it_is_right(
    prepared: ACase, guest: Guest, sign_in: SignIn
) -> None:
    guest.post(NOT_MINE)
    manager = sign_in(MANAGER)
    manager.get(contact_of(prepared) + "?lang=en")
    empty = manager.post(contact_of(prepared) + "/number", {"basis": " "})
    assert empty.status_code == 422
    assert "Write from whom you know it." in empty.text
    said = {"basis": "Drejtoresha Arta Hoxha, me telefon."}
    assert manager.post(contact_of(prepared) + "/number", said).status_code == 303
    (row,) = disputes()
    assert (row.ended_as, row.decided_by_id) == ("right", prepared.account(MANAGER).id)
    assert Duty.CORRECT_CONTACT not in prepared.duties()
    assert "Arta Hoxha" in manager.get(contact_of(prepared)).text, "who said so stands there"
    assert manager.post(contact_of(prepared) + "/number", said).status_code == 409
    manager.client.cookies.clear()
    assert "Send the code" in guest.get().text or "Read the text" in guest.get().text
    assert "you told us" not in guest.get().text
    guest.get(NOT_MINE)
    assert guest.post(NOT_MINE).status_code == 303, "and is said again, on the same day"
    assert [each.ended_as for each in disputes()] == ["right", None]


@pytest.mark.article("6(1.1)")
def test_whoever_pressed_it_by_mistake_takes_it_back_once_a_code_has_let_them_in(
    prepared: ACase, guest: Guest
) -> None:
    """That telephone and a forwarded mail are what a stranger has: 18(1)."""
    guest.enter()
    guest.post(NOT_MINE)
    client = guest.browser.client
    inside, client.cookies = client.cookies, httpx.Cookies()
    outside = guest.get("?lang=en").text
    assert "It is my number after all" not in outside
    assert "say so once you are in, or tell the centre" in outside
    assert guest.post("/own-number").status_code == 401
    assert [each.ended_as for each in disputes()] == [None]
    client.cookies = inside
    guest.get("/declare")
    assert guest.post("/own-number").status_code == 303
    assert [each.ended_as for each in disputes()] == ["taken_back"]
    assert Duty.CORRECT_CONTACT not in prepared.duties()
    again = guest.post("/own-number")
    assert again.status_code == 409
    assert "Nobody says any more" in again.text
    assert guest.enter().status_code == 200


def test_nobody_elses_officer_ends_it_and_an_end_stays(
    prepared: ACase, guest: Guest, sign_in: SignIn
) -> None:
    guest.post(NOT_MINE)
    said = {"basis": "Askush."}
    for stranger, status in ((OTHER_MANAGER, 404), (HEAD, 404)):
        officer = sign_in(stranger)
        officer.get("/")
        assert officer.post(contact_of(prepared) + "/number", said).status_code == status
    assert [each.ended_as for each in disputes()] == [None]
    with acting(MANAGER) as work:
        disputed_numbers.confirm_right(work, prepared.case, prepared.seat(HEALTH), "Arta")
    with acting(MANAGER) as work, pytest.raises(NotDisputed):
        disputed_numbers.confirm_right(work, prepared.case, prepared.seat(HEALTH), "Arta")
    with past_the_rights() as work, pytest.raises(IntegrityError, match="dispute_is_ended"):
        work.session.execute(text("UPDATE disputed_number SET ended_at = NULL, ended_as = NULL"))


@pytest.mark.article("6(1.1)")
def test_a_new_address_alone_leaves_the_number_in_doubt(prepared: ACase, guest: Guest) -> None:
    guest.post(NOT_MINE)
    with acting(MANAGER) as work:
        seat = contacts.member_of(work, prepared.case, prepared.seat(HEALTH))
        person = seat.professional
        superior = (person.superior_name or "", person.superior_email or "")
        wanted = Contact("v.mehmeti@komuna.example", person.phone or "", *superior)
        contacts.change(work, prepared.case, seat.id, wanted, "Nga komuna.")
    with unit_of_work() as work:
        change = work.session.scalars(select(ContactChange.id)).one()
    call(change)
    assert [each.ended_as for each in disputes()] == [None]
    assert Duty.CORRECT_CONTACT in prepared.duties()


@pytest.mark.article("6(1.1)")
def test_it_is_said_again_as_long_as_the_link_leads_in(prepared: ACase, guest: Guest) -> None:
    """Also by who has declared a conflict since: their link leads to withdrawing it."""
    guest.enter()
    guest.post(NOT_MINE)
    seat = prepared.seat(HEALTH)
    prepared.declare(seat, conflict=True)
    assert Duty.CORRECT_CONTACT in prepared.duties()
    guest.home = f"/l/{living_link(seat).token}"
    guest.get(NOT_MINE)
    assert guest.post(NOT_MINE).status_code == 409
    assert guest.post("/own-number").status_code == 303
    assert Duty.CORRECT_CONTACT not in prepared.duties()


@pytest.mark.article("6(1.1)")
def test_said_again_on_the_same_day_it_is_told_again(prepared: ACase, guest: Guest) -> None:
    guest.enter()
    for _ in range(2):
        guest.get(NOT_MINE)
        assert guest.post(NOT_MINE).status_code == 303
        assert guest.post("/own-number").status_code == 303
    assert len(prepared.messages("members/obstacle")) == 2


@pytest.mark.article("6(1.1)", "18(1)")
def test_whoever_says_a_code_is_not_sent_to_that_telephone(
    prepared: ACase, guest: Guest, sign_in: SignIn
) -> None:
    guest.post(NOT_MINE)
    address = f"/codes/{prepared.case}/{prepared.seat(HEALTH)}"
    page = sign_in(MANAGER).get(address).text
    assert "Whoever has that telephone would hear the code" in page
    assert "on the number on record" not in page


@pytest.mark.article("6(1.1)", "18(1)")
@pytest.mark.parametrize("ended", ["right", "taken_back"])
def test_at_another_table_no_code_goes_there_either_and_it_is_a_duty_there_too(
    prepared: ACase, browser: Browser, demo: Settings, sign_in: SignIn, ended: str
) -> None:
    """A stranger has that telephone; whoever convenes one of the tables may end it for all."""
    other, seat = colleagues_case(prepared)
    here = Guest(browser, demo, link_of(SILENT, "declare"))
    seats = {prepared.seat(SILENT), seat}
    with unit_of_work() as work:
        declares = select(MemberLink).where(MemberLink.purpose == LinkPurpose.DECLARE)
        links = work.session.scalars(declares.where(MemberLink.member_id.in_(seats)))
        homes = {f"/l/{link.token}": link.member_id for link in links}
        number = work.session.get_one(Case, other if homes[here.home] != seat else prepared.case)
    (elsewhere,) = set(homes) - {here.home}
    here.enter()
    inside = dict(browser.client.cookies)
    assert here.post(NOT_MINE).status_code == 303
    browser.client.cookies.clear()
    assert "you told us" in here.get("?lang=en").text
    texts = len(read_texts(demo.state_dir))
    there = Guest(browser, demo, elsewhere)
    assert "you told us" in there.get("?lang=en").text
    assert there.post("/code").status_code == 409
    assert len(read_texts(demo.state_dir)) == texts
    prepared.stage.settle()
    assert owing(prepared.case, other) == {prepared.case, other}
    address = f"/cases/{number.number}/members/{homes[elsewhere]}/contact"
    manager = sign_in(OTHER_MANAGER if number.id == other else MANAGER)
    page = manager.get(f"{address}?lang=en").text
    assert "behind their link to another table. No code is sent to it, whatever" in page
    if ended == "right":
        answer = manager.post(f"{address}/number", {"basis": "Drejtoresha, me telefon."})
    else:
        manager.client.cookies.clear()
        browser.client.cookies.update(inside)
        there.get("/declare")
        answer = there.post("/own-number")
    assert answer.status_code == 303
    prepared.stage.settle()
    assert owing(prepared.case, other) == set()
    browser.client.cookies.clear()
    assert "you told us" not in here.get("?lang=en").text


def owing(*cases: UUID) -> set[UUID]:
    """Whose list names it, as the lives were looked at last."""
    with unit_of_work() as work:
        query = select(DutyRow.life_id).where(DutyRow.duty == Duty.CORRECT_CONTACT)
        return set(work.session.scalars(query.where(DutyRow.life_id.in_(cases))))


@pytest.mark.article("6(1.1)", "8(6)")
def test_of_who_has_left_the_table_nobody_corrects_a_number(
    prepared: ACase, guest: Guest, sign_in: SignIn
) -> None:
    guest.post(NOT_MINE)
    seat = prepared.seat(HEALTH)
    end = succession.End(Departure.END_OF_OFFICE, "U transferua.")
    with acting(MANAGER) as work:
        succession.release(work, prepared.case, seat, end)
    assert Duty.CORRECT_CONTACT not in prepared.duties()
    page = sign_in(MANAGER).get(f"/codes/{prepared.case}/{seat}?lang=en").text
    assert "a code would open nothing" in page
    assert "Make a code" not in page


@pytest.mark.article("18(1)")
def test_a_code_that_is_said_confirms_the_word_that_waits_and_the_officer_is_told_so(
    prepared: ACase, guest: Guest, sign_in: SignIn
) -> None:
    address = f"/codes/{prepared.case}/{prepared.seat(HEALTH)}?lang=en"
    assert "they press its button first" in sign_in(MANAGER).get(address).text
    guest.get("/declare")
    guest.ask("/declare", {"declares": "yes", "confidential": "yes", "conflict": "no"})
    assert "wait for a code: the one that you make confirms that" in (
        sign_in(MANAGER).get(address).text
    )
