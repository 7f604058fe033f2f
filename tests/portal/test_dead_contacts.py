"""A mail that came back: who it was is named wherever the contact is owed, and what it was for."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from casework.table import undelivered
from casework.table.shut_out import seats
from identity import links
from models.case import Member
from models.life import Life
from models.outbox import Message, MessageStatus
from models.people import LinkEnd, Professional
from models.session import unit_of_work
from notifications.channels.came_back import understood
from notifications.given_back import Became
from rules.duties import Duty
from tests.builders import MANAGER, SILENT, ACase
from tests.casework.case.test_superior import confirm
from tests.casework.table.test_contacts import ask
from tests.conftest import At
from tests.notifications.returned_mails import mail
from tests.notifications.rows import requests_have_left
from tests.portal.conftest import SignIn
from tests.portal.test_proof_of_notice import page_of, section
from workflow.duties import owes

NOWHERE = "Contacts that lead nowhere"


def came_back(message: Message, address: str = SILENT) -> Became:
    report = understood(mail("postfix_unknown", message.message_id, address))
    assert report is not None
    with unit_of_work() as work:
        return undelivered.take_in(work, report).became


def last_chance_came_back(case: ACase) -> Message:
    """It had left; what is owed no more of it is withdrawn, since it reached nobody."""
    confirm(case)
    requests_have_left()
    (sent,) = case.messages("reports/last_chance")
    assert came_back(sent) is Became.NOT_SENT
    case.stage.settle()
    (sent,) = case.messages("reports/last_chance")
    return sent


@pytest.mark.article("14(3.2)", "8(3)")
def test_a_last_chance_that_came_back_stands_as_given_back_and_reached_nobody(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("overdue")
    sent = last_chance_came_back(case)
    assert sent.status == MessageStatus.OBSOLETE
    manager = sign_in(MANAGER)
    proof = section(page_of(manager, case), case, SILENT)
    assert "accepted first, then given back" in proof
    assert "taken back before it left" not in proof
    found = re.search(r"(\d+) of (\d+) accepted", proof)
    assert found is not None
    assert int(found[1]) == int(found[2]) - 1, "what came back was not accepted"
    on_case = manager.get(f"/cases/{case.row().number}?lang=en").text
    assert f"{found[0]}<" in on_case
    reports = manager.get(f"/cases/{case.row().number}/reports?lang=en").text
    assert "reached nobody" in reports
    assert "the superior has not been told" in reports
    assert "you said that the superior is notified" not in reports


@pytest.mark.article("8(3)", "14(3.2)")
def test_whose_contact_is_owed_is_named_wherever_it_is_owed(a_case: At, sign_in: SignIn) -> None:
    case = a_case("overdue")
    last_chance_came_back(case)
    case.stage.move_to(case.clock.today() + timedelta(days=2))
    assert Duty.CORRECT_CONTACT in case.duties()
    manager, number, seat = sign_in(MANAGER), case.row().number, case.seat(SILENT)
    contact = f"/cases/{number}/members/{seat}/contact"
    with unit_of_work() as work:
        name = work.session.get_one(Professional, case.person(SILENT)).name
    assert name
    for page in (f"/cases/{number}/reports?lang=en", "/messages?lang=en"):
        shown = manager.get(page).text
        assert NOWHERE in shown, page
        assert contact in shown, page
        assert name in shown, page
    assert "Every message has arrived" not in manager.get("/messages?lang=en").text
    assert "This contact leads nowhere" in manager.get(f"{contact}?lang=en").text


@pytest.mark.article("8(3)", "18(1)")
def test_a_mail_of_no_table_that_came_back_is_owed_and_named_at_each_of_theirs(
    a_case: At, sign_in: SignIn
) -> None:
    """Also where nobody had a link of theirs to close, and where the contact is about to change."""
    case = a_case("overdue")
    ask(case.case, case.seat(SILENT), by=MANAGER, phone="+38344555666")
    (wish,) = case.messages("contacts/confirm")
    assert wish.life_id != case.case
    with unit_of_work() as work:
        for seat in seats(work, case.person(SILENT)):
            links.cut(work, seat.id, LinkEnd.CONTACT)
    requests_have_left()
    assert came_back(wish) is Became.NOT_SENT
    with unit_of_work() as work:
        theirs = select(Life).join(Member, Member.life_id == Life.id)
        theirs = theirs.where(
            Member.professional_id == case.person(SILENT), Life.ended_at.is_(None)
        )
        tables = work.session.scalars(theirs).all()
        assert len(tables) > 1
        for life in tables:
            assert owes(work, life.id, Duty.CORRECT_CONTACT), life.key
    shown = sign_in(MANAGER).get(f"/cases/{case.row().number}/reports?lang=en").text
    assert NOWHERE in shown
    listed = sign_in(MANAGER).get("/messages?lang=en").text
    assert listed.count("1 message was refused") >= len(tables)
