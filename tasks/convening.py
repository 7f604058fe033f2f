"""The steps that bring a meeting together: Art. 8(3), 8(7)."""

from uuid import UUID

from tasks.step import step
from workflow.activation import perform


@step("ask_agreement")
def ask_agreement(case_id: UUID, meeting_id: UUID) -> None:
    """Ask the head to agree the proposed date; asked once for each date."""
    perform("ask_agreement", case_id, meeting_id)


@step("invite_members")
def invite_members(case_id: UUID, meeting_id: UUID) -> None:
    """Queue one invitation with agenda per member; a member already invited is left alone."""
    perform("invite_members", case_id, meeting_id)
