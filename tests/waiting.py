"""Waits are on conditions: machines are slow and shared."""

import asyncio
import os
import threading
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

PATIENCE = 60.0
LONGEST = 900.0
"""Before the whole run is ended (`faulthandler_timeout`)."""
T = TypeVar("T")


def quiet_seconds(seconds: float) -> float:
    """So many seconds of a machine that does nothing else: where ten wait for each processor, ten
    times as many."""
    waiting = max(os.getloadavg()[:2]) / (os.cpu_count() or 1)
    return max(seconds, min(seconds * waiting, LONGEST))


def wait_until(happened: Callable[[], bool], patience: float = PATIENCE) -> float:
    """Wait for a condition; gives the seconds it took, fails the test when it does not come in so
    many of a quiet machine."""
    began, pause = time.monotonic(), threading.Event()
    while True:
        asked = time.monotonic()
        if happened():
            break
        if (took := time.monotonic() - began) > quiet_seconds(patience):
            raise AssertionError(f"did not happen within {took:.0f} s: {happened}")
        # Who asks a server all the time keeps it from what is waited for.
        pause.wait(max(0.03, 3 * (time.monotonic() - asked)))
    return time.monotonic() - began


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    """A coroutine to its end, on a thread of its own.

    Playwright leaves its loop running in the thread of the tests, where `asyncio.run` refuses.
    """
    with ThreadPoolExecutor(1) as own:
        return own.submit(asyncio.run, coroutine).result()
