"""The processes of the local system: started in order, kept alive, stopped in the reverse order."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import psutil

from core.i18n import N_
from core.sockets import VARIABLE

ENDS_WITH_PARENT = Path(__file__).with_name("parent.py")
ROOT = Path(__file__).parent.parent
GRACE = 20.0  # seconds from SIGTERM to SIGKILL
STEADY = 60.0  # a process alive this long starts again without delay
LONGEST_WAIT = 30.0
LARGEST_LOG = 10_000_000


class Say(Protocol):
    """Tells a person something: a sentence with its facts."""

    def __call__(self, message: str, **facts: object) -> None: ...


def silence(message: str, **facts: object) -> None:
    """Say nothing."""


@dataclass(slots=True)
class ChildProcess:
    """One process of the system, through all its lives."""

    name: str
    command: Sequence[str]
    env: Mapping[str, str]
    log: Path
    held: int | None = None
    """The descriptor of the socket that is held for it through all its lives."""
    process: subprocess.Popen[bytes] | None = None
    wanted: bool = True
    deaths: int = 0
    started: float = 0.0
    again_at: float = 0.0

    @property
    def pid(self) -> int:
        if self.process is None:
            raise RuntimeError(f"{self.name} was never started")
        return self.process.pid

    def is_alive(self) -> bool:
        return self.process is not None and self.process.poll() is None


@dataclass
class Supervisor:
    """Starts children from one thread of its own: the kernel ends them with that thread."""

    say: Say
    children: dict[str, ChildProcess] = field(default_factory=dict)
    watches: list[Callable[[], None]] = field(default_factory=list)
    """Looked after on each round too: what is not a child, such as the database."""

    def __post_init__(self) -> None:
        # One thread that lives as long as we do: children are told to end with it (parent.py).
        self._hands = ThreadPoolExecutor(1, thread_name_prefix="supervisor")
        self._lock = threading.RLock()
        self._ending = threading.Event()
        self._round: threading.Thread | None = None

    def start(
        self,
        name: str,
        command: Sequence[str],
        env: Mapping[str, str],
        log: Path,
        held: int | None = None,
    ) -> ChildProcess:
        """Start one process and keep it alive from now on."""
        child = ChildProcess(name, command, env, log, held)
        with self._lock:
            self.children[name] = child
            self._launch(child)
        if self._round is None:
            self._round = threading.Thread(target=self._watch, name="watch", daemon=True)
            self._round.start()
        return child

    def stop(self, name: str, *, grace: float = GRACE) -> None:
        """End one process in good order and leave it ended."""
        child = self.children[name]
        child.wanted = False
        if child.process is not None:
            _end(child.process, grace)

    def close(self) -> None:
        """Stop everything, the last started first."""
        self._ending.set()
        if self._round is not None:
            self._round.join()
        for name in reversed(self.children):
            self.stop(name)
        self._hands.shutdown()

    def _launch(self, child: ChildProcess) -> None:
        child.process = self._hands.submit(_spawn, child).result()
        child.started = time.monotonic()

    def _watch(self) -> None:
        while not self._ending.wait(0.3):
            with self._lock, suppress(OSError):  # a full disk: tried again on the next round
                for child in self.children.values():
                    if child.wanted and not child.is_alive():
                        self._revive(child)
            for watch in self.watches:
                watch()

    def _revive(self, child: ChildProcess) -> None:
        """Start a dead child again: at once the first time, then later and later."""
        now = time.monotonic()
        if child.again_at <= child.started:
            child.deaths = 1 if now - child.started > STEADY else child.deaths + 1
            wait = min(2.0 ** (child.deaths - 1) - 1, LONGEST_WAIT)
            child.again_at = now + wait
            if wait:
                message = N_("%(part)s stopped; starting it again in %(seconds)s s")
                self.say(message, part=child.name, seconds=round(wait))
            else:
                self.say(N_("%(part)s stopped; starting it again"), part=child.name)
        if now >= child.again_at:
            self._launch(child)


def _spawn(child: ChildProcess) -> "subprocess.Popen[bytes]":
    told = {} if child.held is None else {VARIABLE: str(child.held)}
    with open(os.open(child.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as log:
        if log.tell() > LARGEST_LOG:
            log.truncate(0)
        return subprocess.Popen(
            _ending_with_us(child.command),
            env={**child.env, **told},
            pass_fds=() if child.held is None else (child.held,),
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,  # Ctrl-C is for us; they are stopped in order
        )


def run(
    command: Sequence[str], env: Mapping[str, str], log: Path, check: Callable[[], None]
) -> tuple[int, str]:
    """Run a command to its end, or until `check` raises; gives its exit code and what it said."""
    with open(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as errors:
        process = subprocess.Popen(
            _ending_with_us(command),
            env=dict(env),
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            start_new_session=True,  # Ctrl-C is for us
        )
    try:
        while True:
            check()
            with suppress(subprocess.TimeoutExpired):
                said, _ = process.communicate(timeout=0.2)
                return process.returncode, said
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()


def _ending_with_us(command: Sequence[str]) -> list[str]:
    # Isolated and without site: nothing of the environment runs before the kernel has its word.
    return [sys.executable, "-I", "-S", str(ENDS_WITH_PARENT), str(os.getpid()), *command]


def _end(process: "subprocess.Popen[bytes]", grace: float) -> None:
    process.terminate()
    try:
        process.wait(grace)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def module(name: str) -> list[str]:
    """The command that runs a module on this Python."""
    return [sys.executable, "-m", name]


def end_leftovers(pids: Iterable[int]) -> None:
    """Wait for the processes of a killed start, which the kernel has told to end."""
    ours = [process for pid in pids if (process := _ours(pid)) is not None]
    _, stubborn = psutil.wait_procs(ours, timeout=GRACE)
    for process in stubborn:
        process.kill()
    psutil.wait_procs(stubborn, timeout=GRACE)


def _ours(pid: int) -> psutil.Process | None:
    """The process if it is one of ours: a number may belong to a stranger by now."""
    with suppress(psutil.Error):
        process = psutil.Process(pid)
        if process.cwd() == str(ROOT) and process.cmdline()[:1] == [sys.executable]:
            return process
    return None
