"""The morning round of a municipality, as Prefect runs and shows it."""

from uuid import UUID

from prefect import flow

from flows.life import only_activation_of


@flow(name="morning-round", retries=0, persist_result=False, validate_parameters=False)
def morning_round(municipality_id: UUID) -> None:
    """Each morning one digest to everybody who owes something: Art. 8(9). Sleeps until the next."""
    with only_activation_of(municipality_id) as life:
        for step in life.due_steps():
            life.take(step)
        life.deliver_notices()
        life.park_until_next_wake()
