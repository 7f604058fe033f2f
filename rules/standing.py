"""How plan and risk stood on a day, whatever was found afterwards: Art. 5(2), 17(3.1).

The table finds both in its meetings; a report or the manager's own word is no finding of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar

from rules.planning import ActionStatus

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """What was found of something on a day, and when that was typed."""

    on: date
    entered: datetime
    what: T


@dataclass(frozen=True, slots=True)
class ActionFound:
    """An action of the plan, with what the reviews found of it, also in an earlier version."""

    progress: tuple[Found[ActionStatus], ...] = ()
    dropped_on: date | None = None


def last_by(found: Iterable[Found[T]], day: date) -> T | None:
    """What was found last by that day; of one day what was typed last, which may correct it."""
    by_then = [each for each in found if each.on <= day]
    return max(by_then, key=lambda each: (each.on, each.entered)).what if by_then else None


def was_open(action: ActionFound, day: date) -> bool:
    """Neither found completed by that day nor dropped by then: Art. 15(2), 15(3)."""
    is_dropped = action.dropped_on is not None and action.dropped_on <= day
    return not is_dropped and last_by(action.progress, day) != ActionStatus.COMPLETED
