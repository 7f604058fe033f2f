"""To what a list of cases is narrowed, and how each of its groups stands in order: Art. 16(1)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, case, func, null

from models.case import Case
from models.duty import DutyRow
from rules.assessment import Risk
from rules.phases import ORDER


class Sort(StrEnum):
    """By what a list can be put in order; each group stays together, and the late stay first."""

    DUE = "due"
    CASE = "case"
    PHASE = "phase"
    RISK = "risk"
    """The highest first, what is not known last."""
    ACTOR = "actor"
    MANAGER = "manager"
    LATE = "late"
    """Where most is late, first."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list of cases is narrowed to; what is empty narrows nothing."""

    closed: bool = False
    state: str = ""
    """A group of the list, or the stalled ones."""
    managers: Collection[UUID] | None = None
    phase: str = ""
    risk: str = ""
    actor: str = ""
    signs: str = ""
    """Letters and digits that the number holds."""
    sort: Sort = Sort.DUE
    """By what the lines of each group stand in order."""
    backwards: bool = False
    by_name: Sequence[UUID] = ()
    """The managers in the order of their names, which no statement can read."""


def in_order(
    wanted: Wanted, owed: type[DutyRow], late: ColumnElement[int]
) -> list[ColumnElement[Any]]:
    """Within each group; of two alike the nearest day comes first."""
    keys: Mapping[Sort, ColumnElement[Any]] = {
        Sort.DUE: owed.due_on.expression,
        Sort.CASE: Case.number.expression,
        Sort.PHASE: _place(Case.phase.expression, [each.value for each in ORDER]),
        Sort.RISK: _place(Case.risk.expression, [each.value for each in reversed(Risk)]),
        Sort.ACTOR: owed.actor.expression,
        Sort.MANAGER: _place(Case.manager_id.expression, wanted.by_name),
        Sort.LATE: -func.coalesce(late, 0),
    }
    key = keys[wanted.sort]
    key = key.desc() if wanted.backwards else key.asc()
    return [key.nulls_last(), owed.due_on.asc().nulls_last(), Case.number.asc()]


def _place(column: ColumnElement[Any], order: Sequence[Any]) -> ColumnElement[Any]:
    return (
        case({each: place for place, each in enumerate(order)}, value=column) if order else null()
    )
