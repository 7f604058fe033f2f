"""A slip in the day of what an officer typed of somebody else is put right: decision 0150."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final
from uuid import UUID

from casework.case import information_days
from casework.table import declared_days
from casework.table.typed_days import ToDay
from models.session import Work
from rules.typed_days import OF_A_SEAT, DayOf

MOVES: Final[Mapping[DayOf, Callable[[Work, UUID, ToDay], None]]] = {
    DayOf.WORD: declared_days.of_word,
    DayOf.INFORMATION: information_days.of_information,
    DayOf.CLAIM: information_days.of_claim,
    DayOf.OUTCOME: information_days.of_outcome,
}


def correct(work: Work, what: DayOf, subject_id: UUID, on: date, *, reason: str) -> None:
    """The day that stood there stays to be read, and all is judged by the one that counts."""
    to = ToDay(on, reason)
    if what in OF_A_SEAT:
        declared_days.of_seat(work, what, subject_id, to)
    else:
        MOVES[what](work, subject_id, to)
