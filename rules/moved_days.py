"""Two courses of one case side by side: what moves with a meeting: ours, 0207."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from rules.duties import Duty
from rules.months_ahead import Foreseen

OPENS: Final = "open_review"


@dataclass(frozen=True, slots=True)
class TwoDays:
    """One thing in two courses of a case; None where one of them has it no more within the time."""

    stands: Foreseen | None
    tried: Foreseen | None
    later: bool = False
    """It belongs to the review after that meeting, and moves with the rest."""

    @property
    def either(self) -> Foreseen:
        found = self.tried or self.stands
        assert found is not None  # one of the two
        return found

    @property
    def moves(self) -> bool:
        if self.stands is None or self.tried is None:
            return True
        return (self.stands.on, self.stands.missed) != (self.tried.on, self.tried.missed)


def side_by_side(stands: Sequence[Foreseen], tried: Sequence[Foreseen]) -> list[TwoDays]:
    """What goes with one meeting beside what goes with the same one: the first beside the first,
    the second beside the second; by the days tried."""
    one, other = dict(_numbered(stands)), dict(_numbered(tried))
    ends = _opens(stands), _opens(tried)
    pairs = [_beside(one.get(key), other.get(key), ends) for key in dict.fromkeys((*other, *one))]
    return sorted(pairs, key=lambda each: each.either.on)


def _beside(stands: Foreseen | None, tried: Foreseen | None, ends: tuple[date, date]) -> TwoDays:
    own = zip((stands, tried), ends, strict=True)
    return TwoDays(stands, tried, any(each is not None and each.on >= end for each, end in own))


def _opens(course: Sequence[Foreseen]) -> date:
    """When the review opens after the first meeting to come."""
    return next((e.on for e in course if e.round and e.act == OPENS), date.max)


def _numbered(course: Sequence[Foreseen]) -> Iterator[tuple[object, Foreseen]]:
    counted: dict[object, int] = {}
    for each in course:
        of_plan = each.duty is not None and each.duty.duty is Duty.REVIEW_PLAN
        key = (0 if of_plan else each.round, each.what)  # its month is of no meeting: Art. 5(1.5)
        counted[key] = counted.get(key, 0) + 1
        yield (key, counted[key]), each
