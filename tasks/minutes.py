"""The steps of the minutes: Art. 10(1)."""

from uuid import UUID

from tasks.step import step
from workflow.activation import perform


@step("send_minutes")
def send_minutes(case_id: UUID, minutes_id: UUID) -> None:
    """Send the minutes to those who were present."""
    perform("send_minutes", case_id, minutes_id)


@step("ask_signatures")
def ask_signatures(case_id: UUID, minutes_id: UUID) -> None:
    """Ask for the signatures under the approved minutes."""
    perform("ask_signatures", case_id, minutes_id)
