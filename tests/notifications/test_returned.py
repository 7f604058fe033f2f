"""Mail that came back is somebody's duty as soon as it is on record: Art. 8(3)."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from models.outbox import MailCause, Message, MessageStatus
from models.session import unit_of_work
from notifications import posting
from notifications.delivery import deliver_now
from rules.duties import Duty
from tests.builders import ACase
from tests.conftest import At
from tests.notifications.mail_server import MailServer
from tests.notifications.rows import requests_have_left
from tests.portal.members import HEALTH
from workflow.duties import owes
from workflow.life import deliver, look_again


def is_owed(case: ACase) -> bool:
    with unit_of_work() as work:
        return owes(work, case.case, Duty.CORRECT_CONTACT)


@pytest.mark.article("8(3)")
def test_an_address_that_does_not_work_is_owed_once_the_delivery_is_over(
    a_case: At, server: MailServer
) -> None:
    case = a_case("invited")
    server.answers["RCPT"].append("550 5.1.1 No such user")
    assert not is_owed(case)
    assert deliver(case.case).refused > 0
    assert is_owed(case)


@pytest.mark.article("8(3)")
@pytest.mark.parametrize(
    "answer", ["550 5.7.1 Not from you", "550 5.1.1 Nobody", "550 No", "500 ?"]
)
def test_a_server_that_refuses_everybody_has_nobody_correct_right_addresses(
    a_case: At, server: MailServer, answer: str
) -> None:
    case = a_case("invited")
    server.answers["RCPT"] += [answer] * 100
    assert deliver(case.case).sent == 0
    assert not is_owed(case)
    with unit_of_work() as work:
        causes = set(work.session.scalars(select(Message.cause).where(Message.cause.is_not(None))))
    assert causes == {MailCause.SERVER}


@pytest.mark.article("8(3)")
def test_a_server_that_was_well_a_moment_ago_and_refuses_everybody_is_no_wrong_address(
    a_case: At, server: MailServer
) -> None:
    """Without an enhanced code, and in three domains: the one server that we ask."""
    case = a_case("invited")
    with unit_of_work() as work:
        mails = select(Message.id).where(Message.channel == "mail", Message.status == "queued")
        invited = mails.where(Message.template == "convening/invitation")
        first = work.session.scalars(invited.where(Message.life_id == case.case)).first()
    assert first is not None
    assert deliver_now(first)
    case.clock.moment += timedelta(minutes=10)
    server.answers["RCPT"] += ["550 No"] * 100
    assert deliver(case.case).sent == 0
    assert not is_owed(case)


@pytest.mark.article("8(3)")
def test_an_address_beside_others_that_go_on_is_the_address(a_case: At, server: MailServer) -> None:
    """A try later than the hour in which nobody else was written to."""
    case = a_case("invited")
    server.answers["RCPT"] += ["550 No"] * 100
    deliver(case.case)
    assert not is_owed(case)
    case.clock.moment += timedelta(hours=2)
    server.answers["RCPT"].clear()
    server.answers["RCPT"].append("250 OK")
    server.answers["RCPT"] += ["550 No"] * 100
    assert deliver(case.case).sent == 1
    assert is_owed(case)


@pytest.mark.article("8(9)")
def test_after_an_outage_of_weeks_each_gets_the_last_reminder_alone(
    a_case: At, server: MailServer
) -> None:
    case = a_case("overdue")
    requests_have_left()
    owed = select(Message).where(Message.template == "reminders/owed")
    with unit_of_work() as work:
        lives = {each.life_id for each in work.session.scalars(owed) if each.life_id}
    server.answers["RCPT"] += ["450 4.2.1 Later"] * 1000
    for life in lives:
        deliver(life)
    server.answers["RCPT"].clear()
    case.clock.moment += timedelta(hours=5)
    for life in lives:
        deliver(life)
    with unit_of_work() as work:
        found = work.session.scalars(owed.order_by(Message.queued_at)).all()
    newest = {(each.recipient_id, each.life_id): each.id for each in found}
    assert len(newest) < len(found), "somebody was reminded more than once"
    assert {each.id for each in found if each.status == "sent"} == set(newest.values())
    assert {each.status for each in found} == {"sent", "obsolete"}


@pytest.mark.article("8(3)")
def test_what_came_back_holds_back_the_next_link_though_none_was_open_to_close(a_case: At) -> None:
    case = a_case("invited")
    (back, *_) = case.messages("declarations/request", case.person(HEALTH))
    (after, *_) = case.messages("convening/invitation", case.person(HEALTH))
    waits = {"status": MessageStatus.QUEUED, "accepted_at": None}
    gone = {"status": MessageStatus.FAILED, "cause": MailCause.ADDRESS}
    with unit_of_work() as work:
        rows = update(Message)
        work.session.execute(rows.where(Message.id == after.id).values(**waits))
        assert posting.prepare(work, work.session.get_one(Message, after.id)) is not None
        came_back = gone | {"accepted_at": back.queued_at}
        work.session.execute(rows.where(Message.id == back.id).values(**came_back))
        work.session.expire_all()
        with pytest.raises(posting.NoAddress):
            posting.prepare(work, work.session.get_one(Message, after.id))
        refused = gone | {"accepted_at": None}
        work.session.execute(rows.where(Message.id == back.id).values(**refused))
        work.session.expire_all()
        assert posting.prepare(work, work.session.get_one(Message, after.id)) is not None
    look_again(case.case)
