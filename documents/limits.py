"""What a process of its own may use, as it sets for itself before it opens anything: 0193."""

import ctypes
import resource
import signal
import sys
from typing import Final

MEGABYTE: Final = 1 << 20
OPEN_FILES: Final = 64
DIES_WITH_PARENT: Final = 1
"""PR_SET_PDEATHSIG of prctl(2)."""
OWN_NETWORK: Final = 0x40000000
OWN_USERS: Final = 0x10000000
"""CLONE_NEWNET and CLONE_NEWUSER of unshare(2)."""


def bound(seconds: int, megabytes: int, *, alone: bool = False) -> None:
    """Time and memory; it writes no file, reaches no network, and leaves nothing where it falls.

    `alone` also begins no process and no thread.
    """
    _die_with_the_parent()
    _leave_the_network()
    most = ((resource.RLIMIT_NPROC, 0),) if alone else ()
    for what, much in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, megabytes * MEGABYTE),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        *most,
    ):
        resource.setrlimit(what, (much, much))


def _die_with_the_parent() -> None:
    """Nobody reads its answer any more where whoever began it was killed; one that was killed
    before this line closed the pipe, and there is nothing to read."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DIES_WITH_PARENT, signal.SIGKILL)


def _leave_the_network() -> None:
    """A network of its own has no way out; where a kernel lets nobody have one the rest holds."""
    if sys.platform == "linux":
        ctypes.CDLL(None).unshare(OWN_USERS | OWN_NETWORK)
