"""What the rules are told about visits: days that were named, and days on which one was made."""

from dataclasses import dataclass, field
from datetime import date
from typing import Final
from uuid import UUID


@dataclass(frozen=True, slots=True)
class VisitMark:
    """An entry of the log that names the day by which the next visit is made: Art. 14(1)."""

    id: UUID
    """The first of the entries that correct one another."""
    number: int
    said_on: date
    """The true day of the entry."""
    until: date


@dataclass(frozen=True, slots=True)
class VisitsOnRecord:
    """By the entries that hold."""

    marks: tuple[VisitMark, ...] = ()
    made: frozenset[date] = field(default=frozenset())
    """True days of visits; of none that did not take place."""


@dataclass(frozen=True, slots=True)
class LoggedVisit:
    """An entry of the log that holds, as far as it may be a visit to the child."""

    on: date
    is_visit: bool
    """It is entered as a visit, and not as a call or a talk."""
    took_place: bool = True
    """It was no contact of the plan, or one that took place."""
    child_seen: bool = True
    """Nobody said that the child was not seen."""


NO_VISITS: Final = VisitsOnRecord()
