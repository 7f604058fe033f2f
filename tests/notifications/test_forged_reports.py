"""What a report of a mail that came back may not do, whoever wrote it: decision 0170."""

from datetime import timedelta

from sqlalchemy import select

from casework.table import contact_change, contacts, undelivered
from casework.table.contacts import Contact
from models.outbox import Message
from models.people import LinkEnd, Professional
from models.session import unit_of_work
from notifications.channels.came_back import understood
from notifications.given_back import BELIEVED_FOR, Became
from simulation.stage import acting
from tests.builders import HEAD, MANAGER
from tests.conftest import At
from tests.notifications.mail_server import MailServer
from tests.notifications.returned_mails import mail
from tests.notifications.test_undelivered import came_back, invitation, links
from tests.portal.members import HEALTH
from workflow.life import deliver


def test_a_forged_report_moves_nothing_that_it_does_not_know(
    a_case: At, server: MailServer
) -> None:
    case = a_case("invited")
    sent = invitation(case)
    guessed = f"<{'0' * 32}@qps-ferizaj.example>"
    report = understood(mail("postfix_unknown", guessed, HEALTH))
    assert report is not None
    with unit_of_work() as work:
        assert undelivered.take_in(work, report).became is Became.NOTHING
    # of another's address the links stay, whoever holds the mail
    assert came_back("postfix_unknown", sent, "vjosa@elsewhere.example") is Became.UNDELIVERED
    assert all(each.closed_by != LinkEnd.RETURNED for each in links(sent))
    # said before
    assert came_back("postfix_unknown", sent) is Became.NOTHING


def test_a_report_that_comes_too_late_is_none(a_case: At, server: MailServer) -> None:
    case = a_case("invited")
    sent = invitation(case)
    case.clock.moment += BELIEVED_FOR + timedelta(seconds=1)
    assert came_back("postfix_unknown", sent) is Became.NOTHING


def test_a_report_on_the_former_address_says_nothing_of_the_new_one(
    a_case: At, server: MailServer
) -> None:
    case = a_case("invited")
    sent = invitation(case)
    with acting(HEAD) as work:
        person = work.session.get_one(Professional, case.person(HEALTH))
        contact = Contact(
            "arta.e.re@qkmf.example",
            person.phone or "",
            person.superior_name or "",
            person.superior_email or "",
        )
        contacts.change(work, case.case, case.seat(HEALTH), contact, "Vetë.")
    with unit_of_work() as work:
        change = contact_change.open_change(work, sent.recipient_id)
    if change is not None:
        case.clock.moment += timedelta(minutes=5)
        with acting(MANAGER) as work:
            contact_change.confirm_by_call(
                work, change.id, person="Ana", number="+38338200100", called_at=work.clock.now()
            )
    assert came_back("postfix_unknown", sent) is Became.NOTHING
    assert any(each.revoked_at is None for each in links(sent))


def test_a_server_that_knows_nobody_any_more_is_no_wrong_address(
    a_case: At, server: MailServer
) -> None:
    """And whoever holds the mails of an institution does not shut out all of its people."""
    case = a_case("invited")
    deliver(case.case)
    with unit_of_work() as work:
        query = select(Message).where(Message.template == "convening/invitation")
        found = list(work.session.scalars(query.where(Message.status == "sent")))
        addresses = {
            each.id: work.session.get_one(Professional, each.recipient_id).email or ""
            for each in found
        }
        for each in found:
            each.server = "one.example"
    became = [came_back("postfix_unknown", each, addresses[each.id]) for each in found]
    assert len(found) == 6
    assert became == [Became.NOT_SENT] * 2 + [Became.UNDELIVERED] * 4
