"""Takes away a Postgres that was started for a moment, once whoever started it is gone.

`leftover.py FOLDER`, with a pipe that nobody else holds as standard input.

In a session of its own: what ends its starter, by -9 or Ctrl-C, leaves it to do its work.
"""

import os
import shutil
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path

import psutil

PATIENCE = 10.0


def main() -> None:
    folder = Path(sys.argv[1])
    sys.stdin.buffer.read()  # ends with its starter
    gives_up = time.monotonic() + PATIENCE
    while folder.exists() and time.monotonic() < gives_up:
        _end_in(folder)
        shutil.rmtree(folder, ignore_errors=True)
        time.sleep(0.1)  # an initdb that was under way makes what was just removed


def _end_in(folder: Path) -> None:
    data = folder / "postgres" / "data"
    with suppress(OSError, IndexError):
        sockets = Path((data / "postmaster.pid").read_text().splitlines()[4])
        if folder not in sockets.parents:
            shutil.rmtree(sockets, ignore_errors=True)
    found = [each for each in psutil.process_iter() if _works_in(each, data)]
    for number in (signal.SIGQUIT, signal.SIGKILL):  # the first gives shared memory back
        for process in found:
            with suppress(psutil.NoSuchProcess):
                process.send_signal(number)
        found = psutil.wait_procs(found, timeout=PATIENCE / 4)[1]


def _works_in(process: psutil.Process, data: Path) -> bool:
    try:
        return process.pid != os.getpid() and (
            process.cwd() == str(data) or f"{data}.new" in process.cmdline()
        )
    except psutil.Error:
        return False


if __name__ == "__main__":
    main()
