"""What the rules are told of the eighteenth birthday: Art. 17(3.2)."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class EighteenFacts:
    """The eighteenth birthday, and how it was announced: Art. 17(3.2)."""

    turns_on: date
    said: int | None = None
    """The fewest months ahead of that day for which the manager was told."""
