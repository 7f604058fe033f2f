"""The number on each page: read out, typed, wrong by a sign, and what the code says."""

from dataclasses import replace
from itertools import pairwise

import pytest

from documents import code
from documents.builder import build, pressed
from documents.code import ALPHABET, PageCode, new_number, read, shown, typed
from documents.paper import PaperCode, PrintedPaper
from tests.documents.pdf import Read, faults
from tests.documents.samples import filled

NUMBER = "K7M4Q9XDTN"


def coded(number: str = NUMBER, version: int = 2) -> PrintedPaper:
    start = code.start(number, version)
    return replace(filled("en"), code=PaperCode(number, shown(number), start, "The code"))


def test_numbers_have_no_signs_that_look_alike_and_no_words() -> None:
    assert not set(ALPHABET) & set("01OILSZBGUVAE")
    assert len({new_number() for _ in range(500)}) == 500
    assert all(typed(number) == number for number in (new_number() for _ in range(500)))


@pytest.mark.parametrize("words", ["K7M4Q-9XDTN", " k7m4q 9xdtn ", "K7M4Q9XDTN", "k7-m4q.9xdtn"])
def test_a_number_is_typed_in_any_way(words: str) -> None:
    assert typed(words) == NUMBER


def test_one_wrong_sign_or_two_exchanged_are_no_number() -> None:
    for at, sign in enumerate(NUMBER):
        for other in ALPHABET.replace(sign, ""):
            assert typed(NUMBER[:at] + other + NUMBER[at + 1 :]) is None
    for at, (first, second) in enumerate(pairwise(NUMBER)):
        if first != second:
            assert typed(NUMBER[:at] + second + first + NUMBER[at + 2 :]) is None
    assert typed("") is None
    assert typed(NUMBER * 2) is None


def test_other_codes_that_may_be_on_a_page_say_nothing() -> None:
    assert read(f"{NUMBER}/2/13") == PageCode(NUMBER, 2, 13)
    for words in ("https://example.org", f"{NUMBER}/2", f"{NUMBER}/2/0", "K7M4Q9XDTT/2/1", ""):
        assert read(words) is None


def test_each_page_has_its_code_and_the_paper_is_the_same_bytes() -> None:
    made = pressed(coded())
    assert made.file == build(coded())
    assert made.file != build(coded(number="23456789CJ"))
    found = Read(made.file)
    assert made.pages == len(found.reader.pages) > 1
    assert faults(found, "en") == []
    assert found.drawn.count("K7M4Q-9XDTN") == made.pages


def test_a_form_that_is_of_nothing_has_no_code() -> None:
    made = pressed(filled("en"))
    assert made.pages == len(Read(made.file).reader.pages)
    assert "K7M4Q" not in Read(made.file).drawn
