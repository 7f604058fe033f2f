"""One step after the other, until none is due."""

from collections import Counter
from collections.abc import Callable, Container, Iterator, Sequence
from typing import Final
from uuid import UUID

from rules.steps import DueStep

MOST_TIMES: Final = 10
"""One step in one activation: a life that asks for it once more is going round in circles. How many
steps there are says nothing: each of three hundred members is asked to declare in one of their own.
"""


class TooManySteps(Exception):
    """An activation that does not come to an end; the message carries the life's id only."""


def in_turn(
    life_id: UUID,
    due: Sequence[DueStep],
    skip: Container[DueStep],
    then: Callable[[], Sequence[DueStep]],
) -> Iterator[DueStep]:
    """The first of these, and so on with what `then` gives."""
    taken: Counter[DueStep] = Counter()
    while True:
        # Nobody holds the lock here, and a person may act before the next step takes it. So this
        # names a task to start, and no more: `perform` decides under the lock. What has become
        # due meanwhile, that act has left a wake-up for.
        step = first_of(due, skip)
        if step is None:
            return
        count_step(taken, step, life_id)
        yield step
        due = then()


def first_of(due: Sequence[DueStep], skip: Container[DueStep]) -> DueStep | None:
    return next((step for step in due if step not in skip), None)


def count_step(taken: Counter[DueStep], step: DueStep, life_id: UUID) -> None:
    """Raises `TooManySteps`."""
    taken[step] += 1
    if taken[step] > MOST_TIMES:
        raise TooManySteps(str(life_id))
