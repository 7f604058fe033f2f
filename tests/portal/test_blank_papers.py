"""Forms to be filled in by hand, of no case: what there is, in three languages, for officers."""

import pytest

from core.i18n import LANGUAGES
from portal.blank_papers import FORMS
from tests.builders import ADMIN, HEAD, MANAGER
from tests.conftest import At
from tests.documents.pdf import faults
from tests.portal.conftest import SignIn
from tests.portal.test_annex_paper import paper


@pytest.mark.parametrize("form", FORMS)
def test_each_form_is_a_pdf_in_three_languages(form: str, sign_in: SignIn, a_case: At) -> None:
    a_case("invited")
    manager = sign_in(MANAGER)
    for language in LANGUAGES:
        read = paper(manager.client.get(f"/blank/{form}/{language}.pdf"))
        assert faults(read, language) == []
        assert "Lirie" not in read.text
        assert len(read.pages) <= 4
    assert "this one is ours" in paper(manager.client.get(f"/blank/{form}/en.pdf")).text


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
