"""What the look at the end of a step found due, handed to the activation that took the step.

In memory only, and past Prefect: it runs the step in between, and may store what a task returns.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from uuid import UUID

from rules.steps import DueStep


@dataclass(slots=True)
class Hint:
    """The steps of one life that were due when its last step was committed; good for one use."""

    life_id: UUID
    steps: Sequence[DueStep] | None = None

    def take(self) -> Sequence[DueStep] | None:
        steps, self.steps = self.steps, None
        return steps

    @contextmanager
    def wanted(self) -> Iterator[None]:
        """Whoever takes a step of this life meanwhile leaves here what they found."""
        token = _wanted.set(self)
        try:
            yield
        finally:
            _wanted.reset(token)


_wanted: ContextVar[Hint | None] = ContextVar("wanted_hint", default=None)


def leave(life_id: UUID, steps: Sequence[DueStep]) -> None:
    """Say what is due now in a life, if somebody wants to know: only once it is committed."""
    hint = _wanted.get()
    if hint is not None and hint.life_id == life_id:
        hint.steps = steps
