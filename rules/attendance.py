"""Who came to the meetings they were invited to, and what absence suggests: Art. 9, 14(3.2)."""

from dataclasses import dataclass
from datetime import date

from rules.basis import Default
from rules.defaults import DEFAULTS


@dataclass(frozen=True, slots=True)
class AttendanceFacts:
    """One institution at one table: Art. 9.

    Counted over the meetings held to which it was invited; several people of it count as one.
    """

    invited: int
    came: int
    excused: int
    """Absent with a reason on record."""
    running: int
    """How many of them it has missed without coming in between, up to the last."""
    last_missed: date | None = None
    answers: bool = False
    """It answers for an action of the plan that is open: Art. 14(2)."""
    told_on: date | None = None
    """When its superior was notified last."""

    @property
    def unexcused(self) -> int:
        """Absent without a word."""
        return self.invited - self.came - self.excused


def suggests_superior(facts: AttendanceFacts) -> Default | None:
    """Whether absence suggests a notice to the superior, and whose limit that is: Art. 14(3.2).

    The text says "mos bashkëpunim" and no number: DEFAULTS.REPEATED_ABSENCE. The manager decides.
    """
    limit = DEFAULTS.REPEATED_ABSENCE
    if not facts.answers or facts.running < limit.days or facts.last_missed is None:
        return None
    is_told = facts.told_on is not None and facts.told_on >= facts.last_missed
    return None if is_told else limit
