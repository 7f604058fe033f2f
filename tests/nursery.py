"""Workers and servers that begin at once: forked from a process that has loaded what they load.

Each is a process of its own, told by its own environment and killed like any other; only the
seconds of imports are spared. Started by their command they are in `tests/deployments/test_local`.
"""

import gc
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from importlib import import_module
from itertools import product
from pathlib import Path
from typing import Any, NoReturn, get_args

from sqlalchemy.orm import configure_mappers

from deployments.parent import end_with
from runtime.zones import look_up_zones_once
from tests.waiting import quiet_seconds

ROOT = Path(__file__).parents[1]
RESIDENT = "runtime.resident"
SERVER = "deployments.prefect_server"
LOADED = {RESIDENT: ("runtime.worker", RESIDENT, "bench.procedure"), SERVER: (SERVER,)}
ALIVE = "alive"
PATIENCE = 60
"""Seconds for a process to be gone; a machine may be busy with others."""


class Nursery:
    """The process that forks, as the tests see it."""

    def __init__(self, env: Mapping[str, str], log: Path, module: str = RESIDENT) -> None:
        with log.open("ab") as output:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.nursery", module],
                env={**os.environ, **env},
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=output,
                text=True,
            )
        self._one_at_a_time = threading.Lock()

    def ask(self, **what: Any) -> str:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with self._one_at_a_time:
            self._process.stdin.write(json.dumps(what) + "\n")
            self._process.stdin.flush()
            return self._process.stdout.readline().strip()

    def kill(self) -> None:
        """As with the tests that asked it."""
        self._process.kill()
        self._process.communicate(timeout=PATIENCE)

    def close(self) -> None:
        self._process.communicate(timeout=PATIENCE)


class Forked:
    """A child of the nursery; answers like a `Popen`."""

    def __init__(self, nursery: Nursery, env: Mapping[str, str], log: Path, *args: str) -> None:
        self._nursery = nursery
        self._status: int | None = None
        log.touch()
        self.pid = int(nursery.ask(env=dict(env), log=str(log), arguments=args))

    def poll(self) -> int | None:
        if self._status is None:
            said = self._nursery.ask(pid=self.pid)
            self._status = None if said == ALIVE else int(said)
        return self._status

    def wait(self, timeout: float) -> int:
        until = time.monotonic() + quiet_seconds(timeout)
        while (status := self.poll()) is None:
            if time.monotonic() > until:
                raise subprocess.TimeoutExpired(f"process {self.pid}", timeout)
            time.sleep(0.02)
        return status

    def send_signal(self, number: int) -> None:
        """To a process that nobody else has reaped: the number is still its own."""
        if self.poll() is None:
            os.kill(self.pid, number)


def main() -> NoReturn:
    """Fork a child for each line that asks for one, and say of each whether it lives."""
    module = sys.argv[1]
    for name in LOADED[module]:
        import_module(name)
    configure_mappers()  # as the first query does
    look_up_zones_once()
    if module == RESIDENT:
        read_words()
    gc.freeze()  # no child looks through what all of them share, nor has its pages copied for it
    for line in sys.stdin:
        asked = json.loads(line)
        answer = _status(asked["pid"]) if "pid" in asked else str(_fork(asked, module))
        sys.stdout.write(answer + "\n")
        sys.stdout.flush()
    os._exit(0)  # nothing is left to be done, and the interpreter takes seconds to end


def read_words() -> None:
    """The catalogues and templates, as the first mail in each language does."""
    from core.i18n import LANGUAGES
    from notifications import letters

    for language, form in product(LANGUAGES, get_args(letters.Form)):
        read = letters._environment(language, form)
        for name in read.list_templates():
            read.get_template(name)


def _fork(asked: Mapping[str, Any], module: str) -> int:
    nursery = os.getpid()
    return os.fork() or _work(asked, module, nursery)


def _status(pid: int) -> str:
    """The child's exit status, once it has one; asked no more after that."""
    gone, status = os.waitpid(pid, os.WNOHANG)
    return str(os.waitstatus_to_exitcode(status)) if gone else ALIVE


def _work(asked: Mapping[str, Any], module: str, nursery: int) -> NoReturn:
    end_with(nursery, signal.SIGKILL)  # the tests may be killed: nobody else would end it
    os.environ.clear()
    os.environ.update(asked["env"])
    log = os.open(asked["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for stream in (1, 2):
        os.dup2(log, stream)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    try:
        import_module(module).main(asked["arguments"])
    finally:
        os._exit(1)


if __name__ == "__main__":
    main()
