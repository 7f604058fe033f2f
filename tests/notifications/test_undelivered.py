"""A mail that a server took and gave back: about its address it was not sent, else undelivered."""

from datetime import date, time, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from casework import messages
from casework.record.not_arrived import Sought
from casework.table import contact_change, contacts, undelivered
from casework.table.contacts import Asked, Contact
from identity import guests
from identity.access import NotThere
from identity.member_links import link_for
from models.case import Member
from models.outbox import Channel, MailCause, Message, MessageStatus
from models.people import LinkEnd, MemberLink, MemberSession, Professional
from models.session import unit_of_work
from notifications.channels.came_back import understood
from notifications.given_back import Became
from notifications.notices.base import Notice
from notifications.notices.contacts import MailCameBack
from rules.duties import Duty
from rules.hours import leaves_from
from simulation.stage import acting
from tests.builders import HEAD, MANAGER, ACase
from tests.conftest import At
from tests.notifications.mail_server import MailServer
from tests.notifications.returned_mails import NO_FAILURE, OTHERWISE, mail
from tests.notifications.rows import requests_have_left
from tests.portal.members import HEALTH
from workflow.duties import owes
from workflow.life import deliver


def invitation(case: ACase) -> Message:
    """To the doctor, as a server has taken it."""
    deliver(case.case)
    return of(case, "convening/invitation")


def of(case: ACase, template: str) -> Message:
    with unit_of_work() as work:
        query = select(Message).where(Message.recipient_id == case.person(HEALTH))
        rows = work.session.scalars(query.where(Message.template == template)).all()
    return max(rows, key=lambda row: (row.queued_at, row.accepted_at is not None))


def came_back(name: str, message: Message, address: str = HEALTH) -> Became:
    report = understood(mail(name, message.message_id, address))
    assert report is not None
    with unit_of_work() as work:
        return undelivered.take_in(work, report).became


def row(id: UUID) -> Message:
    with unit_of_work() as work:
        return work.session.get_one(Message, id)


def is_owed(case: ACase) -> bool:
    with unit_of_work() as work:
        return owes(work, case.case, Duty.CORRECT_CONTACT)


def links(sent: Message) -> list[MemberLink]:
    with unit_of_work() as work:
        query = select(MemberLink).join(Member, Member.id == MemberLink.member_id)
        query = query.where(Member.professional_id == sent.recipient_id)
        return list(work.session.scalars(query.order_by(MemberLink.created_at)))


def texts() -> list[Message]:
    with unit_of_work() as work:
        query = select(Message).where(Message.template == "contacts/came_back")
        return list(work.session.scalars(query))


def correct(case: ACase, email: str) -> Asked:
    with acting(MANAGER) as work:
        person = work.session.get_one(Professional, case.person(HEALTH))
        contact = Contact(
            email, person.phone or "", person.superior_name or "", person.superior_email or ""
        )
        return contacts.change(work, case.case, case.seat(HEALTH), contact, "Nga institucioni.")


@pytest.mark.article("8(3)")
@pytest.mark.parametrize("name", ["postfix_unknown", "exim_unknown", "gmail_unknown"])
def test_of_a_wrong_address_it_was_not_sent_and_nobody_comes_in_from_there(
    a_case: At, server: MailServer, name: str
) -> None:
    case = a_case("invited")
    sent = invitation(case)
    token = next(each.token for each in links(sent) if each.revoked_at is None) or ""
    with unit_of_work() as work:
        session = guests.begin(work, case.person(HEALTH))
    assert sent.status == MessageStatus.SENT
    assert not is_owed(case)

    assert came_back(name, sent) is Became.NOT_SENT
    now = row(sent.id)
    assert (now.status, now.cause, now.accepted_at) == (
        "failed",
        MailCause.ADDRESS,
        sent.accepted_at,
    )
    assert is_owed(case)
    assert {each.closed_by for each in links(sent)} == {LinkEnd.RETURNED}
    with unit_of_work() as work:
        assert work.session.scalars(
            select(MemberSession.ended_at).where(
                MemberSession.professional_id == case.person(HEALTH)
            )
        ).all() != [None]
        with pytest.raises(NotThere):
            link_for(work, token)
        with pytest.raises(NotThere):
            guests.guest(work, token, session)
    assert case.recorded("mail came back: not sent").detail["message"] == str(sent.id)
    assert texts() == []


@pytest.mark.article("8(3)")
def test_once_the_contact_is_corrected_and_confirmed_it_leaves_to_the_new_one(
    a_case: At, server: MailServer
) -> None:
    case = a_case("invited")
    sent = invitation(case)
    came_back("postfix_unknown", sent)
    server.accepted.clear()
    asked = correct(case, "arta.e.re@qkmf.example")
    if asked is Asked.WAITS_ALONE:
        with unit_of_work() as work:
            change = contact_change.open_change(work, sent.recipient_id)
            assert change is not None
        case.clock.moment += timedelta(minutes=5)
        with acting(HEAD) as work:
            contact_change.confirm_by_call(
                work, change.id, person="Ana", number="+38338200100", called_at=work.clock.now()
            )
    deliver(case.case)
    arrived = [message for to, message in server.accepted if to == "arta.e.re@qkmf.example"]
    assert sent.message_id in {str(message["Message-ID"]) for message in arrived}
    opened = {each.token for each in links(sent) if each.revoked_at is None}
    assert any(
        token in message.as_string().replace("=\n", "")
        for message in arrived
        for token in opened
        if token
    )
    assert not is_owed(case)
    assert {each.closed_by for each in links(sent)} == {None, LinkEnd.CONTACT}


@pytest.mark.article("8(3)")
def test_what_waits_meanwhile_is_kept_and_leaves_with_the_correction(
    a_case: At, server: MailServer
) -> None:
    """No link goes to an address that is none, nor is a mail lost for it."""
    case = a_case("invited")
    sent = invitation(case)
    came_back("postfix_unknown", sent)
    case.clock.moment += timedelta(hours=1)
    server.accepted.clear()
    with acting(MANAGER) as work:
        assert messages.send_again(work, Sought(message=sent.id)) == 1
    deliver(case.case)
    assert [to for to, _ in server.accepted if to == HEALTH] == []
    waits = of(case, "convening/invitation")
    assert (waits.id != sent.id, waits.status) == (True, MessageStatus.FAILED)
    assert correct(case, HEALTH) is Asked.SENT_AGAIN, "it is right, as somebody has asked"
    deliver(case.case)
    assert [to for to, _ in server.accepted if to == HEALTH] != []
    assert row(waits.id).status == MessageStatus.SENT
    assert not is_owed(case)
    assert any(each.revoked_at is None for each in links(sent))


@pytest.mark.article("8(3)")
@pytest.mark.parametrize(("name", "code"), OTHERWISE)
def test_returned_for_another_reason_it_was_sent_and_a_text_says_that_it_is_undelivered(
    a_case: At, server: MailServer, name: str, code: str
) -> None:
    case = a_case("invited")
    sent = invitation(case)
    assert came_back(name, sent) is Became.UNDELIVERED
    now = row(sent.id)
    assert (now.status, now.cause, now.reply) == ("sent", "returned", f"{code} returned")
    assert now.accepted_at == sent.accepted_at
    assert not is_owed(case)
    assert all(each.closed_by != LinkEnd.RETURNED for each in links(sent))
    (text,) = texts()
    assert (text.channel, text.recipient_id) == (Channel.SMS, case.person(HEALTH))
    assert came_back(name, of(case, "declarations/request")) is Became.UNDELIVERED
    assert len(texts()) == 1, "once a day, however many come back"


@pytest.mark.article("8(3)")
def test_sent_again_it_is_another_mail_and_the_first_counts_from_its_day(
    a_case: At, server: MailServer
) -> None:
    case = a_case("invited")
    sent = invitation(case)
    came_back("gmail_full", sent)
    case.clock.moment += timedelta(days=1)
    with acting(MANAGER) as work:
        assert messages.send_again(work, Sought(message=sent.id)) == 1
        assert messages.send_again(work, Sought(message=sent.id)) == 0
    server.accepted.clear()
    deliver(case.case)
    assert len([to for to, _ in server.accepted if to == HEALTH]) == 1
    first = row(sent.id)
    assert (first.status, first.cause, first.accepted_at) == ("sent", None, sent.accepted_at)


@pytest.mark.parametrize("name", NO_FAILURE)
def test_delays_and_answers_change_nothing(a_case: At, server: MailServer, name: str) -> None:
    case = a_case("invited")
    sent = invitation(case)
    assert understood(mail(name, sent.message_id, HEALTH)) is None


def test_at_night_a_text_waits_for_the_morning() -> None:
    """As whatever is ours: `rules/hours.py`."""
    assert MailCameBack.hours is Notice.hours
    assert leaves_from(MailCameBack.hours, date(2026, 11, 30), time(3), last=None) is not None


@pytest.mark.article("6(1.1)", "8(9)")
def test_a_mail_of_a_morning_that_came_back_is_to_be_seen_to_at_each_of_its_tables(
    a_case: At, server: MailServer
) -> None:
    """It is no table's own; whose links it carried are shut out at each, and that is owed there."""
    case = a_case("reports_asked")
    case.stage.move_to(case.meeting().day - timedelta(days=5), time(9, 0))
    morning = of(case, "reminders/owed")
    requests_have_left()
    assert morning.life_id is not None
    assert morning.life_id != case.case
    deliver(morning.life_id)
    assert not is_owed(case)
    assert came_back("postfix_unknown", row(morning.id)) is Became.NOT_SENT
    assert is_owed(case)
