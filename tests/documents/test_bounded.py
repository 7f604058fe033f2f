"""A bounded process ends, with all that it began, whatever becomes of who waits for it."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from documents import bounded
from documents.bounded import running

OBEDIENT = [sys.executable, "-B", str(Path(__file__).with_name("obedient.py"))]


def told(words: str) -> bytes:
    with running(OBEDIENT, 20) as one:
        one.tell([words.encode()])
        answer = one.answer.read()
        assert one.ended() == 0
    return answer


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def gone(*pids: int) -> bool:
    """Within ten seconds, looked at again and again."""
    until = time.monotonic() + 10
    while any(map(is_alive, pids)):
        if time.monotonic() > until:
            return False
        os.sched_yield()
    return True


def test_it_reaches_no_network_and_writes_no_file() -> None:
    for tried in ("network", "file"):
        assert told(tried).startswith(b"refused")


def test_it_knows_no_settings_and_no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever got a program into it would find no address and no key there."""
    monkeypatch.setenv("PORTAL_DATABASE_URL", "postgresql://secret")
    assert "secret" not in told("settings").decode()


def test_the_clock_ends_one_that_waits_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "BESIDE", 0.1)
    with running(OBEDIENT, 0) as one:
        one.tell([b"wait"])
        one.answer.read()
        assert one.ended() < 0


def test_what_it_began_ends_with_it() -> None:
    assert gone(int(told("child")))


def test_it_ends_where_its_input_ends_badly() -> None:
    found: list[int] = []

    def broken() -> Iterator[bytes]:
        yield b"wait"
        raise ConnectionResetError

    def wait() -> None:
        with running(OBEDIENT, 20) as one:
            found.append(one.pid)
            one.tell(broken())

    with pytest.raises(ConnectionResetError):
        wait()
    assert gone(*found)


def test_it_ends_with_a_parent_that_is_killed() -> None:
    """As a worker is by kill -9: nothing of ours runs any more that could end it."""
    waits = (
        "from documents.bounded import running\n"
        f"with running({OBEDIENT!r}, 20) as one:\n"
        "    one.tell([b'wait'])\n"
        "    print(one.answer.readline().decode(), flush=True)\n"
        "    one.answer.read()\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", waits], stdout=subprocess.PIPE)
    with parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        assert is_alive(pid)
        parent.kill()
    assert gone(pid)
