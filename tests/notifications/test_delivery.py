"""A message in hand: whoever dies, stops or is overtaken holding it."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from core.clock import FrozenClock
from core.ids import new_id
from models.outbox import Message
from models.session import unit_of_work
from notifications import answered, delivery, outbox
from notifications.channels import Reply, Verdict, post
from tests.notifications.mail_server import MailServer
from tests.notifications.rows import end_lease, messages, only_message, statements
from tests.notifications.table import Table, change
from tests.waiting import quiet_seconds


def test_waits_grow_and_end_at_some_hours() -> None:
    waits = [answered.wait(timedelta(minutes=10 * tried)) for tried in (0, 1, 3, 9, 50, 500)]
    assert waits[0] < timedelta(minutes=7) < waits[1] < waits[2] < waits[3] < waits[4]
    assert max(waits) <= answered.LONGEST_WAIT * 1.2


def test_a_dead_workers_mail_is_sent_again_under_the_same_id(
    table: Table, server: MailServer
) -> None:
    table.queue()
    (parcel,) = delivery.take()
    assert delivery.deliver(table.life).sent == 0
    change(Message, parcel.message, end_lease)
    assert delivery.deliver(table.life).sent == 1
    assert server.message_ids == [only_message().message_id]


def test_a_late_answer_of_the_first_hand_does_not_undo_the_second(
    table: Table, server: MailServer
) -> None:
    table.queue()
    (first,) = delivery.take()
    change(Message, first.message, end_lease)
    delivery.deliver(table.life)
    answered.record([(first, Reply(Verdict.DELAYED, "no answer in time"))])
    assert only_message().status == "sent"


def test_the_life_looks_again_when_a_lease_may_be_over(table: Table, clock: FrozenClock) -> None:
    table.queue()
    delivery.take()
    with unit_of_work() as work:
        assert outbox.next_try(work.session, table.life) == clock.now() + delivery.LEASE


def break_(message: UUID) -> None:
    """Nothing can be composed of this row."""
    change(Message, message, lambda row: setattr(row, "context", {"due_on": "soon"}))


def test_what_cannot_be_composed_is_set_aside_and_does_not_hold_up_the_others(
    table: Table, server: MailServer
) -> None:
    table.queue()
    broken = only_message().id
    break_(broken)
    table.queue(request_id=new_id())
    assert delivery.deliver(table.life) == delivery.Delivery(sent=1)
    with unit_of_work() as work:
        aside = work.session.get_one(Message, broken)
        assert aside.status == "set_aside"
        assert aside.reply is not None
        assert aside.reply.startswith("ValidationError")
        assert outbox.next_try(work.session, table.life) is None
    assert not outbox.pending(table.life)


def test_what_was_set_aside_is_not_looked_at_again(table: Table, server: MailServer) -> None:
    table.queue()
    delivery.deliver(table.life)  # the next one finds the server well
    table.queue_many(3)
    undisturbed = statements(lambda: delivery.deliver(table.life))
    table.queue_many(4)
    break_(next(message.id for message in messages() if message.status == "queued"))
    delivery.deliver(table.life)
    table.queue_many(3)
    assert statements(lambda: delivery.deliver(table.life)) == undisturbed


def test_what_was_set_aside_leaves_once_the_cause_is_gone(table: Table, server: MailServer) -> None:
    table.queue()
    (whole,) = [dict(message.context) for message in messages()]
    break_(only_message().id)
    delivery.deliver(table.life)
    change(Message, only_message().id, lambda row: setattr(row, "context", whole))
    with unit_of_work() as work:
        assert outbox.retry(work, [table.life]) == 1
    assert delivery.deliver(table.life) == delivery.Delivery(sent=1)
    with unit_of_work() as work:
        assert outbox.retry(work, [table.life]) == 0


def test_stopping_finishes_the_mail_in_hand_and_takes_no_other(
    table: Table, server: MailServer
) -> None:
    table.queue_many(3)
    server.release.clear()
    with ThreadPoolExecutor(1) as pool:
        under_way = pool.submit(delivery.deliver, table.life)
        assert server.data_in_hand.wait(quiet_seconds(10))
        delivery.stop()
        server.release.set()
        assert under_way.result(20).sent == 1
    assert sorted(message.status for message in messages()) == ["queued", "queued", "sent"]


def test_stopping_breaks_off_a_send_that_hangs(
    table: Table, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "STOP_WITHIN", 0.2)
    table.queue_many(2)
    server.release.clear()
    with ThreadPoolExecutor(1) as pool:
        under_way = pool.submit(delivery.deliver, table.life)
        assert server.data_in_hand.wait(quiet_seconds(10))
        delivery.stop()
        assert under_way.result(20) == delivery.Delivery(delayed=1)
    assert {message.status for message in messages()} == {"queued"}
    assert sorted(message.reply or "" for message in messages()) == ["", "stopped"]
    delivery.resume()
    server.release.set()
    assert delivery.deliver(table.life) == delivery.Delivery(sent=2)  # the next need not wait


def test_who_goes_on_after_all_breaks_nothing_off(
    table: Table, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "STOP_WITHIN", 0.2)
    delivery.stop()
    delivery.resume()
    table.queue()
    server.release.clear()
    later = threading.Event()
    with ThreadPoolExecutor(1) as pool:
        under_way = pool.submit(delivery.deliver, table.life)
        assert server.data_in_hand.wait(quiet_seconds(10))
        loop = post._loop()  # its timers run in order: the old one would have gone off before
        loop.call_soon_threadsafe(loop.call_later, 0.2, later.set)
        assert later.wait(quiet_seconds(10))
        server.release.set()
        assert under_way.result(20).sent == 1


def test_no_row_is_locked_while_the_server_thinks(table: Table, server: MailServer) -> None:
    table.queue()
    server.release.clear()
    watch = threading.Event()
    with ThreadPoolExecutor(1) as pool:
        under_way = pool.submit(delivery.deliver, table.life)
        assert server.data_in_hand.wait(quiet_seconds(10))
        with unit_of_work() as work:
            row = select(Message.status).with_for_update(nowait=True)
            assert work.session.scalars(row).all() == ["sending"]
            watch.set()
        server.release.set()
        assert under_way.result(20).sent == 1
    assert watch.is_set()
