"""Processes that a test starts: they end with it, also where it fails between start and end."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def child(command: list[str], **how: Any) -> Iterator[subprocess.Popen[str]]:
    """A process of its own. `Popen` alone waits at its end for one that nobody has asked to go."""
    with subprocess.Popen(command, text=True, **how) as process:
        try:
            yield process
        except BaseException:
            process.kill()
            raise
