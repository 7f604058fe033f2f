"""The report of a municipal table on its year, as Prefect runs and shows it."""

from uuid import UUID

from prefect import flow

from flows.life import activate


@flow(name="annual-report", retries=0, persist_result=False, validate_parameters=False)
def annual_report(report_id: UUID) -> None:
    """Numbers counted, text approved by the table, handed to the Municipality: Art. 5(1.6)."""
    activate(report_id)
