"""Templates that are compiled once and read in three languages."""

from collections.abc import Callable
from typing import Any

from jinja2 import BytecodeCache, pass_context
from jinja2.bccache import Bucket


def when_read(spoken: Callable[..., str]) -> Callable[..., str]:
    """What Jinja folds into no template: of a constant it would say the word of the language that
    was read first."""

    @pass_context
    def say(_: object, *values: object, **named: object) -> str:
        return spoken(*values, **named)

    return say


class Compiled(BytecodeCache):
    """What was read in one language need not be compiled for another: a twentieth of a second for
    each template of a page."""

    def __init__(self) -> None:
        self.kept: dict[str, tuple[str, Any]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        checksum, code = self.kept.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.kept[bucket.key] = bucket.checksum, bucket.code
