"""What names a meeting that is no longer on record as held: decision 0102."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from casework.record.table import held_of, meetings
from models.meeting import Meeting
from rules.said_there import MetFacts, counts_as_said

Said = tuple[UUID, date, Meeting | None]
"""What was said, on which day, and the meeting that it names."""


def of_no_meeting(session: Session, case_id: UUID, said: Iterable[Said]) -> frozenset[UUID]:
    """Of these what no meeting on record stands for; no statement where none was taken out."""
    out = [(id, day, at) for id, day, meeting in said if meeting and (at := meeting.misplaced_at)]
    if not out:
        return frozenset()
    met = [
        MetFacts(each.met_on, each.recorded_at)
        for each in held_of(meetings(session, case_id))
        if each.recorded_at
    ]
    return frozenset(id for id, day, at in out if not counts_as_said(day, met, at))
