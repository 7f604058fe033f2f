"""Waits are on conditions: machines are slow and shared."""

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

PATIENCE = 60.0
T = TypeVar("T")


def wait_until(happened: Callable[[], bool], patience: float = PATIENCE) -> float:
    """Wait for a condition; gives the seconds it took, fails the test when it does not come."""
    began, pause = time.monotonic(), threading.Event()
    while not happened():
        if time.monotonic() - began > patience:
            raise AssertionError(f"did not happen within {patience:.0f} s: {happened}")
        pause.wait(0.03)
    return time.monotonic() - began


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    """A coroutine to its end, on a thread of its own.

    Playwright leaves its loop running in the thread of the tests, where `asyncio.run` refuses.
    """
    with ThreadPoolExecutor(1) as own:
        return own.submit(asyncio.run, coroutine).result()
