"""A process tells systemd and its log what it waits for, once."""

import logging
import socket
from pathlib import Path

import pytest

from core.service_status import ServiceStatus


def test_the_same_is_told_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(str(tmp_path / "notify"))
        systemd.settimeout(10)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        status = ServiceStatus()
        with caplog.at_level(logging.INFO):
            for words in ("Waits for the database", "Waits for the database", "Ready"):
                status.tell(words)
        told = [systemd.recv(100) for _ in range(2)]
    assert told == [b"STATUS=Waits for the database", b"STATUS=Ready"]
    assert caplog.messages == ["Waits for the database", "Ready"]


def test_nobody_who_listens_is_no_trouble(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for address in ("", str(tmp_path / "gone"), "@tryeza-nobody"):
        monkeypatch.setenv("NOTIFY_SOCKET", address)
        ServiceStatus().tell("Ready")
