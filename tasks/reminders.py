"""The morning round: one digest to each person who owes something: Art. 8(9)."""

from uuid import UUID

from tasks.step import step
from workflow.activation import perform


@step("morning_round")
def morning_round(life_id: UUID, municipality_id: UUID) -> None:
    """Queue the digests of this morning; a person already reminded today is left alone."""
    perform("morning_round", life_id, municipality_id)
