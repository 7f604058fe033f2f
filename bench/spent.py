"""What a process spends its time on: looked at every few milliseconds of its CPU."""

import signal
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import FrameType
from typing import Final

EVERY: Final = 0.004
"""Seconds of CPU: the clock of most kernels ticks no faster."""
ON: Final[Mapping[str, tuple[str, ...]]] = {
    "templates and catalogues, read once": ("jinja2/parser", "jinja2/compiler", "babel/messages"),
    "the wire": ("channels/post.py",),
    "calendars": ("notifications/entries.py",),
    "mime": ("channels/mail.py",),
    "words": ("notifications/letters.py",),
    "the database's library": ("/sqlalchemy/", "/psycopg/"),
}
"""By what stands somewhere in the calls of that moment; the first that fits."""


@contextmanager
def shares() -> Iterator[dict[str, float]]:
    """Of the main thread: what it waits for of another one, as of the wire, counts as that."""
    seen: Counter[str] = Counter()
    found: dict[str, float] = {}

    def look(_: int, frame: FrameType | None) -> None:
        seen[_on(frame)] += 1

    before = signal.signal(signal.SIGPROF, look)
    signal.setitimer(signal.ITIMER_PROF, EVERY, EVERY)
    try:
        yield found
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
        found |= {name: round(count / seen.total(), 2) for name, count in seen.most_common()}


def _on(frame: FrameType | None) -> str:
    files = set()
    while frame is not None:
        files.add(frame.f_code.co_filename)
        frame = frame.f_back
    return next(
        (name for name, ours in ON.items() if any(each in file for each in ours for file in files)),
        "the rest",
    )
