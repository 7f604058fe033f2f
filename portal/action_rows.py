"""Rows of a plan on a form: those typed, some more, and what a member proposed: Art. 6(1.6)."""

import re
from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any, Final

from models.case import Case
from models.plan import PlanAction
from models.session import Work
from portal.forms import Sheet
from portal.typed import as_typed, rows_in_use
from queries import contributions
from queries.contributions import ContributionLine, Gathered

MORE_ROWS: Final = 3
MOST_ROWS: Final = 40
TAKE: Final = "take"
"""The button that makes a row of a contribution; nothing is on record by it."""


def typed_rows(actions: Sequence[PlanAction], name: str) -> dict[str, object]:
    """The rows of a plan as a person types them."""
    columns = ("objective", "action", "service", "responsible", "due_on", "notes", "aim")
    fields: dict[str, object] = {}
    for index, action in enumerate(actions):
        for column in columns:
            fields[f"{name}.{index}.{column}"] = getattr(action, column)
        fields[f"{name}.{index}.contribution"] = action.contribution_id
    return fields


def rows_shown(sheet: Sheet[Any], name: str, least: int = MORE_ROWS) -> int:
    """As many rows as were typed, and some more on the press of a button."""
    found = (re.match(rf"{name}\.([0-9]{{1,2}})\.", path) for path in sheet.typed)
    used = 1 + max((int(row[1]) for row in found if row), default=-1)
    more = MORE_ROWS if "more" in sheet.typed else 0
    return min(max(used + more, least), MOST_ROWS)


def wants_rows(sheet: Sheet[Any]) -> bool:
    """Nothing is put on record: more rows are asked for, or one of a contribution."""
    return bool({"more", TAKE} & sheet.typed.keys())


def gathered(work: Work, case: Case, sheet: Sheet[Any], name: str) -> Gathered:
    """What the members contributed; the one that was pressed is a row of the sheet by now."""
    found = contributions.of_case(work, case)
    pressed = found.by_id.get(sheet.value(TAKE))
    if pressed is not None:
        used = rows_in_use(name, sheet.typed)
        free = next(index for index in count() if index not in used)
        if free < MOST_ROWS:
            sheet.typed = {**sheet.typed, **_row(f"{name}.{free}", pressed)}
    return found


def _row(row: str, line: ContributionLine) -> Mapping[str, list[str]]:
    """As its member said it; objective and service are the table's to write."""
    said = line.contribution
    fields: dict[str, object] = {
        "action": said.action,
        "due_on": said.due_on,
        "aim": said.aim,
        "notes": said.needs,
        "responsible": line.holder.id if line.holder.sits else None,
        "contribution": said.id,
    }
    return {f"{row}.{name}": as_typed(value) for name, value in fields.items() if value is not None}
