"""The steps of the quarterly municipal meeting: Art. 8(2)."""

from uuid import UUID

from tasks.step import step
from workflow.activation import perform


@step("propose_quarterly")
def propose_quarterly(life_id: UUID, subject_id: UUID) -> None:
    """Propose a date for this quarter's meeting."""
    perform("propose_quarterly", life_id, subject_id)


@step("close_quarter")
def close_quarter(life_id: UUID, meeting_id: UUID) -> None:
    """Record that the quarter's meeting was held."""
    perform("close_quarter", life_id, meeting_id)
