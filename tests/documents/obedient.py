"""A process of its own for tests: it tries what it is told to, within its bounds, and says so."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable

from documents.limits import bound


def main() -> None:
    """Try it, and answer."""
    words = sys.stdin.buffer.read().decode()
    bound(20, 1000)
    sys.stdout.write(f"{TRIES[words]()}\n")
    sys.stdout.flush()
    if words == "wait":
        time.sleep(60)


def _network() -> str:
    try:
        with socket.create_connection(("127.0.0.1", 9), timeout=5):
            return "connected"
    except ConnectionRefusedError:
        return "reached"  # somebody answered: there is a network
    except OSError as error:
        return f"refused: {error.errno}"


def _file() -> str:
    try:
        with tempfile.TemporaryFile() as file:
            file.write(b"x" * 10_000)
            file.flush()
    except OSError as error:
        return f"refused: {error.errno}"
    return "written"


def _child() -> str:
    child = subprocess.Popen(
        [sys.executable, "-c", "import time; time.sleep(60)"], stdout=subprocess.DEVNULL
    )
    return str(child.pid)


TRIES: dict[str, Callable[[], str]] = {
    "network": _network,
    "file": _file,
    "child": _child,
    "settings": lambda: str(dict(os.environ)),
    "wait": lambda: str(os.getpid()),
}

if __name__ == "__main__":
    main()
