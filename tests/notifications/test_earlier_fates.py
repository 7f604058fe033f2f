"""What became of a mail stays to be read when it leaves again: Art. 8(3), decision 0172."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from casework import messages
from casework.record.not_arrived import Sought
from models.life import Life
from models.outbox import MailCause, Message, MessageStatus
from models.session import unit_of_work
from notifications import accepted, again, outbox
from notifications.channels import Reply, Verdict
from notifications.given_back import Became
from notifications.notices.base import Recipient
from queries.earlier_tries import earlier, state_of
from rules.proof import NoticeState
from simulation.stage import acting
from tests.builders import ADMIN, MANAGER, SILENT
from tests.casework.case.test_superior import receive
from tests.conftest import At
from tests.notifications.mail_server import MailServer
from tests.notifications.test_undelivered import came_back, invitation, of, row
from workflow.life import look_again


def all_look_again() -> None:
    """An administrator sees nobody's seats: the other tables of whom it was for look later."""
    with unit_of_work() as work:
        tables = work.session.scalars(select(Life.id).where(Life.ended_at.is_(None))).all()
    for each in tables:
        look_again(each)


@pytest.mark.article("8(3)")
def test_what_became_of_it_stays_beside_it_when_it_leaves_again(
    a_case: At, server: MailServer
) -> None:
    """The first acceptance and what came back are facts: another sending takes neither away."""
    case = a_case("invited")
    sent = invitation(case)
    assert came_back("postfix_unknown", sent) is Became.NOT_SENT
    returned = row(sent.id)
    with unit_of_work() as work:
        assert outbox.requeue(work, Recipient(sent.recipient, sent.recipient_id)) >= 1
    anew = row(sent.id)
    assert (anew.status, anew.accepted_at, anew.reply) == (MessageStatus.QUEUED, None, None)
    (before,) = earlier(anew)
    assert before.state is NoticeState.BOUNCED
    assert before.accepted_at == sent.accepted_at
    assert (before.answered_at, before.reply) == (returned.answered_at, returned.reply)
    with unit_of_work() as work:
        accepted.mark(work, [sent.id], Reply(Verdict.ACCEPTED, "250 2.0.0"))
    assert row(sent.id).accepted_at is not None
    assert earlier(row(sent.id)) == [before]

    assert came_back("postfix_unknown", row(sent.id)) is Became.NOT_SENT
    with unit_of_work() as work:
        assert outbox.requeue(work, Recipient(sent.recipient, sent.recipient_id)) >= 1
    assert len(earlier(row(sent.id))) == 2, "each time, the first first"
    assert again.kept(row(sent.id))["context"] == sent.context, "and no other mail has it"
    all_look_again()


@pytest.mark.article("8(3)")
@pytest.mark.parametrize("who", [MANAGER, ADMIN])
def test_what_was_not_sent_stays_as_it_was_beside_the_mail_that_takes_its_place(
    a_case: At, server: MailServer, who: str
) -> None:
    case = a_case("invited")
    sent = invitation(case)
    assert came_back("postfix_unknown", sent) is Became.NOT_SENT
    returned = row(sent.id)
    case.clock.moment += timedelta(hours=1)
    with acting(who) as work:
        assert messages.send_again(work, Sought(message=sent.id)) == 1
    first, again_sent = row(sent.id), of(case, "convening/invitation")
    assert first.id != again_sent.id
    assert again_sent.status == MessageStatus.QUEUED
    kept = (first.accepted_at, first.answered_at, first.reply)
    assert kept == (returned.accepted_at, returned.answered_at, returned.reply)
    assert state_of(first, disowned=False) is NoticeState.BOUNCED
    with acting(who) as work:
        assert messages.send_again(work, Sought(message=sent.id)) == 0, "once"
    all_look_again()


@pytest.mark.article("8(3)")
def test_what_a_server_refused_stays_beside_it_when_somebody_sends_it_again(
    a_case: At, server: MailServer
) -> None:
    case = a_case("invited")
    sent = invitation(case)
    refused = {"status": MessageStatus.FAILED, "cause": MailCause.ADDRESS, "accepted_at": None}
    said = {"reply": "550 5.1.1", "answered_at": sent.queued_at}
    with unit_of_work() as work:
        rows = update(Message).where(Message.id == sent.id)
        work.session.execute(rows.values(**refused, **said))
    with acting(MANAGER) as work:
        assert messages.send_again(work, Sought(message=sent.id)) == 1
    now = row(sent.id)
    assert (now.status, now.reply) == (MessageStatus.QUEUED, None)
    (before,) = earlier(now)
    assert (before.reply, before.answered_at) == ("550 5.1.1", sent.queued_at)
    look_again(case.case)


@pytest.mark.article("8(9)")
@pytest.mark.parametrize("status", [MessageStatus.FAILED, MessageStatus.SENT])
def test_what_came_meanwhile_is_asked_for_by_nobodys_press(
    a_case: At, status: MessageStatus
) -> None:
    """It was sent by hand once more although the report had come."""
    case = a_case("overdue")
    (asked, *_) = case.messages("reports/request", case.person(SILENT))
    back = {"status": status, "cause": MailCause.ADDRESS, "accepted_at": asked.queued_at}
    with unit_of_work() as work:
        work.session.execute(update(Message).where(Message.id == asked.id).values(**back))
    receive(case)
    with acting(MANAGER) as work:
        assert messages.send_again(work, Sought(message=asked.id)) == 0
    after = row(asked.id)
    assert after.status in {MessageStatus.OBSOLETE, MessageStatus.SENT}
    assert len(case.messages("reports/request", case.person(SILENT))) == 1
    look_again(case.case)
