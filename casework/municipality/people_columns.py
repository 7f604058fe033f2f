"""The columns of a file of people: how they are called, and what may stand in each: 0163."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from casework.municipality.people_cells import WrongCell, read_cell, read_day
from core import spreadsheet
from core.i18n import LANGUAGES, N_, language_or, translator
from core.names import folded
from core.spreadsheet import FileLine

COLUMNS: Final[Mapping[str, str]] = {
    "kind": N_("Kind by Art. 4"),
    "institution": N_("Institution"),
    "unit": N_("Unit"),
    "name": N_("Name and surname"),
    "mail": N_("Mail address"),
    "shared_mail": N_("Shared mailbox"),
    "mobile": N_("Mobile number"),
    "shared": N_("Shared telephone"),
    "language": N_("Language of our letters"),
    "superior": N_("Superior"),
    "superior_mail": N_("Mail address of the superior"),
    "superior_mobile": N_("Mobile number of the superior"),
    "superior_language": N_("Language of the superior"),
    "since": N_("Standing seat since"),
    "until": N_("Named until"),
    "deputy": N_("Mail address of the deputy"),
}
NEEDED: Final = ("kind", "institution", "name", "mail")
"""Also in each line; a mobile may be left out, as on the page: 0168."""
MOST_LINES: Final = 300
MOST_BYTES: Final = 200_000


@dataclass(frozen=True, slots=True)
class LineFault:
    """What is wrong on a line, in which column, and what to write."""

    line: int
    column: str
    """A key of `COLUMNS`; empty where it is the line or the file."""
    sentence: str
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class PersonOfFile:
    """One line, read; an empty cell says nothing."""

    line: int
    said: Mapping[str, str]
    since: date | None = None
    until: date | None = None

    def __getitem__(self, column: str) -> str:
        return self.said.get(column, "")


def headings(language: str) -> list[str]:
    said = translator(language_or(language, "sq"))
    return [said.gettext(words) for words in COLUMNS.values()]


def _by_heading() -> dict[str, str]:
    """Each column by its name in each of the three languages, or its key."""
    found = {folded(key): key for key in COLUMNS}
    for language in LANGUAGES:
        found |= dict(zip(map(folded, headings(language)), COLUMNS, strict=True))
    return found


def read(text: str) -> tuple[list[PersonOfFile], list[LineFault]]:
    """Every line that can be read, and what is wrong with the others."""
    if whole := _fault_of_file(text):
        return [], [whole]
    try:
        rows = spreadsheet.read(text)
    except spreadsheet.Unreadable as end:
        words = N_("A quotation mark is opened on this line, or after it, and not closed.")
        return [], [LineFault(end.line, "", words, {})]
    if not rows:
        return [], [LineFault(1, "", N_("There is nothing in it."), {})]
    if len(rows) - 1 > MOST_LINES:
        words = N_("There are more than {most} lines in it: send them in several files.")
        return [], [LineFault(rows[MOST_LINES + 1].number, "", words, {"most": MOST_LINES})]
    columns, faults = _columns(rows[0])
    if faults:
        return [], faults
    people = []
    for row in rows[1:]:
        person, wrong = _person(row, columns)
        faults += wrong
        if person is not None:
            people.append(person)
    return people, faults


def _fault_of_file(text: str) -> LineFault | None:
    if len(text.encode()) > MOST_BYTES:
        words = N_("It is larger than {most} kB: send it in several files.")
        return LineFault(1, "", words, {"most": MOST_BYTES // 1000})
    for number, line in enumerate(text.split("\n"), 1):
        if any(sign in "\ufffd\x00" or unicodedata.category(sign) == "Cs" for sign in line):
            words = N_("There are signs in it that are not UTF-8: save it as “CSV UTF-8”.")
            return LineFault(number, "", words, {})
    return None


def _columns(head: FileLine) -> tuple[list[str], list[LineFault]]:
    """Which column stands where; none is taken for another."""
    known, found, faults = _by_heading(), [], []
    for cell in head.cells:
        column = known.get(folded(cell), "")
        if cell and not column:
            words = N_("No column is called “{name}”: take the names of the template.")
            faults.append(LineFault(head.number, "", words, {"name": cell[:40]}))
        elif column and column in found:
            words = N_("This column stands there twice: leave one.")
            faults.append(LineFault(head.number, column, words, {}))
        found.append(column)
    words = N_("This column is missing: take the template.")
    missing = (column for column in NEEDED if column not in found)
    return found, faults + [LineFault(head.number, column, words, {}) for column in missing]


def _person(row: FileLine, columns: Sequence[str]) -> tuple[PersonOfFile | None, list[LineFault]]:
    if len(row.cells) > len(columns) and any(row.cells[len(columns) :]):
        words = N_("There are more cells than columns: put text with {signs} in quotation marks.")
        return None, [LineFault(row.number, "", words, {"signs": "; ,"})]
    said: dict[str, str] = {}
    faults = []
    for column, cell in zip(columns, row.cells, strict=False):
        if not column:
            continue
        try:
            said[column] = read_cell(column, cell)
        except WrongCell as wrong:
            faults.append(LineFault(row.number, column, wrong.sentence, wrong.facts))
    faults += _gaps(row.number, said, {fault.column for fault in faults})
    if faults:
        return None, faults
    since, until = (read_day(said.get(each, "")) for each in ("since", "until"))
    return PersonOfFile(row.number, said, since, until), []


def _gaps(line: int, said: Mapping[str, str], wrong: set[str]) -> Iterator[LineFault]:
    """What stands alone that needs another cell."""
    for column in NEEDED:
        if column not in wrong and not said.get(column):
            yield LineFault(line, column, N_("Fill this in."), {})
    name, mail = said.get("superior", ""), said.get("superior_mail", "")
    if bool(name) is not bool(mail) and not wrong & {"superior", "superior_mail"}:
        column = "superior_mail" if name else "superior"
        yield LineFault(line, column, N_("Write both, the name and the mail address."), {})
