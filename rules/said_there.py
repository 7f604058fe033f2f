"""What was said in a meeting counts while the table is on record as having met: Art. 9, 10(1).

A meeting may be taken out of a case because it was of another: decision 0102. What was written down
as said in it stays to be read; whatever asks what the table decided, heard or was told asks here.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class MetFacts:
    """A meeting that is on record as held."""

    on: date
    recorded_at: datetime
    """When it was put on record."""


def counts_as_said(said_on: date, met: Iterable[MetFacts], out_at: datetime | None) -> bool:
    """What names a meeting counts while that one is on record as held, also where its day was
    corrected since; it was taken out at `out_at` otherwise: Art. 9.

    It counts again where one of the day on which it was said is put on record after that. Another
    meeting of the same day that stood there all along is not the one in which it was said.
    """
    return out_at is None or any(each.on == said_on and each.recorded_at >= out_at for each in met)


def told_in_a_meeting(told_on: date, met: Collection[date], *, out: bool = False) -> bool:
    """What names none counts while the table is on record as having `met` on that day: Art. 9.

    Where a meeting of that day was taken out since, nobody knows which of them it was said in, and
    it may be of another child: it counts once it is written down anew: 18(1).
    """
    return told_on in met and not out
