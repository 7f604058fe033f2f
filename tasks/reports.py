"""The steps around a member's progress report: Art. 8(9), 14(3.2)."""

from uuid import UUID

from tasks.step import step
from workflow.activation import perform


@step("ask_reports")
def ask_for_reports(case_id: UUID, meeting_id: UUID) -> None:
    """Queue one request per member of the case; a member already asked is left alone."""
    perform("ask_reports", case_id, meeting_id)


@step("give_last_chance")
def give_last_chance(case_id: UUID, request_id: UUID) -> None:
    """Tell a silent member the last day, after the reminders."""
    perform("give_last_chance", case_id, request_id)


@step("notify_superior")
def notify_superior(case_id: UUID, request_id: UUID) -> None:
    """Tell the member's superior that no report came."""
    perform("notify_superior", case_id, request_id)
