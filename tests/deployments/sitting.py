"""Somebody at a terminal: a real one, that a program runs on, with everything it ever shows."""

import os
import pty
import select
import signal
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from deployments.processes import ROOT
from tests.waiting import quiet_seconds

PATIENCE = 60.0


class Sitting:
    """Waits for a question, and types."""

    def __init__(self, pid: int, line: int) -> None:
        self.pid, self._line = pid, line
        self.shown = ""
        self._read = 0
        self.code: int | None = None

    def until(self, words: str) -> None:
        """Everything up to these words, which come after what was waited for last."""
        ends = time.monotonic() + quiet_seconds(PATIENCE)
        while words not in self.shown[self._read :]:
            assert time.monotonic() < ends, f"{words!r} is not in:\n{self.shown[self._read :]}"
            if not self._more():
                raise AssertionError(f"it ended before {words!r}:\n{self.shown}")
        self._read = self.shown.index(words, self._read) + len(words)

    def answers(self, question: str, text: str = "") -> None:
        self.until(question)
        self.until(": ")
        self.types(text + "\n")

    def types(self, text: str) -> None:
        os.write(self._line, text.encode())

    def ends(self) -> int:
        """With which code."""
        ends = time.monotonic() + quiet_seconds(PATIENCE)
        while self._more():
            assert time.monotonic() < ends, f"it does not end:\n{self.shown}"
        _, status = os.waitpid(self.pid, 0)
        self.code = os.waitstatus_to_exitcode(status)
        return self.code

    def command_lines(self) -> str:
        """Of itself and whatever it began."""
        found = []
        for each in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                parents = (each / "stat").read_text().rpartition(")")[2].split()
                if str(self.pid) in {each.name, parents[1]}:
                    found.append((each / "cmdline").read_text() + (each / "environ").read_text())
        return "".join(found)

    def _more(self) -> bool:
        with suppress(OSError):  # whoever held the other end has gone
            if select.select([self._line], [], [], 1)[0]:
                said = os.read(self._line, 65_536)
                self.shown += said.decode(errors="replace")
                return bool(said)
            return True
        return False


@contextmanager
def sitting(command: Sequence[str], env: Mapping[str, str]) -> Iterator[Sitting]:
    pid, line = pty.fork()
    if pid == 0:
        # who tests in the background ignores Ctrl-C, and hands that on (POSIX, Shell, 2.11)
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.chdir(ROOT)
        os.execve(sys.executable, [sys.executable, *command], dict(env))
    found = Sitting(pid, line)
    try:
        yield found
    finally:
        if found.code is None:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        os.close(line)
