"""How often the table reviews a plan, where it set another rhythm than the month: Art. 5(1.5)."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Rhythm:
    """As the table set it; it runs from that day, or from the plan or review after it."""

    days: int
    set_on: date
