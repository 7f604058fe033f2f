"""Which flow carries which kind of life."""

from uuid import UUID

from prefect import Flow

from casework.case import life as case_life
from casework.municipality import annual, quarterly, reminders
from flows.annual import annual_report
from flows.case import case
from flows.municipality import quarterly_meeting
from flows.reminders import reminders as reminders_flow

LifeFlow = Flow[[UUID], None]

FLOW_FOR: dict[str, LifeFlow] = {
    case_life.KIND.name: case,
    quarterly.KIND.name: quarterly_meeting,
    reminders.KIND.name: reminders_flow,
    annual.KIND.name: annual_report,
}
