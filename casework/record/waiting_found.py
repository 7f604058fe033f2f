"""What was found of one case that may wait for somebody's word, row by row: ours, 0128."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from core.clock import local_day


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """One row of the question: which thing, its name, its day, when it was written down."""

    id: UUID
    name: str
    on: date | None
    at: datetime | None
    code: str

    @property
    def day(self) -> date:
        assert self.on is not None
        return self.on


@dataclass(frozen=True, slots=True)
class WaitingRows:
    """Those of one case, by what they are; in the order of their days and of their entry."""

    by_kind: dict[str, list[WaitingRow]] = field(default_factory=lambda: defaultdict(list))

    def said_of(self, what: str) -> Mapping[UUID, list[WaitingRow]]:
        """The rows by the thing that they were said of."""
        found: dict[UUID, list[WaitingRow]] = defaultdict(list)
        for each in self.by_kind[what]:
            found[each.id].append(each)
        return found

    def latest(self, what: str) -> date | None:
        days = (each.on or (local_day(each.at) if each.at else None) for each in self.by_kind[what])
        return max((day for day in days if day), default=None)
