"""Children are kept alive, end in order, and never outlive their parent."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import psutil
import pytest

from deployments.processes import Supervisor
from tests.children import child
from tests.waiting import wait_until

FOR_EVER = [sys.executable, "-c", "import signal; signal.pause()"]
PARENT = """
import sys, time
from pathlib import Path
from deployments.processes import Supervisor
supervisor = Supervisor(say=print)
command = [sys.executable, "-c", "import signal; signal.pause()"]
child = supervisor.start("child", command, {}, Path(sys.argv[1]))
print(child.pid, flush=True)
sys.stdin.read()
"""

ENDS = """
import signal, sys
signal.signal(signal.SIGTERM, lambda *_: sys.exit())
print("up", flush=True)
try:
    signal.pause()
finally:
    with open(sys.argv[2], "a") as log:
        log.write(sys.argv[1] + " ")
"""


def is_up(log: Path) -> bool:
    return log.read_text() == "up\n"


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def supervisor(said: list[str]) -> Iterator[Supervisor]:
    running = Supervisor(lambda message, **facts: said.append(message % facts))
    yield running
    running.close()


def test_a_killed_child_is_started_again_and_said_so(
    supervisor: Supervisor, said: list[str], tmp_path: Path
) -> None:
    child = supervisor.start("worker", FOR_EVER, os.environ, tmp_path / "log")
    first = child.pid
    os.kill(first, signal.SIGKILL)
    wait_until(lambda: child.pid != first and child.is_alive())
    assert said == ["worker stopped; starting it again"]


def test_one_that_keeps_dying_is_started_later_each_time(
    supervisor: Supervisor, said: list[str], tmp_path: Path
) -> None:
    supervisor.start("worker", ["/bin/false"], os.environ, tmp_path / "log")
    wait_until(lambda: len(said) >= 3)
    assert said[1:3] == [
        "worker stopped; starting it again in 1 s",
        "worker stopped; starting it again in 3 s",
    ]


def test_one_that_was_stopped_stays_stopped(supervisor: Supervisor, tmp_path: Path) -> None:
    child = supervisor.start("worker", FOR_EVER, os.environ, tmp_path / "log")
    rounds: list[int] = []
    supervisor.stop("worker")
    supervisor.watches.append(lambda: rounds.append(1))
    wait_until(lambda: len(rounds) >= 2)
    assert not child.is_alive()


def test_closing_ends_the_last_started_first(supervisor: Supervisor, tmp_path: Path) -> None:
    log = tmp_path / "ends"
    for name in ("first", "second"):
        ready = tmp_path / name
        supervisor.start(name, [sys.executable, "-c", ENDS, name, str(log)], os.environ, ready)
        wait_until(partial(is_up, ready))
    supervisor.close()
    assert log.read_text() == "second first "


def test_children_end_when_the_parent_is_killed(tmp_path: Path) -> None:
    command = [sys.executable, "-c", PARENT, str(tmp_path / "log")]
    with child(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        orphan = psutil.Process(int(parent.stdout.readline()))
        parent.kill()
    wait_until(lambda: not orphan.is_running() or orphan.status() == psutil.STATUS_ZOMBIE)


def test_a_log_is_for_us_alone(supervisor: Supervisor, tmp_path: Path) -> None:
    supervisor.start("worker", FOR_EVER, os.environ, tmp_path / "log")
    assert (tmp_path / "log").stat().st_mode & 0o077 == 0
