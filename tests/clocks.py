"""The clock that every unit of work of this process runs by."""

from collections.abc import Iterator
from contextlib import contextmanager

from core.clock import FrozenClock
from models import session


@contextmanager
def running_by(clock: FrozenClock) -> Iterator[FrozenClock]:
    """Also when what runs by it fails, whatever comes next finds the real time again."""
    session.use_clock(clock)
    try:
        yield clock
    finally:
        session.use_clock(None)
