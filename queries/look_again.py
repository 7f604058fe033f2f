"""By when each action of a plan is looked at again, and whether it was: Annex 1, part 4.5."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from queries.plan_file import ActionRow, PlanFile
from rules.look_again import looked_on


@dataclass(frozen=True, slots=True)
class LookLine:
    """The day that was said last, and the review on it or after it."""

    on: date
    reviewed_on: date | None

    @property
    def is_late(self) -> bool:
        """Reviewed, and after its day."""
        return self.reviewed_on is not None and self.reviewed_on > self.on


def looks_of(file: PlanFile) -> Mapping[UUID, LookLine]:
    """By the action's id; one without a day of its own is reviewed with the plan."""
    found = ((row.action.id, _look(file, row)) for row in file.rows)
    return {id: line for id, line in found if line is not None}


def _look(file: PlanFile, row: ActionRow) -> LookLine | None:
    of_it = [
        (review, row.found[review.id])
        for review, _ in file.reviews
        if review.id in row.found and row.found[review.id].action_id == row.action.id
    ]
    said = [(each.look_again_on, of) for of, each in of_it if each.look_again_on]
    day, review = said[-1] if said else (row.action.look_again_on, None)
    if day is None:
        return None
    said_on = review.settled_on if review else None
    return LookLine(day, looked_on(day, [each.settled_on for each, _ in of_it], said_on))
