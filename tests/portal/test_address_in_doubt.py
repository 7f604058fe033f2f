"""An address of which its reader says that it is not theirs: who ends it, and by what: 0176."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from casework.table import contacts, disowned_addresses
from casework.table.contacts import Contact
from core.settings import Settings
from models.contacts import ContactChange
from models.outbox import Message
from models.people import OneTimeCode
from models.session import unit_of_work
from notifications import posting
from notifications.channels.sms import Sms
from rules.contacts import NotDisowned
from rules.duties import Duty
from simulation.stage import acting
from tests.builders import HEAD, MANAGER, OTHER_MANAGER, ACase
from tests.casework.table.test_contacts import call
from tests.database import past_the_rights
from tests.portal.conftest import Browser, SignIn
from tests.portal.members import HEALTH, Guest, newest_code
from tests.portal.test_disputed_numbers import contact_of
from tests.portal.test_not_me import NOT_ME, RIGHT, guest, links, prepared, said

__all__ = ["guest", "prepared"]


@pytest.mark.article("6(1.1)")
def test_another_number_alone_leaves_the_address_in_doubt_and_sends_nothing_there(
    prepared: ACase, guest: Guest
) -> None:
    guest.get(NOT_ME)
    guest.post(NOT_ME)
    with acting(MANAGER) as work:
        seat = contacts.member_of(work, prepared.case, prepared.seat(HEALTH))
        person = seat.professional
        superior = (person.superior_name or "", person.superior_email or "")
        wanted = Contact(person.email or "", "+38344999111", *superior)
        contacts.change(work, prepared.case, seat.id, wanted, "Nga komuna.")
    with unit_of_work() as work:
        change = work.session.scalars(select(ContactChange.id)).one()
    call(change)
    assert [each.ended_as for each in said()] == [None]
    assert links(prepared.person(HEALTH))[None] == 0
    assert Duty.CORRECT_CONTACT in prepared.duties()


def test_nobody_elses_officer_ends_it_and_an_end_stays(
    prepared: ACase, guest: Guest, sign_in: SignIn
) -> None:
    guest.get(NOT_ME)
    guest.post(NOT_ME)
    for stranger, status in ((OTHER_MANAGER, 404), (HEAD, 404)):
        officer = sign_in(stranger)
        officer.get("/")
        assert officer.post(contact_of(prepared) + "/address", RIGHT).status_code == status
    assert [each.ended_as for each in said()] == [None]
    with acting(MANAGER) as work:
        disowned_addresses.confirm_right(work, prepared.case, prepared.seat(HEALTH), "Arta")
    with acting(MANAGER) as work, pytest.raises(NotDisowned):
        disowned_addresses.confirm_right(work, prepared.case, prepared.seat(HEALTH), "Arta")
    with past_the_rights() as work, pytest.raises(IntegrityError, match="disowning_is_ended"):
        work.session.execute(text("UPDATE disowned_address SET ended_at = NULL, ended_as = NULL"))


def change_page(case: ACase, *, email: str = "", phone: str = "") -> str:
    """Another contact is asked for; the page on which it is confirmed by a code."""
    with acting(MANAGER) as work:
        seat = contacts.member_of(work, case.case, case.seat(HEALTH))
        person = seat.professional
        superior = (person.superior_name or "", person.superior_email or "")
        wanted = Contact(email or person.email or "", phone or person.phone or "", *superior)
        contacts.change(work, case.case, seat.id, wanted, "Nga komuna.")
    with unit_of_work() as work:
        return f"/k/{work.session.scalars(select(ContactChange)).one().token}"


def confirm_there(browser: Browser, home: str, channel: str, code: Callable[[], str]) -> str:
    browser.get(f"{home}?lang=en")
    answer = browser.post(f"{home}/code", {"channel": channel})
    assert answer.status_code in {303, 503}, "also where the mail server is away, as in tests"
    browser.get(home)
    typed = {"code": code()}
    shown = re.search(r'name="shown" value="(\w+)"', browser.post(f"{home}/read", typed).text)
    assert shown is not None
    return browser.post(f"{home}/confirm", typed | {"shown": shown[1]}).text


@pytest.mark.article("6(1.1)", "18(1)")
def test_a_code_to_the_number_on_record_confirms_the_right_address_and_ends_it(
    prepared: ACase, guest: Guest, demo: Settings
) -> None:
    """In the portal's own role, behind the link of the change and no other."""
    guest.get(NOT_ME)
    guest.post(NOT_ME)
    home = change_page(prepared, email="v.mehmeti@komuna.example")
    done = confirm_there(guest.browser, home, "sms", lambda: newest_code(demo))
    assert "Your new contact is in force" in done
    assert [each.ended_as for each in said()] == ["changed"]


@pytest.mark.article("6(1.1)", "18(1)")
def test_no_mailbox_is_link_and_code_and_the_former_number_hears_of_it(
    prepared: ACase, guest: Guest
) -> None:
    """Who reads it, and has an officer ask for another number, does not become the member."""
    home = change_page(prepared, phone="+38344999111")
    page = guest.browser.get(f"{home}?lang=en").text
    assert "By SMS to the number" in page
    assert "By mail" not in page
    assert guest.browser.post(f"{home}/code", {"channel": "mail"}).status_code == 409
    with unit_of_work() as work:
        assert work.session.scalars(select(OneTimeCode)).all() == []
        change = work.session.scalars(select(ContactChange)).one()
        former = change.old_phone
    call(change.id)
    with unit_of_work() as work:
        query = select(Message).where(Message.template == "contacts/changed_by_sms")
        text = posting.prepare(work, work.session.scalars(query).one())
    assert isinstance(text, Sms)
    assert text.to == former
    assert "R-26" not in text.words


@pytest.mark.article("6(1.1)", "18(1)")
def test_whoever_reads_at_the_address_in_doubt_gets_no_page_to_end_its_correction(
    prepared: ACase, guest: Guest
) -> None:
    guest.get(NOT_ME)
    guest.post(NOT_ME)
    change_page(prepared, email="v.mehmeti@komuna.example")
    told = prepared.messages("contacts/confirm")
    assert [each.context["to"] for each in told] == ["new"]
