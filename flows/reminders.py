"""The reminders of a municipality, as Prefect runs and shows it."""

from uuid import UUID

from prefect import flow

from flows.life import activate


@flow(name="reminders", retries=0, persist_result=False, validate_parameters=False)
def reminders(municipality_id: UUID) -> None:
    """Each morning one mail to everybody whose report is missing: Art. 8(9)."""
    activate(municipality_id)
