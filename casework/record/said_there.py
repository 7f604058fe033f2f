"""What names a meeting that is no longer on record as held: decision 0102."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from casework.record.table import days_met
from models.meeting import Meeting
from rules.said_there import counts_as_said

Said = tuple[UUID, date, Meeting | None]
"""What was said, on which day, and the meeting that it names."""


def of_no_meeting(session: Session, case_id: UUID, said: Iterable[Said]) -> frozenset[UUID]:
    """Of these what no meeting on record stands for; no statement where each named one is held."""
    named = [(id, day, meeting.held_at is not None) for id, day, meeting in said if meeting]
    if all(held for *_, held in named):
        return frozenset()
    met = days_met(session, case_id)
    return frozenset(
        id for id, day, held in named if not counts_as_said(day, met, named_is_held=held)
    )
