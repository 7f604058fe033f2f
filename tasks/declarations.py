"""The step that asks for the declarations: Art. 10(2), 18(2)."""

from uuid import UUID

from tasks.step import step
from workflow.activation import perform


@step("ask_declarations")
def ask_declarations(case_id: UUID, member_id: UUID) -> None:
    """Ask a member for both declarations, once."""
    perform("ask_declarations", case_id, member_id)
