"""An address on record whose mail came back: Art. 6(1.1), 18(1)."""

import pytest
from sqlalchemy import update

from casework.table import contact_codes, contacts
from models.outbox import Channel, Message
from models.session import unit_of_work
from tests.builders import MANAGER, SILENT
from tests.casework.conftest import At
from tests.casework.table.test_contacts import ask, call, letters, pending, ways


@pytest.mark.article("6(1.1)", "18(1)")
def test_an_address_whose_mail_came_back_confirms_nothing_and_is_not_written_to(
    a_case: At,
) -> None:
    case = a_case("invited")
    with unit_of_work() as work:
        theirs = update(Message).where(Message.recipient_id == case.person(SILENT))
        work.session.execute(theirs.values(status="failed"))
    new = "f.gashi@policia.example"
    asked = ask(case.case, case.seat(SILENT), by=MANAGER, email=new)
    assert asked is contacts.Asked.WAITS_ALONE
    assert ways() == [Channel.SMS]
    assert [to for to, _ in letters("contacts/confirm")] == [new]
    with unit_of_work() as work:  # a mail to the new one says nothing of the one on record
        work.session.execute(
            update(Message).where(Message.template == "contacts/confirm").values(status="failed")
        )
        rest = update(Message).where(Message.recipient_id == case.person(SILENT))
        rest = rest.where(Message.template != "contacts/confirm")
        work.session.execute(rest.values(status="sent"))
    with unit_of_work() as work:
        assert not contact_codes.leads_nowhere(work, case.person(SILENT))
    with unit_of_work() as work:
        work.session.execute(rest.values(status="failed"))
    call(pending().id)
    assert letters("contacts/changed") == []
