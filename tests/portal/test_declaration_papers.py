"""Declarations as PDFs, to be signed and as they were signed: Art. 10(2), 18(2)."""

import pytest
from sqlalchemy import select

from casework.table.declarations import CONFIDENTIALITY, NO_CONFLICT
from core.i18n import LANGUAGES, translator
from models.life import AuditEntry
from models.meeting import Signature, SignedText
from portal.minutes_paper import NotAsLaid
from portal.words import SIGNED_BY
from simulation.people import PASSWORD
from tests.builders import ADMIN, HEAD, MANAGER, OTHER_CENTRES_MANAGER, SILENT
from tests.conftest import At
from tests.database import Cleaner
from tests.documents.pdf import faults
from tests.onrecord import reading
from tests.portal.conftest import SignIn
from tests.portal.members import HEALTH
from tests.portal.test_annex_paper import paper


@pytest.mark.article("10(2)", "18(2)")
def test_the_form_says_what_is_declared_and_names_nobody(sign_in: SignIn, a_case: At) -> None:
    case = a_case("invited")
    manager, at = sign_in(MANAGER), f"/declarations/{case.case}"
    assert f"{at}/blank/sr.pdf" in manager.get(at).text
    for language in LANGUAGES:
        read, say = paper(manager.client.get(f"{at}/blank/{language}.pdf")), translator(language)
        assert faults(read, language) == []
        assert say.gettext(CONFIDENTIALITY[0]) in read.text
        assert say.gettext(NO_CONFLICT[0]) in read.text
        assert "Lirie" not in read.text
        assert "Fatmir" not in read.text
        assert case.row().number in read.text
    assert read.text.count("☐") == 4
    assert "Place and day" in read.text
    assert len(read.pages) == 1


@pytest.mark.article("18(2)")
def test_what_a_member_signed_is_printed_in_the_words_they_read(
    sign_in: SignIn, a_case: At
) -> None:
    case = a_case("invited")
    member, manager = case.seat(HEALTH), sign_in(MANAGER)
    at = f"/declarations/{case.case}"
    page = manager.get(at).text
    assert f"{at}/{member}/en.pdf" in page
    read = paper(manager.client.get(f"{at}/{member}/en.pdf"))
    assert faults(read, "en") == []
    say = translator("sq")
    with reading() as work:
        laid = work.session.scalars(select(SignedText).filter_by(paper_id=member)).one()
        word = work.session.scalars(select(Signature).filter_by(paper_id=member)).one()
        digest, how = laid.digest.hex(), translator("en").gettext(SIGNED_BY[word.method])
    assert say.gettext(CONFIDENTIALITY[1]) in read.text
    assert digest in read.text
    assert f"Signature: 7 September 2026, {how}" in read.text
    chair = case.account(MANAGER).id
    assert "with the password" in paper(manager.client.get(f"{at}/{chair}/en.pdf")).text
    with reading() as work:
        entries = list(
            work.session.scalars(select(AuditEntry).filter_by(act="declaration printed"))
        )
    assert {each.detail["who"] for each in entries} == {str(member), str(chair)}


@pytest.mark.article("10(2)")
def test_a_conflict_that_came_up_later_stands_under_what_was_signed_before(
    sign_in: SignIn, a_case: At
) -> None:
    case = a_case("told")
    member = case.seat(SILENT)
    case.declare_conflict(SILENT)
    text = paper(sign_in(HEAD).client.get(f"/declarations/{case.case}/{member}/sq.pdf")).text
    say = translator("sq")
    first, then = (say.gettext(each) for each in (NO_CONFLICT[0], "I have a conflict of interest"))
    assert text.index(first) < text.index(then)


@pytest.mark.article("18(2)")
def test_a_text_that_was_changed_in_the_database_is_not_printed(
    sign_in: SignIn, a_case: At, cleaner: Cleaner
) -> None:
    case = a_case("invited")
    member, manager = case.seat(HEALTH), sign_in(MANAGER)
    cleaner.tamper("UPDATE signed_text SET digest = 'x' WHERE paper = 'declarations'")
    answer = manager.get(f"/declarations/{case.case}/{member}/en.pdf?lang=en")
    assert answer.status_code == 409
    assert NotAsLaid.reason in answer.text


@pytest.mark.article("18(1)")
@pytest.mark.parametrize("email", [OTHER_CENTRES_MANAGER, ADMIN])
def test_nobody_else_has_one(sign_in: SignIn, a_case: At, email: str) -> None:
    case = a_case("invited")
    stranger = sign_in(email)
    for who in ("blank", case.seat(HEALTH)):
        answer = stranger.client.get(f"/declarations/{case.case}/{who}/sq.pdf")
        assert answer.status_code in {403, 404}
        assert b"%PDF" not in answer.content


@pytest.mark.article("10(2)")
def test_who_chaired_before_a_conflict_reads_nobodys_words(sign_in: SignIn, a_case: At) -> None:
    case = a_case("told")
    recused = sign_in(MANAGER)
    recused.get(f"/declarations/{case.case}")
    said = {"conflict": "yes", "password": PASSWORD}
    assert recused.post(f"/declarations/{case.case}", said).status_code == 303
    for who in ("blank", case.seat(HEALTH)):
        answer = recused.client.get(f"/declarations/{case.case}/{who}/sq.pdf")
        assert answer.status_code in {403, 404}
