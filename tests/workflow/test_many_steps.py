"""A life with much to do in one activation, and one that goes round in circles."""

from collections.abc import Iterator, Sequence
from itertools import islice
from uuid import UUID

import pytest

from core.ids import new_id
from rules.steps import DueStep
from workflow import life
from workflow.life import due_steps
from workflow.steps_in_turn import MOST_TIMES, TooManySteps

LIFE = new_id()


def asks_for(monkeypatch: pytest.MonkeyPatch, *answers: Sequence[DueStep]) -> None:
    """What the rules say, each time they are asked."""
    said: Iterator[Sequence[DueStep]] = iter(answers)

    def found(life_id: UUID, *, is_first: bool = False) -> Sequence[DueStep]:
        assert life_id == LIFE
        return next(said)

    monkeypatch.setattr(life, "_found", found)


def test_each_of_three_hundred_members_is_asked_in_one_activation(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    steps = [DueStep("ask_declarations", new_id()) for _ in range(300)]
    asks_for(monkeypatch, *(steps[number:] for number in range(301)))
    assert list(due_steps(LIFE)) == steps


def test_a_step_that_is_asked_for_again_and_again_ends_the_activation(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    step = DueStep("ask_agreement", new_id())
    asks_for(monkeypatch, *([step] for _ in range(MOST_TIMES + 1)))
    going = due_steps(LIFE)
    assert list(islice(going, MOST_TIMES)) == [step] * MOST_TIMES
    with pytest.raises(TooManySteps):
        next(going)
