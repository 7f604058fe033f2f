"""The head's week: who is waited for, who came and who reported in time; counts alone: 16(1)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class WaitedFor:
    """An institution, or an officer, with what is late or falls due in the week."""

    who: str
    """An officer's name is read as the mail leaves: no name lies in the outbox."""
    things: int
    late: int
    since: date
    """The day of the first."""
    officer: UUID | None = None
    unreached: int = 0
    """Of how many of them no mail reaches who is asked: they have not refused."""


@dataclass(frozen=True, slots=True)
class InstitutionFigures:
    """One institution within a year: meetings to which it was invited, reports it owed."""

    institution: str
    invited: int
    came: int
    excused: int
    owed: int
    in_time: int


@dataclass(frozen=True, slots=True)
class HeadsWeek:
    """What stands beside the lines of the morning."""

    monday: date
    until: date
    waited_for: tuple[WaitedFor, ...] = ()
    figures: tuple[InstitutionFigures, ...] = ()
    more: int = 0
    """Tables with something due in the week that have no line."""
    stood_on: date | None = None
    """Of a week that leaves on a later day: of which morning its counts are."""
