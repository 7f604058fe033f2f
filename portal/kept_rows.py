"""Rows of a form that are about somebody: what was typed of them goes with them, and is kept.

Who is asked after depends on a day that is typed in the same form; a slip in it loses nothing.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from core.i18n import N_
from portal.forms import Sheet

KEPT: Final = "kept"
WHOSE: Final = "whose"
NOT_THAT_DAY: Final = N_(
    "Not everybody of whom you wrote had a seat on that day. Look at the day again, or send the"
    " form once more without them; what you wrote of them is kept until then."
)
Rows = dict[str, dict[str, list[str]]]


def ask_again(sheet: Sheet[Any], about: Mapping[str, str], asked: Mapping[str, object]) -> set[str]:
    """Bring each answer to the row that is about the same person now, and keep the others.

    `about` gives for each group the field that says whom a row is about, `asked` who is asked after
    in which row. Gives of whom something was typed in a row that there is not any more.
    """
    rows, typed = _rows(sheet, about)
    said: Rows = {}
    shown: set[str] = set()
    for row, fields in sorted(rows.items(), key=lambda each: not each[0].startswith(f"{KEPT}.")):
        group = row.partition(".")[0]
        whose = fields.pop(WHOSE if group == KEPT else about[group], [""])[-1].strip().lower()
        said.setdefault(whose, {}).update(fields)
        shown |= set() if group == KEPT else {whose}
    for path, whom in asked.items():
        typed[path] = [str(whom)]
        for name, values in said.pop(str(whom), {}).items():
            typed[f"{path.rpartition('.')[0]}.{name}"] = values
    left = {whose: fields for whose, fields in said.items() if whose and _says(fields)}
    for number, (whose, fields) in enumerate(left.items()):
        typed |= {f"{KEPT}.{number}.{name}": values for name, values in fields.items()}
        typed[f"{KEPT}.{number}.{WHOSE}"] = [whose]
    sheet.typed = typed
    return left.keys() & shown


def kept(sheet: Sheet[Any]) -> Iterator[tuple[str, str]]:
    """What the page carries along unseen."""
    for path, values in sheet.typed.items():
        if path.startswith(f"{KEPT}."):
            yield from ((path, value) for value in values)


def whose(sheet: Sheet[Any]) -> set[str]:
    """Whom the kept answers are about."""
    return {value for path, value in kept(sheet) if path.endswith(f".{WHOSE}")}


def _rows(sheet: Sheet[Any], about: Mapping[str, str]) -> tuple[Rows, dict[str, list[str]]]:
    """By row what was typed in it, and what stands in no row."""
    rows: Rows = {}
    alone: dict[str, list[str]] = {}
    for path, values in sheet.typed.items():
        row, _, name = path.rpartition(".")
        if row.partition(".")[0] in {KEPT, *about}:
            rows.setdefault(row, {})[name] = list(values)
        else:
            alone[path] = list(values)
    return rows, alone


def _says(fields: Mapping[str, list[str]]) -> bool:
    return any(value.strip() for name, values in fields.items() if name != "of" for value in values)
