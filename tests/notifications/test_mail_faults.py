"""What each answer of a mail server means, and that TLS is never given up: the table of F5."""

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import trustme
from sqlalchemy import select

from core.clock import FrozenClock, SystemClock
from models.outbox import Message
from models.session import unit_of_work
from notifications import delivery, outbox
from notifications.channels import mail_line, post
from tests.notifications.conftest import Lead
from tests.notifications.mail_server import MailServer, free_port, nobody, odd, running
from tests.notifications.table import Table

DELAYED, REFUSED = delivery.Delivery(delayed=1), delivery.Delivery(refused=1)


def state() -> tuple[str, str | None]:
    with unit_of_work() as work:
        message = work.session.scalars(select(Message)).one()
        return message.status, message.reply


@pytest.mark.parametrize(
    ("command", "answer", "after"),
    [
        ("MAIL", "451 4.3.0 Try later", ("queued", "451 4.3.0 later", "temporary")),
        ("MAIL", "550 5.7.1 Not from you", ("queued", "550 5.7.1 sender", "server")),
        ("MAIL", "553 5.1.8 No such domain", ("queued", "553 5.1.8 sender", "server")),
        ("RCPT", "421 4.3.2 Shutting down", ("queued", "421 4.3.2 later", "temporary")),
        ("RCPT", "450 4.2.0 Greylisted", ("queued", "450 4.2.0 later", "temporary")),
        ("RCPT", "452 4.2.2 Mailbox full", ("queued", "452 4.2.2 later", "temporary")),
        ("RCPT", "450 4.1.1 Not known yet", ("queued", "450 4.1.1 later", "temporary")),
        ("RCPT", "550 5.1.1 No such user", ("failed", "550 5.1.1 address", "address")),
        ("RCPT", "550-5.1.1 No such\r\n550 5.1.1 user", ("failed", "550 5.1.1 address", "address")),
        ("RCPT", "556 5.1.10 Takes no mail", ("failed", "556 5.1.10 address", "address")),
        ("RCPT", "550 No such user", ("failed", "550 address", "address")),
        ("RCPT", "551 User not local", ("failed", "551 address", "address")),
        ("RCPT", "553 Not allowed", ("failed", "553 address", "address")),
        ("RCPT", "550 5.7.1 Blocked", ("queued", "550 5.7.1 recipient", "server")),
        ("RCPT", "550 5.1.7 Bad sender", ("queued", "550 5.1.7 recipient", "server")),
        ("RCPT", "550 5.2.1 Mailbox disabled", ("queued", "550 5.2.1 recipient", "server")),
        ("RCPT", "552 5.2.2 Over quota", ("queued", "552 5.2.2 recipient", "server")),
        ("RCPT", "550 4.1.1 Says two things", ("failed", "550 address", "address")),
        ("RCPT", "554 Transaction failed", ("queued", "554 recipient", "server")),
        ("RCPT", "500 Error", ("queued", "500 recipient", "server")),
        ("DATA", "421 4.3.2 Shutting down", ("queued", "421 4.3.2 later", "temporary")),
        ("DATA", "451 4.3.0 Try later", ("queued", "451 4.3.0 later", "temporary")),
        ("DATA", "552 5.3.4 Too big", ("queued", "552 5.3.4 content", "server")),
        ("DATA", "554 5.7.1 No", ("queued", "554 5.7.1 content", "server")),
        ("DATA", "550 5.1.1 No such user", ("failed", "550 5.1.1 address", "address")),
        ("DATA", "550 No", ("queued", "550 content", "server")),
        ("DATA", "drop", ("queued", "connection lost", "unanswered")),
    ],
)
def test_each_answer_has_its_consequence(
    table: Table, server: MailServer, command: str, answer: str, after: tuple[str, str, str]
) -> None:
    """Only what is about the address is about the address; nothing of an answer's text is kept."""
    server.answers[command].append(answer)
    table.queue()
    assert delivery.deliver(table.life) == (REFUSED if after[0] == "failed" else DELAYED)
    assert state() == after[:2]
    with unit_of_work() as work:
        assert work.session.scalars(select(Message.cause)).one() == after[2]
    assert server.accepted == []


def test_what_was_delayed_leaves_once_later(
    table: Table, server: MailServer, clock: FrozenClock
) -> None:
    server.answers["RCPT"] += ["450 4.2.0 Greylisted", "421 4.3.2 Busy"]
    server.answers["DATA"].append("drop")
    table.queue()
    for _ in range(3):
        assert delivery.deliver(table.life) == DELAYED
        clock.moment += timedelta(days=1)
    assert delivery.deliver(table.life) == delivery.Delivery(sent=1)
    assert len(server.accepted) == 1


@pytest.mark.parametrize("back", [timedelta(hours=1), timedelta(days=1)])
def test_a_clock_that_is_set_back_repeats_nothing_and_loses_nothing(
    table: Table, server: MailServer, clock: FrozenClock, back: timedelta
) -> None:
    """What was put off waits for its moment; what is queued meanwhile leaves: F9."""
    table.queue()
    assert delivery.deliver(table.life).sent == 1
    server.answers["RCPT"].append("450 4.2.0 Greylisted")
    table.queue_many(1)
    assert delivery.deliver(table.life) == DELAYED
    clock.moment -= back
    assert delivery.deliver(table.life) == delivery.Delivery()
    table.queue_many(1)
    assert delivery.deliver(table.life) == delivery.Delivery(sent=1)
    clock.moment += back + timedelta(minutes=10)
    assert delivery.deliver(table.life) == delivery.Delivery(sent=1)
    assert len(server.message_ids) == len(set(server.message_ids)) == 3


@pytest.mark.parametrize(
    ("greeting", "reply"),
    [
        (None, "no answer in time"),
        (b"554 5.7.1 Go away\r\n", "554 greeting"),
        (b"421 4.3.2 Not now\r\n", "421 greeting"),
        (b"<html>hello</html>\r\n", "not a mail server"),
    ],
)
def test_a_server_that_is_none_is_waited_for(
    table: Table, lead_to: Lead, monkeypatch: pytest.MonkeyPatch, greeting: bytes, reply: str
) -> None:
    monkeypatch.setattr(mail_line, "PER_COMMAND", 0.5)
    with odd(greeting) as port:
        lead_to(port)
        table.queue()
        assert delivery.deliver(table.life) == DELAYED
    assert state() == ("queued", reply)


def test_a_server_that_is_down_is_waited_for(table: Table, lead_to: Lead) -> None:
    lead_to(free_port())
    table.queue()
    assert delivery.deliver(table.life) == DELAYED
    assert state() == ("queued", "connection refused")


def test_a_server_that_never_answers_data_is_left_in_time(
    table: Table, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(post, "SECONDS", 0.5)
    server.release.clear()
    table.queue()
    assert delivery.deliver(table.life) == DELAYED
    assert state() == ("queued", "no answer in time")


@pytest.fixture
def authority(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> trustme.CA:
    """The authority that this machine trusts."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    return authority


def context(authority: trustme.CA, name: str = "127.0.0.1", days: int = 30) -> ssl.SSLContext:
    end = SystemClock().now() + timedelta(days=days)
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(
        name, not_before=datetime(2020, 1, 1, tzinfo=UTC), not_after=end
    ).configure_cert(made)
    return made


def test_mail_goes_over_starttls(table: Table, lead_to: Lead, authority: trustme.CA) -> None:
    with running(context(authority), require_starttls=True) as server:
        lead_to(server.port, "starttls")
        table.queue()
        assert delivery.deliver(table.life) == delivery.Delivery(sent=1)
        assert len(server.accepted) == 1


def test_a_stripped_starttls_never_falls_back_to_clear_text(
    table: Table, lead_to: Lead, authority: trustme.CA
) -> None:
    with running() as server:
        lead_to(server.port, "starttls")
        table.queue()
        assert delivery.deliver(table.life) == DELAYED
        assert state() == ("queued", "TLS or sign-in not offered")
        assert (server.senders, server.accepted) == ([], [])


@pytest.mark.parametrize("fault", ["foreign", "expired", "other name"])
def test_a_bad_certificate_never_falls_back_to_clear_text(
    table: Table, lead_to: Lead, authority: trustme.CA, fault: str
) -> None:
    signer = trustme.CA() if fault == "foreign" else authority
    name = "mail.other.example" if fault == "other name" else "127.0.0.1"
    with running(context(signer, name, -1 if fault == "expired" else 30)) as server:
        lead_to(server.port, "starttls")
        table.queue()
        assert delivery.deliver(table.life) == DELAYED
        assert state() == ("queued", "no trusted TLS")
        assert (server.senders, server.accepted) == ([], [])


def test_a_refused_sign_in_is_nobodys_wrong_address(
    table: Table, lead_to: Lead, authority: trustme.CA
) -> None:
    with running(context(authority), authenticator=nobody, auth_required=True) as server:
        lead_to(server.port, "starttls", SMTP_USER="tryeza", SMTP_PASSWORD="wrong")
        table.queue_many(3)
        assert delivery.deliver(table.life) == DELAYED
        assert server.connections == 1
        with unit_of_work() as work:
            assert outbox.failed(work.session, table.life) == []
            replies = work.session.scalars(select(Message.reply)).all()
    assert set(replies) == {"535 sign-in"}
