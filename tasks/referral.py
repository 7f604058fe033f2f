"""The steps that follow a referral and an appointment: Art. 4(2)."""

from uuid import UUID

from tasks.step import step
from workflow.activation import perform


@step("announce_referral")
def announce_referral(case_id: UUID, subject_id: UUID) -> None:
    """Tell the head that a case was referred."""
    perform("announce_referral", case_id, subject_id)


@step("announce_appointment")
def announce_appointment(case_id: UUID, appointment_id: UUID) -> None:
    """Tell the case manager of the appointment."""
    perform("announce_appointment", case_id, appointment_id)
