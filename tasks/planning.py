"""The step that sends the plan: Art. 13(3)."""

from uuid import UUID

from tasks.step import step
from workflow.activation import perform


@step("send_plan")
def send_plan(case_id: UUID, plan_id: UUID) -> None:
    """Send the unified plan to every member, once."""
    perform("send_plan", case_id, plan_id)
