"""Papers of a meeting and plans: read as written, a place for whoever signs: 8(3), 10, 13."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import pytest

from core.i18n import LANGUAGES, Language
from documents.paper import PrintedPaper
from tests.documents.pdf import Read, faults, shown
from tests.documents.samples import (
    HOSTILE,
    LONG_NAME,
    agenda,
    built,
    closing,
    form,
    invitation,
    letter,
    minutes,
    plan,
    reports,
    sign_in_sheet,
)

PAPERS: Final[Mapping[str, Callable[..., PrintedPaper]]] = {
    "invitation": invitation,
    "sign-in": sign_in_sheet,
    "minutes": minutes,
    "plan": plan,
    "reports": reports,
    "closing": closing,
    "agenda": agenda,
    "form": form,
    "letter": letter,
}


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_paper_is_pdf_ua_1_and_pdf_a_2a(paper: str, language: Language) -> None:
    assert faults(Read(built(PAPERS[paper](language))), language) == []


ELSEWHERE: Final = pytest.mark.long("each paper with one of them, and each of them on a paper")
TYPED: Final = [
    pytest.param(paper, typed, marks=() if number % len(HOSTILE) == turn else ELSEWHERE)
    for number, paper in enumerate(PAPERS)
    for turn, typed in enumerate(HOSTILE)
]


@pytest.mark.parametrize(("paper", "typed"), TYPED)
def test_what_is_typed_is_printed_and_never_carried_out(paper: str, typed: str) -> None:
    read = Read(built(PAPERS[paper]("en", say=typed)))
    assert shown(typed) in read.text
    assert "root:" not in read.text


@pytest.mark.article("10(1)")
def test_minutes_have_their_parts_in_order_and_a_free_place_for_who_has_not_signed() -> None:
    read = Read(built(minutes("sq")))
    assert read.tagged("/H1") == ["Procesverbali"]
    assert read.tagged("/H2") == [f"{n}. Pika" for n in range(1, 6)] + [
        "Kush kundërshton",
        "Pjesëmarrësit",
    ]
    cells = read.tagged("/TD")
    assert cells[:5] == ["1", LONG_NAME, "U vendos.", "po", ""]
    assert cells[5:] == ["2", "Željko Šćepanović", "OJQ", "jo", "U vendos."]
    assert 64 * "a" in read.text


def test_minutes_say_in_which_language_their_text_is() -> None:
    tree: Any = Read(built(minutes("sq"))).root["/StructTreeRoot"]
    assert set(_languages(tree)) == {"sr"}


def _languages(node: Any) -> list[str]:
    held = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(held, list):
        return [each for child in held for each in _languages(child)]
    if not isinstance(held, dict):
        return []
    own = [str(held["/Lang"])] if "/Lang" in held else []
    return own + _languages(held.get("/K", []))


@pytest.mark.article("9")
def test_a_sign_in_sheet_has_a_line_for_each_and_six_more() -> None:
    read = Read(built(sign_in_sheet("sr", people=40)))
    cells = read.tagged("/TD")
    assert [int(each) for each in cells[::4]] == list(range(1, 47))
    assert cells[4 * 40 + 1 : 4 * 40 + 4] == ["", "", ""]
    assert len(read.pages) >= 3


@pytest.mark.article("8(3)")
def test_an_invitation_has_its_agenda_numbered() -> None:
    items = Read(built(invitation("sq"))).tagged("/LI")
    assert items == ["1. Miratimi i rendit të ditës", "2. Rishikimi i planit"]


@pytest.mark.article("13(2)")
def test_a_plan_of_forty_actions_is_read_row_by_row() -> None:
    read = Read(built(plan("sr", actions=40)))
    assert [int(each.split(".")[0]) for each in read.tagged("/TD")[::6]] == list(range(1, 41))
    assert faults(read, "sr") == []
    assert len(read.tagged("/TH")) == 6


@pytest.mark.article("8(9)")
def test_reports_stand_one_after_the_other_and_who_has_not_written_is_named() -> None:
    read = Read(built(reports("sq", members=20)))
    assert read.tagged("/H2") == [f"{LONG_NAME} {n}" for n in range(20)] + ["Željko Šćepanović"]
    assert read.text.endswith("Ky raport nuk ka arritur.")


@pytest.mark.article("10(3)")
def test_an_agenda_has_its_items_numbered_and_what_was_done_with_it() -> None:
    items = Read(built(agenda("sq"))).tagged("/LI")
    assert items == [
        "1. Miratimi i rendit të ditës",
        "2. Vëllai i vajzës me vonesë",
        "☐ Miratohet",
        "☑ Miratohet me ndryshime:",
    ]


def test_a_form_is_read_part_by_part_and_free_rows_are_empty_cells() -> None:
    read = Read(built(form("sq")))
    assert read.tagged("/H2") == ["Veprimet", "Rreziku", "Tjera", "Pjesëmarrësit"]
    cells = read.tagged("/TD")
    assert cells[:6] == ["1. Fëmija vijon shkollën.", LONG_NAME, "", "", "", ""]
    assert cells[6:] == ["1", LONG_NAME, "Fëmija vijon shkollën.", "po", "", "2", "", "", "", ""]
    assert set(_languages(read.root["/StructTreeRoot"])) == {"sr"}
    assert "Vendi dhe data" in read.text


def test_a_letter_says_to_whom_before_what() -> None:
    text = Read(built(letter("sr"))).text
    places = [text.index(each) for each in ("Nr. prot.", LONG_NAME, "Kërkesë", "Me respekt")]
    assert places == sorted(places)
