"""The step that opens the monthly review: Art. 5(1.5), 15."""

from uuid import UUID

from tasks.step import step
from workflow.activation import perform


@step("open_review")
def open_review(case_id: UUID, plan_id: UUID) -> None:
    """Open the review of the plan and tell the case manager."""
    perform("open_review", case_id, plan_id)
