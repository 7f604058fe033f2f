"""The life of a case, as Prefect runs and shows it."""

from uuid import UUID

from prefect import flow

from flows.life import only_activation_of


@flow(name="case", retries=0, persist_result=False, validate_parameters=False)
def case(case_id: UUID) -> None:
    """One child's case, from referral to closure: Art. 11. Lives months, holds seconds."""
    with only_activation_of(case_id) as life:  # Postgres advisory lock; dies with its holder
        for step in life.due_steps():  # the rules decide, from rows, again after every step
            life.take(step)
        life.deliver_notices()
        life.park_until_next_wake()  # Scheduled("AwaitingReports"), or Completed once closed
