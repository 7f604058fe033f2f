"""A step of the system, and the day from which it is due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from rules.steps import DueStep


@dataclass(frozen=True, slots=True)
class Planned:
    """`on` is the first day the step may be taken; a day that has passed means at once."""

    act: str
    subject_id: UUID | None
    on: date
    until: date | None = None
    """The last day on which the system may take it by itself."""
    is_foretold: bool = True
    """It will be taken, as things stand; else nobody is told of it beforehand."""

    def is_due(self, today: date) -> bool:
        return self.on <= today and (self.until is None or today <= self.until)


def ahead(planned: Iterable[Planned], today: date) -> list[Planned]:
    """What is due, and what is said to come."""
    return [step for step in planned if step.is_foretold or step.is_due(today)]


def due(planned: Iterable[Planned], today: date) -> list[DueStep]:
    """The steps to be taken now, in the order the rules gave them."""
    return [DueStep(step.act, step.subject_id) for step in planned if step.is_due(today)]


def next_day(planned: Iterable[Planned], today: date) -> date | None:
    """The first later day on which a step falls due by itself."""
    return min((step.on for step in planned if step.on > today), default=None)
