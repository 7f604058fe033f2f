"""Queued once, delivered outside the transaction, nothing lost and nothing twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from bench.statements import counted
from core import crypto
from core.clock import FrozenClock
from core.ids import new_id
from models.outbox import RecipientKind
from models.people import MemberLink, Professional
from models.session import unit_of_work
from notifications import delivery, outbox
from notifications.channels import Reply, Verdict, post
from notifications.channels.mail import Envelope
from notifications.notices.base import Recipient
from tests.notifications.mail_server import MailServer
from tests.notifications.rows import messages, only_message, statements
from tests.notifications.table import Table, change, closed
from tests.waiting import wait_until


def test_a_notice_is_queued_once_whoever_calls(table: Table) -> None:
    table.queue()
    table.queue()
    assert only_message().status == "queued"


def test_a_rollback_takes_the_notice_along(table: Table) -> None:
    def fail() -> None:
        with unit_of_work() as work:
            outbox.queue(work, table.notice("reports/request"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert messages() == []


def test_parallel_callers_queue_one_row(table: Table) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: table.queue(), range(8)))
    assert len(messages()) == 1


def test_a_mail_is_delivered_with_what_the_server_said(table: Table, server: MailServer) -> None:
    notice = table.queue()
    assert outbox.pending(table.life)
    assert delivery.deliver(table.life) == delivery.Delivery(sent=1)
    message = only_message()
    assert (message.status, message.reply, message.attempts) == ("sent", "250 accepted", 1)
    assert message.accepted_at == message.queued_at
    assert not outbox.pending(table.life)
    ((to, mail),) = server.accepted
    assert to == "arta.bytyqi@qkmf.example"
    assert mail["Message-ID"] == outbox.message_id(notice.key) == message.message_id
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["From"] == '"QPS Ferizaj, Tryeza" <tryeza@qps-ferizaj.example>'
    body = mail.get_body(("plain",))
    assert body is not None
    assert f"https://tryeza.example/l/{table.token}" in body.get_content()


def test_many_mails_share_few_connections_also_those_of_the_next_delivery(
    table: Table, server: MailServer
) -> None:
    for _ in range(2):
        table.queue_many(7)
        assert delivery.deliver(table.life).sent == 7
    assert server.connections <= post.AT_ONCE
    assert len(set(server.message_ids)) == 14


def test_a_connection_that_the_server_ended_meanwhile_costs_nobody_a_try(
    table: Table, server: MailServer
) -> None:
    table.queue()
    assert delivery.deliver(table.life).sent == 1
    server.answers["MAIL"].append("421 4.4.2 Idle for too long")
    table.queue_many(2)
    assert delivery.deliver(table.life).sent == 2
    assert {each.attempts for each in messages()} == {1}


def test_what_finds_no_connection_free_is_let_go_before_its_lease_is_over(
    table: Table, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Others use them all; else somebody else would take it in hand, and send it too."""
    assert delivery.LEASE.total_seconds() > post.WAIT + post.SECONDS
    monkeypatch.setattr(post, "WAIT", 0.05)
    monkeypatch.setattr(post, "AT_ONCE", 0)
    lines = post.Lines()
    monkeypatch.setattr(post, "shared", lambda: lines)
    table.queue()
    (leased,) = delivery.take()
    assert isinstance(leased.content, Envelope)
    assert lines.send_one(leased.content) == Reply(Verdict.RELEASED, "no connection was free")
    assert server.accepted == []


def test_connections_that_nobody_uses_are_closed(
    table: Table, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = post.Lines(keep=0.05)
    monkeypatch.setattr(post, "shared", lambda: lines)
    table.queue()
    assert delivery.deliver(table.life).sent == 1
    wait_until(lambda: not lines.are_open)


def test_what_is_prepared_together_is_prepared_in_few_statements(
    table: Table, server: MailServer
) -> None:
    """Some eleven for as many mails as are sent at once, beside a look that finds nothing more."""
    table.queue_many(1)
    delivery.deliver(table.life)
    table.queue_many(4 * post.AT_ONCE)
    assert statements(lambda: delivery.deliver(table.life)) <= 4 * 11 + 1


def test_behind_the_last_mails_nobody_looks_again(table: Table, server: MailServer) -> None:
    table.queue_many(1)
    delivery.deliver(table.life)
    table.queue_many(2 * post.AT_ONCE)
    with counted() as seen:
        assert delivery.deliver(table.life).sent == 2 * post.AT_ONCE
    assert sum("SKIP LOCKED" in each for each in seen) == 1
    assert len(set(server.message_ids)) == 1 + 2 * post.AT_ONCE


def test_a_delivery_without_work_does_not_even_connect(table: Table, server: MailServer) -> None:
    assert delivery.deliver(table.life) == delivery.Delivery()
    assert server.connections == 0


def test_parallel_deliverers_send_each_mail_once(table: Table, server: MailServer) -> None:
    table.queue_many(24)
    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda _: delivery.deliver(table.life), range(4)))
    assert sum(delivery.sent for delivery in done) == 24
    assert len(server.message_ids) == len(set(server.message_ids)) == 24


def test_only_this_lifes_mails_are_delivered(table: Table, server: MailServer) -> None:
    table.queue()
    assert delivery.deliver(None) == delivery.Delivery()
    assert delivery.deliver(new_id()) == delivery.Delivery()
    assert only_message().status == "queued"


def test_greylisting_is_waited_out_by_the_clock_of_the_case(
    table: Table, server: MailServer, clock: FrozenClock
) -> None:
    server.answers["RCPT"].append("450 4.2.0 Greylisted")
    table.queue()
    assert delivery.deliver(table.life) == delivery.Delivery(delayed=1)
    assert not outbox.pending(table.life)
    with unit_of_work() as work:
        again = outbox.next_try(work.session, table.life)
    assert again is not None
    assert timedelta(minutes=5) <= again - clock.now() <= timedelta(minutes=6)
    clock.moment = again
    assert outbox.pending(table.life)
    assert delivery.deliver(table.life) == delivery.Delivery(sent=1)
    assert only_message().attempts == 2


def test_one_refused_address_does_not_hold_up_the_others(table: Table, server: MailServer) -> None:
    server.answers["RCPT"].append("550 5.1.1 No such user")
    table.queue_many(3)
    assert delivery.deliver(table.life) == delivery.Delivery(sent=2, refused=1)
    with unit_of_work() as work:
        (failed,) = outbox.failed(work.session, table.life)
        assert failed.reply == "550 5.1.1 address"


def test_a_corrected_contact_gets_what_was_refused(table: Table, server: MailServer) -> None:
    server.answers["RCPT"].append("550 5.1.1 No such user")
    table.queue()
    delivery.deliver(table.life)

    def correct(doctor: Professional) -> None:
        doctor.email = "a.bytyqi@qkmf.example"

    change(Professional, table.doctor, correct)
    with unit_of_work() as work:
        assert outbox.requeue(work, Recipient(RecipientKind.MEMBER, table.doctor)) == 1
    assert delivery.deliver(table.life).sent == 1
    assert [to for to, _ in server.accepted] == ["a.bytyqi@qkmf.example"]


@pytest.mark.parametrize(
    "address",
    [None, "", "nobody", "a@b", "a b@qkmf.example", "a@qkmf.example\r\nBcc: x@y.example",
     "a@qkmf.example, b@qkmf.example", "<a@qkmf.example>", "ä@qkmf.example"],
)  # fmt: skip
def test_an_unusable_address_is_a_contact_to_correct(
    table: Table, server: MailServer, address: str | None
) -> None:
    def take_as_it_is(doctor: Professional) -> None:  # from before there was a grammar
        place = f"professional.email.{doctor.id}"
        doctor.email_sealed = None if address is None else crypto.ring().seal(address, place)  # type: ignore[attr-defined]

    change(Professional, table.doctor, take_as_it_is)
    table.queue()
    assert delivery.deliver(table.life) == delivery.Delivery(refused=1)
    assert only_message().reply == "no usable address"
    assert server.connections == 0


def test_a_mail_whose_link_was_revoked_is_overtaken(
    table: Table, server: MailServer, clock: FrozenClock
) -> None:
    table.queue()
    change(MemberLink, table.link, closed(clock.now()))
    assert delivery.deliver(table.life) == delivery.Delivery()
    assert only_message().status == "obsolete"


def test_a_server_that_is_away_is_not_asked_for_every_mail(
    table: Table, server: MailServer
) -> None:
    table.queue_many(5)
    server.answers["RCPT"] += ["421 4.3.2 Too busy"] * 5
    assert delivery.deliver(table.life) == delivery.Delivery(delayed=2)
    assert server.connections == 2  # the second finds out that it was not that connection alone
    assert not outbox.pending(table.life)
