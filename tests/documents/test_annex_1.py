"""Annex 1 on paper: every line in its order and words, blank and filled: Art. 20(1)."""

import re
from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Final

import pytest

from core.i18n import LANGUAGES, Language
from documents.annex_1 import Annex1
from rules.annex import ALL_LINES, LINES, AnnexPart
from rules.annex_english import ENGLISH
from tests.documents.pdf import Read, faults
from tests.documents.samples import LONG_NAME, blank, built, filled, words_of

FORMS: Final[Mapping[str, Callable[[Language], Annex1]]] = {
    "blank": blank,
    "filled": filled,
    "forty": lambda language: filled(language, actions=40),
}
NOT_BY_ITSELF = {f"G1.{number}" for number in range(1, 8)}
"""The seven criteria stand in one sentence, and again where something was said of each."""


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_paper_is_pdf_ua_1_and_pdf_a_2a(form: str, language: Language) -> None:
    read = Read(built(FORMS[form](language)))
    assert faults(read, language) == []


@pytest.mark.article("20(1)")
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_of_the_annex_is_read_in_its_order(form: str, language: Language) -> None:
    text, words = Read(built(FORMS[form](language))).text.lower(), words_of(language)
    place = 0
    for line in ALL_LINES:
        if line in NOT_BY_ITSELF:
            continue
        found = text.find(words[line].lower(), place)
        assert found >= 0, line
        place = found + len(words[line])
    assert ", ".join(words[f"G1.{n}"] for n in range(1, 8)).lower() in text


@pytest.mark.article("20(1)")
def test_the_english_words_are_the_gazettes_and_of_every_line() -> None:
    assert tuple(ENGLISH) == ALL_LINES
    assert (ENGLISH["M"], ENGLISH["H2"]) == ("Maltreatment", "Date of CMSR meeting held")
    assert ENGLISH["A5"] == ENGLISH["V5"]


@pytest.mark.article("20(1)")
def test_boxes_are_ticked_by_the_record_and_by_nothing_else() -> None:
    empty, full = (Read(built(form("sq"))).tagged("/LI") for form in (blank, filled))
    boxes = [line for line in LINES[AnnexPart.CATEGORIES] if re.fullmatch(r"[A-Z]\d", line)]
    grounds = LINES[AnnexPart.CLOSING][2:]
    assert len(empty) == len(boxes) + len(grounds)
    assert {item[0] for item in empty} == {"☐"}
    marked = [item for item in full if item.startswith("☑")]
    say = "Fëmija vijon shkollën."
    assert marked == [
        "☑ dhunë fizike",
        f"☑ tjera: {say}",
        "☑ braktisja",
        f"☑ Rrethana tjera: {say}",
    ]


def test_each_part_has_its_heading_and_each_table_its_columns() -> None:
    read = Read(built(filled("sq")))
    words = words_of("sq")
    parts = [lines[0] for lines in LINES.values()]
    assert [each.lower() for each in read.tagged("/H2")] == [
        words[line].lower() for line in parts if line != "T1"
    ]
    assert read.tagged("/H1") == [words["T1"]]
    plan, people, review, closing = (
        [words[f"A{n}"] for n in range(1, 8)],
        ["№", *(words[f"I{n}"] for n in range(1, 5))],
        [words[f"V{n}"] for n in range(1, 8)],
        ["№", *(words[f"I{n}"] for n in range(1, 5))],
    )
    assert read.tagged("/TH") == plan + people + review + closing


def test_forty_actions_stand_in_their_order_under_columns_that_each_page_repeats() -> None:
    read = Read(built(filled("sq", actions=40)))
    rows = [int(each.split(".")[0]) for each in read.tagged("/TD") if re.match(r"\d+\. Tak", each)]
    assert rows == [*range(1, 41), 1, 2]
    assert all(a < b for a, b in pairwise(rows[:40]))
    assert read.drawn.count(words_of("sq")["A1"]) >= 3


def test_long_names_are_whole_and_empty_lines_stay_empty() -> None:
    read = Read(built(filled("sr")))
    assert read.text.count(LONG_NAME) == 3
    assert "none" not in read.text.lower().split()
    words = words_of("sr")
    assert f"{words['P4']}: {words['P5']}" in read.text  # nobody said the ethnicity


def test_a_blank_form_is_four_pages_for_two_sheets() -> None:
    assert {len(Read(built(blank(language))).pages) for language in LANGUAGES} == {4}
