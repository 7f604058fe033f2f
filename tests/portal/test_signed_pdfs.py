"""A PDF with a digital signature is kept as it came, shown as not validated, and signs nothing."""

from hashlib import sha256

import httpx
import pytest
from sqlalchemy import select

from casework.case.seal import seal_of
from models.case import Case
from models.life import AuditEntry
from models.meeting import Signature
from models.stored_file import FileForm, FileKind, FilePiece, StoredFile
from tests.builders import MANAGER, OTHER_CENTRES_MANAGER, OTHER_MANAGER
from tests.conftest import At
from tests.documents.signed import signed_pdf
from tests.onrecord import reading
from tests.portal.conftest import Browser, SignIn
from tests.portal.test_made_papers import made_papers
from tests.portal.test_meeting_papers import met
from tests.portal.test_scanned_pages import printed


def keep(browser: Browser, number: str, content: bytes, **said: str) -> httpx.Response:
    browser.get(f"/papers/{number}?lang=en")
    return browser.client.post(
        f"/papers/{number}/signed-pdf",
        data={"csrf": browser.token} | said,
        files={"file": ("signed.pdf", content)},
        headers={"sec-fetch-site": "same-origin"},
    )


@pytest.mark.article("10(1)", "18(1)")
def test_it_is_kept_byte_by_byte_and_what_it_claims_is_shown_as_a_claim(
    sign_in: SignIn, a_case: At
) -> None:
    case = a_case("reviewed")
    manager = sign_in(MANAGER)
    made = printed(manager, f"/meetings/{met(case)[0].id}/minutes")
    (paper,) = made_papers()
    before = signatures()
    content = signed_pdf(made)
    assert keep(manager, paper.number, content).status_code == 303
    page = manager.get(f"/papers/{paper.number}?lang=en").text
    assert "Not validated by us" in page
    assert "Says of itself: signed by Arta Berisha" in page
    assert "certificate issued by Ndonjë CA" in page
    assert "Something was added" not in page
    assert signatures() == before
    with reading() as work:
        kept = work.session.scalars(
            select(StoredFile).where(
                StoredFile.kind == FileKind.SIGNED_PDF, StoredFile.form == FileForm.ORIGINAL
            )
        ).one()
    assert (kept.sha256, kept.subject_id) == (sha256(content).digest(), paper.id)
    at = f"/papers/{paper.number}/signed-pdf/{kept.id}"
    assert f'href="{at}"' in page
    opened = manager.client.get(at)
    assert opened.content == content
    assert opened.headers["content-disposition"].startswith("attachment")
    with reading() as work:
        acts = set(work.session.scalars(select(AuditEntry.act)))
    assert acts >= {"signed PDF kept", "signed PDF opened", "file stored"}
    for email in (OTHER_MANAGER, OTHER_CENTRES_MANAGER):
        other = sign_in(email)
        assert other.client.get(at).status_code == 404
        assert keep(other, paper.number, content).status_code == 404


@pytest.mark.article("17(5)", "18(1)")
def test_one_of_another_paper_is_asked_about_and_taken_back_also_beside_a_sealed_file(
    sign_in: SignIn, a_case: At
) -> None:
    case, manager = a_case("closed"), sign_in(MANAGER)
    number = case.row().number
    content = signed_pdf(printed(manager, f"/meetings/{met(case)[0].id}/minutes"))
    printed(manager, f"/cases/{number}/plan")
    right, wrong = made_papers()
    asked = keep(manager, wrong.number, content)
    assert asked.status_code == 409
    assert "stands the number of another paper" in asked.text
    assert keep(manager, right.number, content).status_code == 303
    assert keep(manager, wrong.number, content, here="yes").status_code == 303
    at = f"/papers/{wrong.number}"
    with reading() as work:
        query = select(StoredFile).where(
            StoredFile.subject_id == wrong.id, StoredFile.form == FileForm.ORIGINAL
        )
        kept = work.session.scalars(query).one()
        seal = seal_of(work.session, case.case)
    assert f'value="{kept.id}"' in manager.get(at).text
    back = {"wrong": kept.id, "reason": "E një fëmije tjetër."}
    assert manager.post(f"{at}/taken-back", back | {"reason": " "}).status_code == 422
    assert manager.post(f"{at}/taken-back", back).status_code == 303
    assert manager.post(f"{at}/taken-back", back).status_code == 404
    assert manager.client.get(f"{at}/signed-pdf/{kept.id}").status_code == 404
    assert "E një fëmije tjetër." in manager.get(at).text
    with reading() as work:
        copies = select(StoredFile.id).where(StoredFile.subject_id == wrong.id)
        left = select(FilePiece.id).where(FilePiece.file_id.in_(copies))
        assert work.session.scalars(left).all() == []
        assert (
            seal_of(work.session, case.case) == work.session.get_one(Case, case.case).seal == seal
        )


def test_one_without_a_signature_is_refused_in_words(sign_in: SignIn, a_case: At) -> None:
    case = a_case("reviewed")
    manager = sign_in(MANAGER)
    made = printed(manager, f"/meetings/{met(case)[0].id}/minutes")
    (paper,) = made_papers()
    for content, words in (
        (made, "There is no digital signature in this PDF."),
        (b"MZ a program", "This file is no PDF that can be opened."),
        (b"", "No file was chosen, or it is empty."),
    ):
        answer = keep(manager, paper.number, content)
        assert answer.status_code == 409
        assert words in answer.text


def signatures() -> int:
    with reading() as work:
        return len(work.session.scalars(select(Signature.id)).all())
