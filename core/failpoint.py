"""Places where a test may kill the process, to see that another one carries on."""

import os
import signal
from collections import Counter

from core.settings import settings

VARIABLE = "TRYEZA_FAILPOINT"

_passed: Counter[str] = Counter()


def failpoint(name: str) -> None:
    """Die here as by `kill -9` if TRYEZA_FAILPOINT is `name` or `name@n` (the n-th pass); demo only."""
    wanted, _, count = os.environ.get(VARIABLE, "").partition("@")
    if wanted != name or not settings().demo:
        return
    _passed[name] += 1
    if _passed[name] == int(count or 1):
        os.kill(os.getpid(), signal.SIGKILL)
