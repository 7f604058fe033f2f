"""The morning round of a municipality, as Prefect runs and shows it."""

from uuid import UUID

from prefect import flow

from flows.life import activate


@flow(name="morning-round", retries=0, persist_result=False, validate_parameters=False)
def morning_round(municipality_id: UUID) -> None:
    """Each morning one digest to everybody who owes something: Art. 8(9). Sleeps until the next."""
    activate(municipality_id)
