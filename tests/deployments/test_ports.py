"""A port that was chosen is ours: nobody takes it meanwhile, and a taken one is said."""

import errno
import os
import signal
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from deployments.account import CannotPrepare
from deployments.ports import USUAL, Ports
from deployments.processes import Supervisor
from deployments.state import free_port
from tests.waiting import wait_until


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def ports(said: list[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Ports]:
    monkeypatch.setitem(USUAL, "mailbox", free_port(0, set()))
    held = Ports(say=lambda message, **facts: said.append(message % facts))
    yield held
    held.close()


def is_taken(port: int) -> bool:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            other.bind(("127.0.0.1", port))
        except OSError as error:
            return error.errno == errno.EADDRINUSE
    return False


def greets(port: int) -> bool:
    with socket.create_connection(("127.0.0.1", port), timeout=20) as client:
        return client.recv(3) == b"220"


def test_nobody_takes_a_port_between_its_choice_and_its_use(ports: Ports, said: list[str]) -> None:
    port = ports.hold("mailbox")
    assert port == USUAL["mailbox"]
    assert is_taken(port)
    assert said == []
    ports.close()
    assert not is_taken(port)


def test_a_port_of_another_program_gives_the_next_and_says_so(
    ports: Ports, said: list[str]
) -> None:
    usual = USUAL["mailbox"]
    with socket.socket() as other:
        other.bind(("127.0.0.1", usual))
        other.listen()
        port = ports.hold("mailbox")
    assert usual < port
    sentence = f"Port {usual} is taken by another program; the mailbox is on {port}."
    assert said == [sentence]


def test_a_part_keeps_its_port_through_all_its_lives(ports: Ports, tmp_path: Path) -> None:
    port = ports.hold("mailbox")
    command = [sys.executable, "-m", "deployments.smtp_capture", str(port), str(tmp_path / "mails")]
    supervisor = Supervisor(lambda message, **facts: None)
    held = ports.descriptor("mailbox")
    child = supervisor.start("mailbox", command, os.environ, tmp_path / "log", held)
    try:
        assert greets(port)
        before = child.pid
        os.kill(before, signal.SIGKILL)
        assert is_taken(port)
        wait_until(lambda: child.pid != before)
        assert greets(port)
    finally:
        supervisor.close()
    assert is_taken(port)


@pytest.mark.parametrize("asked", [70_000, -1])
def test_what_is_no_port_is_one_sentence(asked: int) -> None:
    with pytest.raises(CannotPrepare, match=rf"{asked} is no port: choose a --port from 1"):
        Ports(asked).hold("portal")


def test_an_asked_port_that_is_taken_is_one_sentence(ports: Ports) -> None:
    port = ports.hold("mailbox")
    with pytest.raises(CannotPrepare, match=rf"Port {port} is taken: choose another --port"):
        Ports(port).hold("portal")
