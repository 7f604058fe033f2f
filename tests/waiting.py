"""Waits are on conditions: machines are slow and shared."""

import threading
import time
from collections.abc import Callable

PATIENCE = 60.0


def wait_until(happened: Callable[[], bool], patience: float = PATIENCE) -> float:
    """Wait for a condition; gives the seconds it took, fails the test when it does not come."""
    began, pause = time.monotonic(), threading.Event()
    while not happened():
        if time.monotonic() - began > patience:
            raise AssertionError(f"did not happen within {patience:.0f} s: {happened}")
        pause.wait(0.03)
    return time.monotonic() - began
