"""Forms to be filled in by hand, of no case: what there is, in three languages, for officers."""

from typing import Final

import pypdfium2
import pytest

from core.i18n import LANGUAGES
from documents import code
from documents.blanks import BLANK, number_of
from documents.blanks import FORMS as BLANKS
from portal.blank_papers import FORMS
from tests.builders import ADMIN, HEAD, MANAGER
from tests.conftest import At
from tests.documents.pdf import faults
from tests.portal.conftest import SignIn
from tests.portal.test_annex_paper import paper

SIGNED_ALONE: Final = 30
"""Millimetres that a line to sign on takes with its words: nobody signs an empty page."""
DARK: Final = 200


def test_every_page_of_a_form_has_the_code_of_that_form() -> None:
    assert {"annex-1", *FORMS} == set(BLANKS)
    assert len(BLANK) == len(BLANKS) * len(LANGUAGES)
    assert all(code.typed(each) == each for each in BLANK)


@pytest.mark.parametrize("form", FORMS)
def test_each_form_is_a_pdf_in_three_languages(form: str, sign_in: SignIn, a_case: At) -> None:
    a_case("invited")
    manager = sign_in(MANAGER)
    for language in LANGUAGES:
        answer = manager.client.get(f"/blank/{form}/{language}.pdf")
        read = paper(answer)
        assert faults(read, language) == []
        assert "Lirie" not in read.text
        assert len(read.pages) <= 4
        assert read.drawn.count(code.shown(number_of(form, language))) == len(read.pages)
        assert _height_of_the_last_page(answer.content) > SIGNED_ALONE
    assert "this one is ours" in paper(manager.client.get(f"/blank/{form}/en.pdf")).text


def _height_of_the_last_page(made: bytes) -> float:
    """Millimetres between the first and the last thing on it, without its foot."""
    file = pypdfium2.PdfDocument(made)
    picture = file[len(file) - 1].render(scale=1, grayscale=True).to_pil().convert("L")
    above = picture.crop((0, 0, picture.width, int(picture.height * 0.9)))
    seen = above.point(lambda grey: 255 if grey < DARK else 0).getbbox()
    assert seen is not None
    return float(seen[3] - seen[1]) * 25.4 / 72


def test_they_stand_on_one_page_that_every_page_leads_to(sign_in: SignIn, a_case: At) -> None:
    a_case("invited")
    head = sign_in(HEAD)
    assert 'href="/blank"' in head.get("/").text
    page = head.get("/blank").text
    assert "/annex-1/sr.pdf" in page
    for form in FORMS:
        assert f"/blank/{form}/sq.pdf" in page
    for wrong in ("/blank/nothing/sq.pdf", "/blank/review/xx.pdf"):
        assert head.client.get(wrong).status_code == 404


def test_an_administrator_has_none(sign_in: SignIn, a_case: At) -> None:
    a_case("invited")
    admin = sign_in(ADMIN)
    assert 'href="/blank"' not in admin.get("/").text
    assert admin.client.get("/blank").status_code in {403, 404}


@pytest.mark.article("8(9)")
def test_a_report_by_hand_says_until_when_and_has_room_for_what_is_asked(
    sign_in: SignIn, a_case: At
) -> None:
    case = a_case("overdue")
    manager, home = sign_in(MANAGER), f"/cases/{case.row().number}/reports"
    assert "/blank/report/sr.pdf" in manager.get(home).text
    text = paper(manager.client.get("/blank/report/en.pdf")).text
    assert "at least three days before the meeting. (Art. 8(9))" in text
    assert "What have you done since the last meeting?" in text
