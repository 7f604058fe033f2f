"""The end of a process that was asked to end: once and in order, however often it is asked."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from queue import Empty, SimpleQueue
from types import FrameType

LOOK_UP = 0.5  # seconds
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class AskedToEnd(KeyboardInterrupt):
    """Somebody pressed Ctrl-C, or sent SIGTERM: the work is left where it may be left."""


class Ending:
    """Hears SIGTERM, Ctrl-C and a hang-up; the first one counts, the others change nothing.

    Nothing is interrupted half-way: the signal is noted, and whoever waits or works looks.
    """

    def __init__(self) -> None:
        self.asked = False
        self._heard: SimpleQueue[None] = SimpleQueue()
        self._interruptible = False

    def listen(self) -> None:
        for number in SIGNALS:
            signal.signal(number, self._hear)

    def wait(self) -> None:
        # In short waits: a handler runs between two instructions of the main thread (Python docs,
        # signal), and a signal after the last one and before the system call would end no long one.
        while True:
            with suppress(Empty):
                return self._heard.get(timeout=LOOK_UP)

    def check(self) -> None:
        """Raise `AskedToEnd` where somebody has asked."""
        if self.asked:
            raise AskedToEnd

    @contextmanager
    def interruptible(self) -> Iterator[None]:
        """Work that may be left at any point, because it undoes itself."""
        self._interruptible = True  # before the look: a signal in between must not be lost
        try:
            self.check()
            yield
        finally:
            self._interruptible = False

    def deaf(self) -> None:
        """All is done: not even the last moments of the interpreter are disturbed."""
        for number in SIGNALS:
            signal.signal(number, signal.SIG_IGN)

    def _hear(self, _number: int, _frame: FrameType | None) -> None:
        if self.asked:
            return
        self.asked = True
        # A handler may put into a SimpleQueue, which is reentrant (Python docs, queue). An Event's
        # lock may be held by the very code that the signal came upon (Python docs, signal).
        self._heard.put(None)
        if self._interruptible:
            raise AskedToEnd
