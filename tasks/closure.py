"""The steps towards the end of a case: Art. 8(11), 17."""

from uuid import UUID

from tasks.step import step
from workflow.activation import perform


@step("ask_closure_approval")
def ask_closure_approval(case_id: UUID, closure_id: UUID) -> None:
    """Ask the head to approve closure beforehand."""
    perform("ask_closure_approval", case_id, closure_id)


@step("answer_closure")
def answer_closure(case_id: UUID, closure_id: UUID) -> None:
    """Tell the case manager what the head decided."""
    perform("answer_closure", case_id, closure_id)


@step("ask_closing_signatures")
def ask_closing_signatures(case_id: UUID, closure_id: UUID) -> None:
    """Ask for the signatures under the closing form."""
    perform("ask_closing_signatures", case_id, closure_id)


@step("seal_file")
def seal_file(case_id: UUID, closure_id: UUID) -> None:
    """Seal the file of a closed case."""
    perform("seal_file", case_id, closure_id)
