"""What every line of a morning's news has: the case, about what, of which day, by whom: 14(1)."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    String,
    Uuid,
    cast,
    func,
    literal,
    null,
    select,
    type_coerce,
)

from casework.record.morning_readers import MorningTable
from core.clock import ZONE
from models.case import Case
from rules.mornings import Happening

NOBODY: Final = cast(null(), Uuid())


@dataclass(frozen=True, slots=True)
class CaseNews:
    """One thing, of its true day; `by` is the officer who did it and is not told of it."""

    what: Happening
    table: MorningTable
    about: UUID
    on: date
    institution: str
    by: UUID | None


def news_of(
    what: Happening,
    about: Any,
    on: Any,
    *,
    institution: Any = None,
    by: Any = None,
) -> Select[Any]:
    return select(
        literal(what.value, String()).label("what"),
        Case.id.label("case_id"),
        Case.number.label("number"),
        Case.manager_id.label("manager_id"),
        Case.conflict_on.label("conflict_on"),
        about.label("about"),
        type_coerce(on, Date()).label("on_day"),
        (literal("", String()) if institution is None else institution).label("institution"),
        (NOBODY if by is None else by).label("by"),
    )


def day_of(moment: Any) -> ColumnElement[date]:
    """The calendar day in Kosovo of a column's moment."""
    return cast(func.timezone(ZONE.key, moment), Date())
