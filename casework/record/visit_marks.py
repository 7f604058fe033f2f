"""Visits in the log, and the days that entries name for the next one: Art. 14(1), 14(4)."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, literal, or_, select
from sqlalchemy.orm import Session, aliased

from models.asked import LIFE, kept
from models.logbook import LogEntry
from rules.logbook import ChildSeen, LogKind
from rules.visit_facts import LoggedVisit, VisitMark, VisitsOnRecord
from rules.visit_marks import visited_on


def column(life: ColumnElement[UUID] = LIFE) -> ColumnElement[Any]:
    """To be selected beside the case: the entries that count, with those that they correct."""
    return select(func.jsonb_agg(_said())).where(*_of_the_log(life)).scalar_subquery()


@kept
def _alone() -> Select[Any]:
    return select(func.jsonb_agg(_said())).where(*_of_the_log(LIFE))


def of_case(session: Session, case_id: UUID) -> VisitsOnRecord:
    """In a statement of its own, for who reads the log."""
    return read(session.scalar(_alone(), {"life": case_id}))


def _said() -> ColumnElement[Any]:
    later = aliased(LogEntry)
    corrected = select(literal(1)).where(later.corrects_id == LogEntry.id).exists()
    return func.jsonb_build_array(
        LogEntry.id,
        LogEntry.number,
        LogEntry.happened_on,
        LogEntry.next_visit_on,
        corrected,
        LogEntry.corrects_id,
        LogEntry.kind == LogKind.VISIT,
        LogEntry.took_place.is_not(False),
        LogEntry.seen.is_distinct_from(ChildSeen.NOT_SEEN),
    )


def _of_the_log(life: ColumnElement[UUID]) -> tuple[ColumnElement[bool], ...]:
    """Visits, days that were named, and corrections: all of which may be one of the others'."""
    counts = or_(
        LogEntry.kind == LogKind.VISIT,
        LogEntry.next_visit_on.is_not(None),
        LogEntry.corrects_id.is_not(None),
    )
    return LogEntry.case_id == life, counts


def read(found: Sequence[Sequence[Any]] | None) -> VisitsOnRecord:
    """By the entries that hold; one that corrects another names the same visit."""
    every = found or ()
    corrects = {each[0]: each[5] for each in every if each[5]}
    holding = [each for each in every if not each[4]]
    return VisitsOnRecord(
        tuple(
            VisitMark(
                UUID(_first(each[0], corrects)),
                each[1],
                date.fromisoformat(each[2]),
                date.fromisoformat(each[3]),
            )
            for each in holding
            if each[3]
        ),
        visited_on(LoggedVisit(date.fromisoformat(each[2]), *each[6:]) for each in holding),
    )


def _first(entry: str, corrects: dict[str, str]) -> str:
    while entry in corrects:
        entry = corrects[entry]
    return entry
