"""A message in hand: whoever dies, stops or is overtaken holding it."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from core.clock import FrozenClock
from core.ids import new_id
from models.outbox import Message
from models.session import unit_of_work
from notifications import leases, outbox
from notifications.channels import Reply, mail
from notifications.notices import ReportRequested
from tests.notifications.mail_server import MailServer
from tests.notifications.rows import end_lease, messages, only_message
from tests.notifications.table import Table, change


def test_waits_grow_and_end_at_a_day() -> None:
    waits = [leases.wait(attempt) for attempt in range(1, 40)]
    assert waits[0] < waits[2] < waits[4]
    assert max(waits) == timedelta(days=1)


def test_a_notice_withdrawn_while_in_hand_is_not_tried_again(
    table: Table, server: MailServer
) -> None:
    notice = table.queue()
    server.answers["DATA"].append("451 4.3.0 Later")
    server.release.clear()
    with ThreadPoolExecutor(1) as pool:
        delivery = pool.submit(outbox.deliver, table.life)
        assert server.data_in_hand.wait(10)
        with unit_of_work() as work:
            assert outbox.withdraw(work, ReportRequested.prefix(table.life)) == 1
        server.release.set()
        delivery.result(20)
    assert notice.key == only_message().key
    assert only_message().status == "obsolete"


def test_a_dead_workers_mail_is_sent_again_under_the_same_id(
    table: Table, server: MailServer
) -> None:
    table.queue()
    parcel = leases.take()
    assert parcel is not None
    assert outbox.deliver(table.life).sent == 0
    change(Message, parcel.message, end_lease)
    assert outbox.deliver(table.life).sent == 1
    assert server.message_ids == [only_message().message_id]


def test_a_late_answer_of_the_first_hand_does_not_undo_the_second(
    table: Table, server: MailServer
) -> None:
    table.queue()
    first = leases.take()
    assert first is not None
    change(Message, first.message, end_lease)
    outbox.deliver(table.life)
    leases.record(first, Reply("delayed", "no answer in time"))
    assert only_message().status == "sent"


def test_the_life_looks_again_when_a_lease_may_be_over(table: Table, clock: FrozenClock) -> None:
    table.queue()
    leases.take()
    with unit_of_work() as work:
        assert outbox.next_try(work.session, table.life) == clock.now() + leases.LEASE


def test_a_broken_row_does_not_hold_up_the_others(table: Table, server: MailServer) -> None:
    table.queue()
    broken = only_message().id
    change(Message, broken, lambda message: setattr(message, "context", {"due_on": "soon"}))
    table.queue(request_id=new_id())
    with pytest.raises(outbox.CannotCompose) as raised:
        outbox.deliver(table.life)
    assert str(raised.value) == str(broken)
    assert {message.status for message in messages()} == {"queued", "sent"}


def test_stopping_finishes_the_mail_in_hand_and_takes_no_other(
    table: Table, server: MailServer
) -> None:
    table.queue_many(3)
    server.release.clear()
    with ThreadPoolExecutor(1) as pool:
        delivery = pool.submit(outbox.deliver, table.life)
        assert server.data_in_hand.wait(10)
        outbox.stop()
        server.release.set()
        assert delivery.result(20).sent == 1
    assert sorted(message.status for message in messages()) == ["queued", "queued", "sent"]


def test_stopping_breaks_off_a_send_that_hangs(
    table: Table, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "STOP_WITHIN", 0.2)
    table.queue()
    server.release.clear()
    with ThreadPoolExecutor(1) as pool:
        delivery = pool.submit(outbox.deliver, table.life)
        assert server.data_in_hand.wait(10)
        outbox.stop()
        assert delivery.result(20) == outbox.Delivery(delayed=1)
    assert (only_message().status, only_message().reply) == ("queued", "stopped")


def test_who_goes_on_after_all_breaks_nothing_off(
    table: Table, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "STOP_WITHIN", 0.2)
    outbox.stop()
    outbox.resume()
    table.queue()
    server.release.clear()
    later = threading.Event()
    with ThreadPoolExecutor(1) as pool:
        delivery = pool.submit(outbox.deliver, table.life)
        assert server.data_in_hand.wait(10)
        loop = mail._loop()  # its timers run in order: the old one would have gone off before
        loop.call_soon_threadsafe(loop.call_later, 0.2, later.set)
        assert later.wait(10)
        server.release.set()
        assert delivery.result(20).sent == 1


def test_no_row_is_locked_while_the_server_thinks(table: Table, server: MailServer) -> None:
    table.queue()
    server.release.clear()
    watch = threading.Event()
    with ThreadPoolExecutor(1) as pool:
        delivery = pool.submit(outbox.deliver, table.life)
        assert server.data_in_hand.wait(10)
        with unit_of_work() as work:
            row = select(Message.status).with_for_update(nowait=True)
            assert work.session.scalars(row).all() == ["sending"]
            watch.set()
        server.release.set()
        assert delivery.result(20).sent == 1
    assert watch.is_set()
