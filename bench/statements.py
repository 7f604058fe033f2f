"""What a process sends to Postgres."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, event


@contextmanager
def counted() -> Iterator[list[str]]:
    """Every statement that this process sends meanwhile, whosever request it is."""
    seen: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", note)


@contextmanager
def timed_statements() -> Iterator[list[tuple[float, str]]]:
    """Each with the milliseconds until its answer was there."""
    seen: list[tuple[float, str]] = []
    began: dict[int, float] = {}

    def before(_c: object, cursor: object, *_: object) -> None:
        began[id(cursor)] = time.perf_counter()

    def after(_c: object, cursor: object, statement: str, *_: object) -> None:
        seen.append(((time.perf_counter() - began[id(cursor)]) * 1000, statement))

    event.listen(Engine, "before_cursor_execute", before)
    event.listen(Engine, "after_cursor_execute", after)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", before)
        event.remove(Engine, "after_cursor_execute", after)
