"""Who took part in a meeting for a part of it only: came late, or had to go: Art. 9, 10(2)."""

from datetime import date, datetime
from typing import TypedDict

from core.clock import local_day
from models.meeting import Attendance


class InPart(TypedDict):
    """From when, and until when, where it is not the whole meeting."""

    came_at: datetime | None
    recused_on: date | None
    recused_at: datetime | None
    signed_in_at: datetime | None
    """Of somebody who is on record as absent: what they said by the room's code."""


def in_part(line: Attendance, met_on: date) -> InPart:
    """A conflict of interest that was said in the meeting has its hour; of one that was said before
    it, or typed later, the day is known."""
    member, said = line.member, None
    recused_on = member.recused_on if line.present and member.was_recused(met_on) else None
    if recused_on == met_on and member.declared_at and local_day(member.declared_at) == met_on:
        said = member.declared_at
    came_at = line.came_at if line.present else None
    signed_in_at = None if line.present else line.signed_in_at
    return InPart(
        came_at=came_at, recused_on=recused_on, recused_at=said, signed_in_at=signed_in_at
    )
