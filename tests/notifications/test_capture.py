"""The local mail server keeps what it accepts, whole, with its envelope."""

import asyncio
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import aiosmtplib
from aiosmtplib import SMTPException

from core.clock import FrozenClock
from notifications import delivery, mailbox, outbox
from tests.children import child
from tests.notifications.conftest import Lead
from tests.notifications.mail_server import free_port
from tests.notifications.table import Table
from tests.waiting import quiet_seconds, run

ROOT = Path(__file__).parents[2]


async def greeted(port: int) -> None:
    """Wait until the server says hello; it is a process of its own and takes its time."""
    async with asyncio.timeout(30):
        while True:
            try:
                async with aiosmtplib.SMTP(hostname="127.0.0.1", port=port, start_tls=False):
                    return
            except (SMTPException, OSError):  # not there yet, or there and not ready
                await asyncio.sleep(0.05)


@contextmanager
def capturing(folder: Path) -> Iterator[int]:
    port = free_port()
    command = [sys.executable, "-m", "deployments.smtp_capture", str(port), str(folder)]
    with child(command, cwd=ROOT) as process:
        run(greeted(port))
        yield port
        process.send_signal(signal.SIGTERM)
        assert process.wait(quiet_seconds(10)) == 0


def test_a_mail_can_be_read_back_as_it_was_sent(
    table: Table, lead_to: Lead, clock: FrozenClock, tmp_path: Path
) -> None:
    with capturing(tmp_path / mailbox.MAIL_FOLDER) as port:
        lead_to(port)
        notice = table.queue()
        clock.moment += timedelta(seconds=1)
        table.queue("reports/superior")
        assert delivery.deliver(table.life).sent == 2
    first, second = mailbox.read_mails(tmp_path)
    assert first.message_id == outbox.message_id(notice.key)
    assert first.sender == "tryeza@qps-ferizaj.example"
    assert first.recipients == ("arta.bytyqi@qkmf.example",)
    assert second.recipients == ("naser.gashi@qkmf.example",)
    assert "R-26-4071" in first.subject
    assert "Ferizaj" in first.text
    assert first.html.startswith("<!doctype html>")
    assert first.accepted_at <= second.accepted_at
    assert f"/l/{table.token}" in first.text


def test_files_are_whole_private_and_in_order(tmp_path: Path) -> None:
    for number in range(3):
        mailbox.store(
            tmp_path / "mails",
            "a@b.example",
            ["c@d.example"],
            f"Subject: {number}\r\n\r\n".encode(),
        )
    assert [mail.subject for mail in mailbox.read_mails(tmp_path)] == ["0", "1", "2"]
    assert (tmp_path / "mails").stat().st_mode & 0o077 == 0
    assert not [file for file in (tmp_path / "mails").iterdir() if file.stat().st_mode & 0o077]
    assert not [file for file in (tmp_path / "mails").iterdir() if file.name.startswith(".")]


def test_an_empty_mailbox_is_no_error(tmp_path: Path) -> None:
    assert mailbox.read_mails(tmp_path) == []
    assert mailbox.read_texts(tmp_path) == []


def test_an_envelope_cannot_forge_a_header(tmp_path: Path) -> None:
    mailbox.store(tmp_path / "mails", "a@b.example\r\nSubject: forged", ["c@d.example"], b"\r\n")
    (mail,) = mailbox.read_mails(tmp_path)
    assert mail.subject == ""
