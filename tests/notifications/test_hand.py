"""Many mails in hand at once: a few are under way, and the rest is let go where it cannot be begun
in time. Decision 0173."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from models.outbox import MessageStatus
from notifications import answered, delivery
from notifications.channels import Reply, Verdict, post
from tests.notifications.mail_server import MailServer
from tests.notifications.rows import messages
from tests.notifications.table import Table
from tests.waiting import quiet_seconds

MANY = delivery.HAND + 5


def well(table: Table, server: MailServer) -> None:
    """The server has just taken one; so many more wait."""
    table.queue()
    delivery.deliver(table.life)
    server.accepted.clear()
    table.queue_many(MANY)


def test_a_lease_outlives_the_last_that_may_be_begun_in_it() -> None:
    longest = delivery.BEGIN_WITHIN + post.WAIT + post.SECONDS
    assert delivery.BEGIN_WITHIN > 0
    assert longest <= delivery.LEASE.total_seconds()


def test_what_was_not_begun_in_time_is_let_go_and_leaves_once(
    table: Table, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    well(table, server)
    monkeypatch.setattr(delivery, "BEGIN_WITHIN", 0.0)
    assert delivery.deliver(table.life) == delivery.Delivery(sent=MANY)
    assert sorted(server.message_ids) == sorted(set(server.message_ids))
    assert len(server.accepted) == MANY
    assert {each.status for each in messages()} == {MessageStatus.SENT}


def test_no_more_are_begun_once_the_server_has_trouble(table: Table, server: MailServer) -> None:
    well(table, server)
    server.answers["RCPT"].extend(["250 OK"] * post.AT_ONCE + ["451 4.3.0 Later"] * MANY)
    done = delivery.deliver(table.life)
    tried = MANY + post.AT_ONCE - len(server.answers["RCPT"])
    assert (done.sent, done.delayed) == (post.AT_ONCE, MANY - post.AT_ONCE)
    assert tried == MANY  # each once, as if they had been taken one by one
    waits = [each for each in messages() if each.status == MessageStatus.QUEUED]
    assert {each.reply for each in waits} == {"451 4.3.0 later"}


def test_one_connection_that_is_dropped_holds_back_one_mail(
    table: Table, server: MailServer
) -> None:
    """The server took others at the same moment: it is not away."""
    well(table, server)
    server.answers["DATA"].extend(["250 OK"] * (post.AT_ONCE + 1) + ["drop"])
    assert delivery.deliver(table.life) == delivery.Delivery(sent=MANY - 1, delayed=1)
    (held,) = [each for each in messages() if each.status == MessageStatus.QUEUED]
    assert (held.attempts, held.reply) == (1, "connection lost")


def test_who_stops_begins_no_more_of_what_is_in_hand(table: Table, server: MailServer) -> None:
    well(table, server)
    server.release.clear()
    server.data_in_hand.clear()
    with ThreadPoolExecutor(1) as pool:
        under_way = pool.submit(delivery.deliver, table.life)
        assert server.data_in_hand.wait(quiet_seconds(10))
        delivery.stop()
        server.release.set()
        sent = under_way.result(20).sent
    assert 1 <= sent <= post.AT_ONCE
    assert len(server.accepted) == sent
    waits = [each for each in messages() if each.status == MessageStatus.QUEUED]
    assert len(waits) == MANY - sent
    assert not any(each.lease_until for each in waits)


def test_what_left_is_on_record_before_the_next_are_begun(
    table: Table, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed at any moment, no more leave twice than were under way."""
    well(table, server)
    recorded: list[int] = []
    before = answered.record

    def record(answers: Sequence[answered.Answer], *, was_lost: bool) -> frozenset[object]:
        assert len(server.accepted) - sum(recorded) <= post.AT_ONCE
        recorded.append(sum(reply.verdict == Verdict.ACCEPTED for _, reply in answers))
        return before(answers, was_lost=was_lost)

    monkeypatch.setattr(answered, "record", record)
    assert delivery.deliver(table.life).sent == MANY
    assert sum(recorded) == MANY
    assert Reply(Verdict.RELEASED, "not begun") == delivery.NOT_BEGUN
