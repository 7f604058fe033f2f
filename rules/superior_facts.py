"""What the rules are told about superiors: Art. 14(3.2)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class SilentSuperior:
    """A superior who was notified by mail and has not replied: Art. 14(3.2)."""

    since: date
    asked_again_on: date | None = None
    """When they were asked again, the last time: from when a server took the mail."""
    holidays: Collection[date] = ()
