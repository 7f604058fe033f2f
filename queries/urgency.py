"""The groups that a day belongs to, for lists and for the counts above them."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import ColumnElement, Label, case, func


class RowState(StrEnum):
    """The groups of a list, which are also the signs and colours of its lines."""

    LATE = "late"
    TODAY = "today"
    SOON = "soon"
    """Until Sunday, or tomorrow."""
    LATER = "later"
    STALL = "stall"
    """A step that does not go on by itself."""


DATED: Final = (RowState.LATE, RowState.TODAY, RowState.SOON, RowState.LATER)


def urgency(due: date | None, today: date) -> RowState:
    """The group that a day belongs to."""
    if due is None:
        return RowState.LATER
    if due <= today:
        return RowState.LATE if due < today else RowState.TODAY
    return RowState.SOON if due <= _week_ends(today) else RowState.LATER


def _week_ends(today: date) -> date:
    return today + timedelta(days=max(1, 6 - today.weekday()))


def state_of(due: ColumnElement[Any], today: date) -> ColumnElement[str]:
    """`urgency` as Postgres asks it of a column."""
    return case(
        (due < today, RowState.LATE.value),
        (due == today, RowState.TODAY.value),
        (due <= _week_ends(today), RowState.SOON.value),
        else_=RowState.LATER.value,
    )


def counted(state: ColumnElement[str]) -> tuple[Label[int], ...]:
    """How many lines of each group the whole list has, beside each line of one page."""
    return tuple(func.count().filter(state == each.value).over().label(each) for each in DATED)


def counts_in(rows: Sequence[Any]) -> Mapping[RowState, int]:
    """What `counted` says, from any row of a page."""
    return {each: getattr(rows[0], each) if rows else 0 for each in DATED}
