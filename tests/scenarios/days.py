"""Days as a lawyer writes them: `12`, `2026-10-05`, `+3`, `meeting-3`, `meeting 1 + 1 month`."""

import re
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select

from casework.record.table import IN_ORDER, held_of, planned_of
from models.meeting import Meeting
from rules.days import add_months
from tests.onrecord import reading
from tests.scenarios.timeline_file import When

_RELATIVE: Final = re.compile(
    r"(?P<base>meeting(?: (?P<number>\d+))?|today)?"
    r"(?P<moves>(?:\s*[+-]\s*\d+\s*(?:months?|days?)?)*)"
)
_MOVE: Final = re.compile(r"([+-])\s*(\d+)\s*(months?)?")


class NoSuchDay(LookupError):
    """A day that cannot be told: a slip of the writer."""


def day_of(when: When, *, begins: date, before: date, life_id: UUID | None) -> date:
    """The calendar day; `begins` is day 0, and `before` what `+3` counts from."""
    if isinstance(when, int):
        return begins + timedelta(days=when)
    if isinstance(when, date):
        return when
    match = _RELATIVE.fullmatch(when.strip())
    if match is None or not when.strip():
        raise NoSuchDay(f"{when!r} is no day: 12, 2026-10-05, +3, meeting-3, meeting 1 + 1 month")
    base = before
    if (match["base"] or "").startswith("meeting"):
        base = meeting_called(match["base"], life_id).day
    for sign, count, months in _MOVE.findall(match["moves"]):
        base = _moved(base, int(count) if sign == "+" else -int(count), months=bool(months))
    return base


def _moved(base: date, count: int, *, months: bool) -> date:
    return add_months(base, count) if months else base + timedelta(days=count)


def meeting_called(name: str, life_id: UUID | None) -> Meeting:
    """`meeting`: the nearest planned one, else the one held last; `meeting 2`: by its number."""
    with reading() as work:
        query = select(Meeting).where(Meeting.life_id == life_id).order_by(*IN_ORDER)
        found = list(work.session.scalars(query))
    number = name.removeprefix("meeting").strip()
    if number:
        found = [meeting for meeting in found if meeting.number == int(number)]
        return _last(found, name)
    return _last(planned_of(found)[:1] or held_of(found), name)


def _last(found: list[Meeting], name: str) -> Meeting:
    if not found:
        raise NoSuchDay(f"there is no {name!r}")
    return found[-1]
