"""The closing form as a PDF: the text that is signed, and who has it: Art. 17(5)."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from casework.table import signing
from casework.table.signing import ClosingForm
from core.i18n import LANGUAGES
from models.closure import Closure
from models.life import AuditEntry
from portal.minutes_paper import NotAsLaid
from tests.builders import ADMIN, HEAD, MANAGER, OTHER_CENTRES_MANAGER, OTHER_MANAGER
from tests.conftest import At
from tests.database import Cleaner
from tests.documents.pdf import faults, shown
from tests.onrecord import reading
from tests.portal.conftest import SignIn
from tests.portal.test_annex_paper import paper


def texts(of: object) -> Iterator[str]:
    """Every text of the form that somebody wrote, or was named in."""
    if isinstance(of, str):
        yield of
    elif isinstance(of, dict):
        for name, each in of.items():
            if name not in {"paper", "ground", "relation", "outcome", "part", "sent_by", "left_as"}:
                yield from texts(each)
    elif isinstance(of, list | tuple):
        for each in of:
            yield from texts(each)


@pytest.mark.article("17(5)")
@pytest.mark.parametrize("scene", ["decided", "closed"])
def test_it_says_whatever_the_signed_text_says(sign_in: SignIn, a_case: At, scene: str) -> None:
    case = a_case(scene)
    with reading() as work:
        closure = work.session.scalars(select(Closure)).one()
        laid = signing.read(work.session, closure.id, ClosingForm)
    assert laid is not None
    number, browser = case.row().number, sign_in(MANAGER)
    assert f"/cases/{number}/closure/sr.pdf" in browser.get(f"/cases/{number}/closure").text
    reads = {
        language: paper(browser.client.get(f"/cases/{number}/closure/{language}.pdf"))
        for language in LANGUAGES
    }
    for language, read in reads.items():
        assert faults(read, language) == []
        assert laid.digest.hex() in read.text
    written = [each for each in texts(laid.words.model_dump()) if each]
    assert number in written
    flat = reads["sq"].text.replace(" ", "")  # institutions are called as each language does
    assert [each for each in written if shown(each).replace(" ", "") not in flat] == []
    if scene == "closed":
        assert "with a code" in reads["en"].text
    with reading() as work:
        acts = work.session.scalars(select(AuditEntry.act)).all()
    assert acts.count("closing form printed") == len(LANGUAGES)


@pytest.mark.article("17(5)")
def test_before_the_table_decided_there_is_none(sign_in: SignIn, a_case: At) -> None:
    number = a_case("closure_approved").row().number
    assert sign_in(HEAD).client.get(f"/cases/{number}/closure/sq.pdf").status_code == 404


@pytest.mark.article("17(5)")
def test_one_that_was_changed_in_the_database_is_not_printed(
    sign_in: SignIn, a_case: At, cleaner: Cleaner
) -> None:
    number = a_case("decided").row().number
    browser = sign_in(MANAGER)
    cleaner.tamper("UPDATE signed_text SET digest = 'x' WHERE paper = 'closure'")
    answer = browser.get(f"/cases/{number}/closure/en.pdf?lang=en")
    assert answer.status_code == 409
    assert NotAsLaid.reason in answer.text


@pytest.mark.article("18(1)")
@pytest.mark.parametrize("email", [OTHER_MANAGER, OTHER_CENTRES_MANAGER, ADMIN])
def test_nobody_else_has_it(sign_in: SignIn, a_case: At, email: str) -> None:
    number = a_case("decided").row().number
    answer = sign_in(email).client.get(f"/cases/{number}/closure/sq.pdf")
    assert answer.status_code in {403, 404}
    assert b"%PDF" not in answer.content
