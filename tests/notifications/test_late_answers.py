"""A server that takes a mail and says so late: it leaves once, and holds up no other. 0173."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from models.outbox import MessageStatus
from models.session import unit_of_work
from notifications import answered, delivery
from notifications.channels import slow
from tests.notifications.mail_server import LATE, MailServer
from tests.notifications.rows import messages, only_message
from tests.notifications.table import Table
from tests.waiting import wait_until


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slow, "AT_HAND", 0.3)


def is_sent() -> bool:
    return {each.status for each in messages()} == {MessageStatus.SENT}


def test_what_is_taken_and_answered_late_leaves_once(table: Table, server: MailServer) -> None:
    table.queue()
    server.answers["DATA"].append(LATE)
    assert delivery.deliver(table.life) == delivery.Delivery(delayed=1)
    with unit_of_work(read_only=True) as work:
        now = work.session.scalars(select(func.clock_timestamp())).one()
    until = only_message().lease_until
    assert until is not None
    assert until > now + answered.AWAITED - timedelta(seconds=30)
    assert only_message().status == MessageStatus.SENDING
    assert delivery.deliver(table.life) == delivery.Delivery()  # nobody begins it meanwhile
    server.says.set()
    wait_until(is_sent)
    assert len(server.accepted) == only_message().attempts == 1


def test_others_leave_meanwhile(table: Table, server: MailServer) -> None:
    table.queue_many(4)
    server.answers["DATA"].append(LATE)
    assert delivery.deliver(table.life) == delivery.Delivery(sent=3, delayed=1)
    server.says.set()
    wait_until(is_sent)
    assert len(server.message_ids) == len(set(server.message_ids)) == 4


def test_a_connection_that_breaks_while_it_is_waited_on_has_it_tried_again(
    table: Table, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slow, "ANSWERED_WITHIN", 0.6)
    table.queue()
    server.answers["DATA"].append(LATE)
    delivery.deliver(table.life)
    wait_until(lambda: only_message().status == MessageStatus.QUEUED)
    assert only_message().reply == "no answer in time"


def test_no_more_are_waited_for_than_a_few(
    table: Table, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As before: what is over is put off, and the life's others with it."""
    monkeypatch.setattr(slow, "MOST", 1)
    table.queue_many(3)
    server.answers["DATA"].extend([LATE] * 3)
    assert delivery.deliver(table.life) == delivery.Delivery(delayed=2)
    assert len(server.accepted) == 2
    server.says.set()
    wait_until(lambda: MessageStatus.SENDING not in {each.status for each in messages()})


def test_who_stops_does_not_wait_for_it(
    table: Table, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "STOP_WITHIN", 0.2)
    table.queue()
    server.answers["DATA"].append(LATE)
    delivery.deliver(table.life)
    delivery.stop()
    wait_until(lambda: only_message().status == MessageStatus.QUEUED)
    assert only_message().reply == "stopped"
