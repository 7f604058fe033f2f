"""The quarterly meeting of a municipality, as Prefect runs and shows it."""

from uuid import UUID

from prefect import flow

from casework.municipality import standing
from flows.life import activate
from models.session import unit_of_work


@flow(name="quarterly-meeting", retries=0, persist_result=False, validate_parameters=False)
def quarterly_meeting(meeting_id: UUID | None = None, municipality_id: UUID | None = None) -> None:
    """One quarter's meeting of a municipality's standing members: Art. 8(2).

    On its schedule it only opens the quarter, which then has a life and a run of its own.
    """
    if meeting_id is not None:
        return activate(meeting_id)
    with unit_of_work() as work:
        # Prefect hands parameters over as JSON has them: they are not validated here.
        standing.open_current_quarter(work, UUID(str(municipality_id)))
    return None
