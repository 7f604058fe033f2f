"""The glossary names what is there: each term once, each in three languages, each in the code."""

import re
from contextlib import suppress
from importlib import import_module

import pytest

from tests.architecture.reading import ROOT

TEXT = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in TEXT.splitlines()
    if line.startswith("| ") and "`" in line
]


def test_a_term_is_explained_once() -> None:
    terms = [row[0] for row in ROWS]
    assert len(terms) > 40
    assert len(terms) == len(set(terms))


def test_every_term_of_the_procedure_has_its_word_in_three_languages() -> None:
    procedure = [row for row in ROWS if len(row) == 5]
    assert len(procedure) > 25
    assert [row[0] for row in procedure if not (row[1] and row[2])] == []


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_the_code_says_it_there(row: list[str]) -> None:
    (name,) = re.findall(r"`([\w.]+)`", row[-1])
    parts = name.split(".")
    found, inner = None, parts
    for length in range(len(parts), 0, -1):
        with suppress(ModuleNotFoundError):
            found, inner = import_module(".".join(parts[:length])), parts[length:]
            break
    for each in inner:
        assert hasattr(found, each), name
        found = getattr(found, each)
