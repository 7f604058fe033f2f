"""Lines of a file as spreadsheets write them: with commas or semicolons, read and written."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

FORMULA: Final = frozenset("=+-@\t\r")
"""What a spreadsheet takes for the beginning of a formula (OWASP, CSV Injection)."""
AS_TEXT: Final = "'"
SEPARATORS: Final = ";,\t"
MARK: Final = "\ufeff"
SAID: Final = re.compile(r'"?sep=([;,\t])"?[;,\t]*\s*(?:\n|$)', re.IGNORECASE)
"""Excel's own line, which says what separates and is none of the rows."""


class Unreadable(ValueError):
    """The file is none of lines; `line` is where reading ended."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


@dataclass(frozen=True, slots=True)
class FileLine:
    """One row: on which line of the file it begins, and its cells."""

    number: int
    cells: Sequence[str]


def read(text: str) -> list[FileLine]:
    """Every row that holds something; the separator is the one that the first line says or has.

    A quoted cell may run over several lines. Raises `Unreadable`.
    """
    text = text.removeprefix(MARK)
    said = SAID.match(text)
    rows = csv.reader(
        io.StringIO(text, newline=""), delimiter=said[1] if said else _separator(text), strict=True
    )
    found, begins = [], 1
    try:
        for row in rows:
            cells = [_cell(each) for each in row]
            if any(cells) and not (said and begins == 1):
                found.append(FileLine(begins, cells))
            begins = rows.line_num + 1
    except csv.Error:
        raise Unreadable(begins) from None
    return found


def _separator(text: str) -> str:
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(SEPARATORS, key=first.count)


def _cell(text: str) -> str:
    """As it was before `as_text` made it harmless."""
    plain = unicodedata.normalize("NFC", text).replace("\r\n", "\n").strip()
    is_text = plain[:1] == AS_TEXT and plain[1:2] in FORMULA
    return plain[1:].strip() if is_text else plain


def as_text(cell: str) -> str:
    """What no spreadsheet reckons with, whoever wrote it."""
    return AS_TEXT + cell if cell[:1] in FORMULA or cell[:1] == AS_TEXT else cell


def write(rows: Iterable[Iterable[str]]) -> str:
    """With the mark by which spreadsheets know UTF-8, and semicolons, as they expect them here."""
    return MARK + "".join(_written(rows))


def _written(rows: Iterable[Iterable[str]]) -> Iterator[str]:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for row in rows:
        writer.writerow([as_text(cell) for cell in row])
    yield out.getvalue()
