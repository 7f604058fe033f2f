"""The demo's mail server keeps what it accepts."""

import sys
import time
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import aiosmtplib
import pytest

from deployments.state import free_port
from notifications.mailbox import MAIL_FOLDER, read_mails
from tests.children import child
from tests.waiting import quiet_seconds, run


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    chosen = free_port(0, taken=set())
    command = [sys.executable, "-m", "deployments.smtp_capture", str(chosen)]
    with child([*command, str(tmp_path / MAIL_FOLDER)]) as server:
        yield chosen
        server.terminate()
        assert server.wait(quiet_seconds(20)) == 0


def send(port: int, **headers: str) -> None:
    mail = EmailMessage()
    mail["Message-ID"], mail["Subject"] = "<one@tryeza.example>", "R-26-1001 · ftesë për takim"
    mail.set_content("Përshëndetje")
    for name, value in headers.items():
        mail[name] = value
    deadline = time.monotonic() + quiet_seconds(20)
    while True:
        try:
            run(
                aiosmtplib.send(
                    mail,
                    sender="tryeza@qps.example",
                    recipients=["arta@qps.example", "ilir@qps.example"],
                    hostname="127.0.0.1",
                    port=port,
                    start_tls=False,
                )
            )
            return
        except aiosmtplib.SMTPConnectError:
            assert time.monotonic() < deadline
            time.sleep(0.05)


def test_an_accepted_mail_is_a_file_with_its_envelope(port: int, tmp_path: Path) -> None:
    send(port)
    [mail] = read_mails(tmp_path)
    assert mail.message_id == "<one@tryeza.example>"
    assert mail.subject == "R-26-1001 · ftesë për takim"
    assert mail.recipients == ("arta@qps.example", "ilir@qps.example")
    assert mail.text.strip() == "Përshëndetje"


def test_only_we_may_read_the_mails(port: int, tmp_path: Path) -> None:
    send(port)
    folder = tmp_path / MAIL_FOLDER
    assert [path.stat().st_mode & 0o077 for path in (folder, *folder.iterdir())] == [0, 0]
