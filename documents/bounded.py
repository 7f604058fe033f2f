"""A process of ours that does one thing with what nobody has looked at, within bounds.

It is told on its input and answers on its output; it has no settings, no keys and no database. What
it may use it sets for itself (`documents.limits`); the wall clock is here, and whatever becomes of
it or of whoever waits, it ends, with all that it began.
"""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from types import ModuleType
from typing import IO, Final

ENVIRONMENT: Final = {"OMP_NUM_THREADS": "1", "RAYON_NUM_THREADS": "1"}
"""One thread: what it may use is counted for the process, and the order of a file is one."""
BESIDE: Final = 10
"""Seconds by the clock that it may take beside twice its bound, on a machine that is at work."""


@dataclass(frozen=True, slots=True)
class Bounded:
    """One that runs."""

    _process: "subprocess.Popen[bytes]"

    @property
    def pid(self) -> int:
        return self._process.pid

    def tell(self, parts: Iterable[bytes]) -> None:
        """All that it is told; it reads to the end before it answers."""
        told = self._process.stdin
        assert told is not None
        with suppress(BrokenPipeError):  # it has ended: how it did says why
            for part in parts:
                told.write(part)
        with suppress(BrokenPipeError):
            told.close()

    @property
    def answer(self) -> IO[bytes]:
        assert self._process.stdout is not None
        return self._process.stdout

    def kill(self) -> None:
        _kill(self._process)

    def ended(self) -> int:
        """As what it ended; below nothing where it was killed."""
        os.waitid(os.P_PID, self._process.pid, os.WEXITED | os.WNOWAIT)
        _kill(self._process)  # what it began ends with it
        return self._process.wait()


def process_of(module: ModuleType, seconds: int) -> AbstractContextManager[Bounded]:
    """One of our modules, with its own bound of processor time."""
    return running([sys.executable, "-I", "-B", "-m", module.__name__], seconds)


@contextmanager
def running(command: Sequence[str], seconds: int) -> Iterator[Bounded]:
    """It is gone when the block ends."""
    process = subprocess.Popen(  # noqa: S603 - the command is ours
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # its words may hold what it was told: nobody reads them
        env=ENVIRONMENT,
        cwd="/",
        start_new_session=True,
    )
    clock = threading.Timer(2 * seconds + BESIDE, _kill, [process])
    clock.daemon = True
    clock.start()
    try:
        yield Bounded(process)
    finally:
        clock.cancel()
        _kill(process)
        _close(process)


def _kill(process: "subprocess.Popen[bytes]") -> None:
    """With all that it began; one that was waited for has nothing left."""
    if process.returncode is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def _close(process: "subprocess.Popen[bytes]") -> None:
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(BrokenPipeError):
                pipe.close()
    process.wait()
