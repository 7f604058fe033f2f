"""What can be wrong with the trail, and what a single entry says of itself."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row

from core.i18n import N_
from core.trail import FIELDS, digest_of

WAITS: Final = timedelta(minutes=5)
"""For longer nothing waits to be sealed while a worker lives."""
COMMITTED: Final = timedelta(minutes=1)
"""An entry is the last thing before its commit; so long, at most, it is not yet to be seen."""


class Fault(StrEnum):
    """What can be wrong."""

    CHANGED = "changed"
    """The entry is not what its digest was taken over."""
    REPLACED = "replaced"
    """It fits its digest, and another one was sealed."""
    DROPPED = "dropped"
    """It was counted or sealed, and is not there."""
    UNSEALED = "unsealed"
    """It has waited for its seal for too long, or was never counted."""
    BACKDATED = "backdated"
    """It says a moment at which it cannot have been written."""
    CHAIN = "chain"
    """A link does not follow from the one before."""
    HEAD = "head"
    """A signed end of the trail does not fit, or is not signed by us."""
    LOST = "lost"
    """An end that was kept elsewhere is not in the database."""
    CLOCK = "clock"
    """The database's time ran backwards: noticed, and by itself no forgery."""
    PAPER = "paper"
    """A text is not the one that was laid for signature or signed."""
    WORD = "word"
    """A signature is not as it was given, or nobody gave it."""
    FILE = "file"
    """A sealed file does not say what was sealed."""


@dataclass(frozen=True, slots=True)
class TrailFinding:
    """One thing that is wrong, and where."""

    fault: Fault
    number: int | None = None
    """The entry's; of a gap in a lane, that of the one behind it."""
    life_id: UUID | None = None
    position: int | None = None
    """In the chain over all."""
    paper: UUID | None = None

    @property
    def has_place(self) -> bool:
        """Of one that has none, two on different days would have one name."""
        return any((self.number, self.life_id, self.position, self.paper))

    @property
    def name(self) -> str:
        """Eight letters for what and where: the same tomorrow, and of nothing else."""
        said = json.dumps(self.as_json(), sort_keys=True)
        return hashlib.sha256(said.encode()).hexdigest()[:8]

    def as_json(self) -> dict[str, Any]:
        return {
            "fault": str(self.fault),
            "number": self.number,
            "life": str(self.life_id) if self.life_id else None,
            "position": self.position,
            "paper": str(self.paper) if self.paper else None,
        }


FAULTS: Final[Mapping[Fault, str]] = {
    Fault.CHANGED: N_("An entry was changed:"),
    Fault.REPLACED: N_("An entry is not the one that was sealed:"),
    Fault.DROPPED: N_("An entry was deleted, here or before this one:"),
    Fault.UNSEALED: N_("An entry waits to be sealed for too long:"),
    Fault.BACKDATED: N_("An entry says a moment at which it was not there:"),
    Fault.CHAIN: N_("The chain does not go on here:"),
    Fault.HEAD: N_("A signed end of the trail does not fit, or is not signed by us:"),
    Fault.LOST: N_("An end that was kept elsewhere is not on record:"),
    Fault.CLOCK: N_("The database's clock was set back:"),
    Fault.PAPER: N_("A text is not what was laid for signature:"),
    Fault.WORD: N_("A signature is not as it was given:"),
    Fault.FILE: N_("A sealed file does not say what was sealed:"),
}


def is_wrong(finding: TrailFinding) -> bool:
    """Whether somebody has to look; a clock is set back now and then."""
    return finding.fault is not Fault.CLOCK


def faults_of(row: Row[Any]) -> list[TrailFinding]:
    """Of an entry, beside its seal where it has one."""
    sealed = getattr(row, "sealed", None)
    if row.number is None:
        return [TrailFinding(Fault.DROPPED, row.sealed_number, row.sealed_life, row.position)]
    if digest_of([getattr(row, name) for name in FIELDS]) != row.digest:
        return [TrailFinding(Fault.CHANGED, row.number, row.life_id)]
    if sealed is not None and (sealed, row.sealed_life) != (row.digest, row.life_id):
        return [TrailFinding(Fault.REPLACED, row.number, row.life_id, row.position)]
    return []
