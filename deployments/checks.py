"""One thing that `tryeza doctor` looked at."""

from collections.abc import Mapping
from dataclasses import dataclass, field

DEFAULT_URL = "http://localhost:8321"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at; `message` is a sentence for a person."""

    part: str
    works: bool
    message: str
    facts: Mapping[str, object] = field(default_factory=dict)
    warns: bool = False
    """It works, and somebody had better see to it."""
