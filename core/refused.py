"""Why a process does not start, in one sentence for whoever started it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

REFUSED: Final = 78
"""The exit code of a start that no second one mends (`EX_CONFIG` in sysexits.h); systemd is told to
leave it at that."""


class StartRefused(Exception):
    """The message is for people: a text of the catalogue, and what stands in it."""

    message: str
    facts: Mapping[str, object] = MappingProxyType({})
