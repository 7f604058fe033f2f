"""Why a process does not start, in one sentence for whoever started it."""

from collections.abc import Mapping
from types import MappingProxyType


class StartRefused(Exception):
    """The message is for people: a text of the catalogue, and what stands in it."""

    message: str
    facts: Mapping[str, object] = MappingProxyType({})
