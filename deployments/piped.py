"""What one library reads from a file and another writes into it, without the file."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO, Any


class NotReadable(Exception):
    """What age says of a piece that was changed or is missing."""


class _Work(threading.Thread):
    """One end of a pipe in a thread of its own; what went wrong there is the caller's to know."""

    def __init__(self, work: Any, end: IO[bytes]) -> None:
        super().__init__(daemon=True)
        self._work, self._end = work, end
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            self._work(self._end)
        except BaseException as error:
            self.error = error
        finally:
            with suppress(OSError):
                self._end.close()


@contextmanager
def through(work: Any) -> Iterator[IO[bytes]]:
    """What is written here is read by `work`."""
    read, write = os.pipe()
    worker = _Work(work, open(read, "rb"))  # noqa: SIM115 - it closes its end
    worker.start()
    sink = open(write, "wb")  # noqa: SIM115 - closed before the other end is waited for
    try:
        yield sink
    except BrokenPipeError:
        worker.join()
        raise worker.error or EOFError from None
    finally:
        with suppress(OSError):
            sink.close()
        worker.join()
    if worker.error is not None:
        raise worker.error


@contextmanager
def out_of(work: Any) -> Iterator[IO[bytes]]:
    """What `work` writes is read here; whoever has read enough leaves."""
    read, write = os.pipe()
    worker = _Work(work, open(write, "wb"))  # noqa: SIM115 - as above
    worker.start()
    plain = open(read, "rb")  # noqa: SIM115 - as above
    try:
        yield plain
    finally:
        plain.close()  # who is not at its end has its writer stopped
        worker.join()
        _tell(worker.error)


def _tell(error: BaseException | None) -> None:
    """What went wrong beneath comes before what was made of it above."""
    if isinstance(error, OSError) and not isinstance(error, BrokenPipeError):
        if error.errno is None and "roken pipe" not in str(error):
            raise NotReadable from None
        if error.errno is not None:
            raise error
    elif error is not None and not isinstance(error, BrokenPipeError):
        raise error
