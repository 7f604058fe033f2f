"""Places where a test may kill the process, to see that another one carries on."""

import os
import signal
from collections import Counter

from core.settings import settings

VARIABLE = "TRYEZA_FAILPOINT"
EACH = "*"

_passed: Counter[str] = Counter()


def failpoint(name: str) -> None:
    """Die here as by `kill -9` where TRYEZA_FAILPOINT says so; demo only.

    `name`, `name@n` (the n-th pass in this process), or `after:*`: every place that begins like
    that, each one once, whichever process comes to it.
    """
    wanted, _, count = os.environ.get(VARIABLE, "").partition("@")
    if not wanted or not settings().demo:
        return
    if wanted.endswith(EACH):
        doomed = name.startswith(wanted.removesuffix(EACH)) and _nobody_died_at(name)
    elif doomed := wanted == name:
        _passed[name] += 1
        doomed = _passed[name] == int(count or 1)
    if doomed:
        os.kill(os.getpid(), signal.SIGKILL)


def _nobody_died_at(name: str) -> bool:
    """True for the first process that asks; a file remembers it for the others."""
    places = settings().state_dir / "failpoints"
    places.mkdir(exist_ok=True)
    try:
        (places / name).touch(exist_ok=False)
    except FileExistsError:
        return False
    return True
