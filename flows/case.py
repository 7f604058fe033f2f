"""The life of a case, as Prefect runs and shows it."""

from uuid import UUID

from prefect import flow

from flows.life import activate


@flow(name="case", retries=0, persist_result=False, validate_parameters=False)
def case(case_id: UUID) -> None:
    """One child's case, from referral to closure: Art. 11. Lives months, holds seconds."""
    activate(case_id)
