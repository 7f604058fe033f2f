"""What became of each day that the log names for the next visit: Art. 14(1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from casework.record import visit_marks
from models.case import Case
from models.session import Work
from rules.visit_marks import is_replaced, made_on


class NamedVisit(StrEnum):
    """How the day stands."""

    MADE = "made"
    MADE_LATE = "made_late"
    REPLACED = "replaced"
    WAITING = "waiting"
    MISSED = "missed"


SIGNS = {NamedVisit.MADE: "done", NamedVisit.MADE_LATE: "late", NamedVisit.MISSED: "late"}


@dataclass(frozen=True, slots=True)
class VisitState:
    """One of them, with the day of the visit where there was one."""

    state: NamedVisit
    on: date | None = None

    @property
    def sign(self) -> str:
        return SIGNS.get(self.state, "later")


def visits_named(work: Work, case: Case) -> Mapping[int, VisitState]:
    """By the number of the entry that holds."""
    record, today = visit_marks.of_case(work.session, case.id), work.clock.today()
    found = {}
    for mark in record.marks:
        on = made_on(mark, record.made)
        if is_replaced(mark, record.marks) and (on is None or on > mark.until):
            found[mark.number] = VisitState(NamedVisit.REPLACED)
        elif on is not None:
            late = on > mark.until
            found[mark.number] = VisitState(NamedVisit.MADE_LATE if late else NamedVisit.MADE, on)
        else:
            passed = mark.until < today
            found[mark.number] = VisitState(NamedVisit.MISSED if passed else NamedVisit.WAITING)
    return found
