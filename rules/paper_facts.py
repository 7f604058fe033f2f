"""What the rules are told of a case that ran on paper before: plain frozen values."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """Since when the case runs here, and whether what lay before that day has been entered."""

    on: date
    entered: bool
