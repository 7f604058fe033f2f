"""`tryeza bounce` as a mail server starts it: a process of its own, and one behind a socket."""

import os
import shutil
import socketserver
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import select

from core.clock import SystemClock
from models.life import Life
from models.outbox import Message, MessageStatus
from models.session import unit_of_work
from simulation.seed import professional
from tests.builders import ACase
from tests.conftest import At
from tests.notifications.conftest import Lead
from tests.notifications.mail_server import MailServer, free_port
from tests.notifications.returned_mails import mail
from tests.portal.members import HEALTH
from tests.waiting import quiet_seconds, wait_until
from workflow.life import deliver, look_again

COMMAND: Final = (sys.executable, "-m", "deployments.cli", "bounce")
LATER: Final = 75
WHERE_SYSTEMD_IS = pytest.mark.skipif(
    shutil.which("systemd-socket-activate") is None, reason="no systemd here"
)


def piped(raw: bytes, *words: str, **told: str) -> subprocess.CompletedProcess[bytes]:
    env = {**os.environ, **told}
    return subprocess.run(
        [*COMMAND, *words],
        input=raw,
        env=env,
        capture_output=True,
        check=False,
        timeout=quiet_seconds(120),
    )


def sent(case: ACase) -> Message:
    """As of now, by which a process of its own lives."""
    deliver(case.case)
    taken = now()
    with unit_of_work() as work:
        message = work.session.get_one(Message, taken.id)
        assert message.status == MessageStatus.SENT
        message.accepted_at = SystemClock().now()
    return message


@pytest.fixture(autouse=True)
def by_the_tests_clock(a_case: At) -> Iterator[None]:
    """A process of its own has settled by its own day what goes on."""
    yield
    with unit_of_work() as work:
        lives = list(work.session.scalars(select(Life.id).where(Life.ended_at.is_(None))))
    for each in lives:
        look_again(each)


def now() -> Message:
    with unit_of_work() as work:
        doctor = professional(work, HEALTH).id
        query = select(Message).where(Message.template == "convening/invitation")
        return work.session.scalars(query.where(Message.recipient_id == doctor)).one()


def test_a_pipe_hands_over_a_mail_and_nothing_of_it_is_written_anywhere(
    a_case: At, server: MailServer
) -> None:
    raw = mail("gmail_unknown", sent(a_case("invited")).message_id, HEALTH)
    for _ in range(2):  # a mail server may ask twice
        done = piped(raw)
        assert (done.returncode, done.stdout) == (0, b""), done.stderr
        assert b"example" not in done.stderr.replace(b".example/", b"")
    assert now().status == MessageStatus.FAILED


@pytest.mark.parametrize(
    "raw", [b"", b"\xff\x00" * 50, b"Subject: hello\n\n5.1.1\n"], ids=["none", "noise", "a word"]
)
def test_whatever_is_none_of_ours_is_taken_and_answered_by_nothing(
    a_case: At, server: MailServer, raw: bytes
) -> None:
    """A mail server that is told that something failed writes to whoever sent it."""
    sent(a_case("invited"))
    done = piped(raw)
    assert (done.returncode, done.stdout) == (0, b"")
    assert now().status == MessageStatus.SENT


def test_without_a_database_the_mail_server_keeps_it_and_comes_again(
    a_case: At, server: MailServer
) -> None:
    raw = mail("postfix_unknown", sent(a_case("invited")).message_id, HEALTH)
    nowhere = f"postgresql+psycopg://tryeza_worker:x@127.0.0.1:{free_port()}/tryeza"
    assert piped(raw, DATABASE_URL=nowhere).returncode == LATER
    assert piped(raw, TRYEZA_KEYS_FILE="/nowhere").returncode == LATER
    assert now().status == MessageStatus.SENT


@WHERE_SYSTEMD_IS
def test_a_user_without_keys_and_database_hands_it_over_to_a_socket(
    a_case: At, server: MailServer, tmp_path: Path
) -> None:
    """As the units do: `Accept=yes`, the connection as standard input and output."""
    raw = mail("exim_unknown", sent(a_case("invited")).message_id, HEALTH)
    line = tmp_path / "bounce"
    told = [f"--setenv={name}" for name in os.environ if name.startswith(("TRYEZA_", "DATABASE_"))]
    listens = ["systemd-socket-activate", "--accept", "--inetd", f"--listen={line}", *told]
    process = subprocess.Popen(
        [*listens, *COMMAND, "--answer"], stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL
    )
    try:
        wait_until(line.exists)
        bare = {"DATABASE_URL": "", "TRYEZA_KEYS_FILE": "/nowhere"}
        done = piped(raw, "--socket", str(line), **bare)
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
        assert now().status == MessageStatus.FAILED
    finally:
        process.terminate()
        process.wait(quiet_seconds(30))
    line.unlink(missing_ok=True)
    assert piped(raw, "--socket", str(line)).returncode == LATER


class Knows(socketserver.StreamRequestHandler):
    """A mail server that knows RFC 3461, and writes down what it is told."""

    said: Final[list[str]] = []

    def handle(self) -> None:
        self.wfile.write(b"220 mail.place.example\r\n")
        for line in self.rfile:
            word = line.decode().strip()
            self.said.append(word)
            if word == "DATA":
                self.wfile.write(b"354 Go on\r\n")
                while self.rfile.readline() != b".\r\n":
                    pass
                self.wfile.write(b"250 2.0.0 Taken\r\n")
            elif word.startswith("EHLO"):
                self.wfile.write(b"250-mail.place.example\r\n250-SIZE 1000000\r\n250 DSN\r\n")
            elif word == "QUIT":
                self.wfile.write(b"221 Bye\r\n")
                return
            else:
                self.wfile.write(b"250 OK\r\n")


def test_a_server_that_can_is_told_which_mail_it_is_and_to_give_back_its_headers_alone(
    a_case: At, lead_to: Lead
) -> None:
    """RFC 3461: no link travels back in a report."""
    Knows.said.clear()
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Knows) as listening:
        listening.daemon_threads = True
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        lead_to(listening.server_address[1])
        message = sent(a_case("invited"))
        listening.shutdown()
    name = message.message_id.strip("<>")
    assert f"MAIL FROM:<tryeza@qps-ferizaj.example> RET=HDRS ENVID={name}" in Knows.said
    assert f"RCPT TO:<{HEALTH}> NOTIFY=FAILURE ORCPT=rfc822;{HEALTH}" in Knows.said
