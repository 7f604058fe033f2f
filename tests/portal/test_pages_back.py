"""A page that was filed to the wrong paper, or beside the wrong signature, is taken back."""

import re
from html import unescape
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import select

from casework.case.seal import seal_of
from models.case import Case
from models.filed_page import FiledPage, PageTakenBack, SignatureScan
from models.stored_file import FilePiece
from simulation.life import CaseStory
from tests.builders import MANAGER
from tests.conftest import At
from tests.documents.camera import jpeg, sheet
from tests.onrecord import reading
from tests.portal.conftest import Browser, SignIn
from tests.portal.test_made_papers import made_papers
from tests.portal.test_minutes import open_for_signature
from tests.portal.test_scanned_pages import printed, rows, send


def one_signed(story: CaseStory, manager: Browser) -> tuple[str, FiledPage, dict[str, Any]]:
    """Minutes that came back with one signature: their page, the filed one, and what was said."""
    address = open_for_signature(story)
    made = printed(manager, address)
    (paper,) = made_papers()
    send(manager, jpeg(sheet(made, paper.pages - 1, 150)), "photo.jpg")
    ((filed,), _) = rows()
    at = f"/papers/{paper.number}"
    page = manager.get(f"{at}?lang=en").text
    people = re.findall(r'name="(signers\.\d)\.who" value="([^"]+)"', page)
    said = {"page_id": filed.id, **{f"{row}.who": who for row, who in people}}
    said |= {f"{row}.word": "not" for row, _ in people}
    said |= {"signers.0.word": "signed", "signers.0.on": f"{filed.filed_at:%d.%m.%Y}"}
    assert manager.post(f"{at}/signed", said).status_code == 303
    return address, filed, said


@pytest.mark.article("10(1)", "17(5)", "18(1)")
def test_what_was_filed_wrongly_is_taken_back_with_why_and_waits_again(
    story: CaseStory, manager: Browser
) -> None:
    address, filed, said = one_signed(story, manager)
    (paper,) = made_papers()
    at = f"/papers/{paper.number}"
    with reading() as work:
        scan = work.session.scalars(select(SignatureScan)).one()
    contrary = manager.post(f"{at}/signed", said | {"signers.0.word": "not"})
    assert contrary.status_code == 409, "of two officers at once the second is told"
    assert "has signed on this page" in contrary.text
    back = f"{at}/taken-back"
    assert manager.post(back, {"wrong": scan.id, "reason": " "}).status_code == 422
    wrong = {"wrong": scan.id, "reason": "Kjo është nënshkrimi i tjetrit."}
    assert manager.post(back, wrong).status_code == 303
    page = manager.get(f"{at}?lang=en").text
    assert "has signed here" not in page
    assert "Kjo është nënshkrimi i tjetrit." in page
    shown = manager.get(address).text
    assert "1 of 7" in shown, "what was entered is corrected as any other"
    assert f"{at}/pages/{filed.id}.jpg" not in shown
    put_back = said | {"signers.0.known": "yes", "signers.0.seen_by": "Jeta"}
    for _ in range(2):  # a second press says nothing more
        assert manager.post(f"{at}/signed", put_back).status_code == 303
    assert manager.get(f"{at}?lang=en").text.count("has signed here") == 1
    assert manager.get(address).text.count(f"{at}/pages/{filed.id}.jpg") == 1
    with reading() as work:
        newest = work.session.scalars(
            select(SignatureScan.id).where(SignatureScan.again == 1)
        ).one()
    manager.get(at)
    assert manager.post(back, wrong | {"wrong": newest, "reason": "Jo."}).status_code == 303
    page = manager.get(f"{at}?lang=en").text
    assert "has signed here" not in page
    assert 'seen_by" type="text" value="Jeta"' in page, "to be said again, not to be lost"
    manager.get(at)
    moved = manager.post(back, {"wrong": filed.id, "reason": "E një fëmije tjetër."})
    _, (waiting,) = rows()
    assert (waiting.why, waiting.made_paper_id) == ("taken_back", None)
    assert moved.headers["location"] == f"/scans/{waiting.id}"
    assert f'href="{at}"' in manager.get(f"/scans/{waiting.id}").text, "from where it was taken"
    assert f"from {paper.title}" in unescape(manager.get("/scans?lang=en").text)
    assert manager.client.get(f"/scans/{waiting.id}/picture.jpg").content.startswith(b"\xff\xd8")
    assert manager.client.get(f"{at}/pages/{filed.id}.jpg").status_code == 404
    assert manager.post(back, {"wrong": filed.id, "reason": "Prapë."}).status_code == 404
    with reading() as work:
        left = select(FilePiece.id).where(FilePiece.file_id == filed.file_id)
        assert work.session.scalars(left).all() == [], (
            "another child's page is no more in this file"
        )
        stays = work.session.scalars(select(PageTakenBack).order_by(PageTakenBack.taken_at))
        assert [each.reason for each in stays] == [
            *("Kjo është nënshkrimi i tjetrit.", "Jo.", "E një fëmije tjetër.")
        ]
    manager.get(f"/scans/{waiting.id}")
    again = {"number": paper.number, "sheet": str(paper.pages)}
    assert manager.post(f"/scans/{waiting.id}/file", again).status_code == 303
    assert "E një fëmije tjetër." in manager.get(at).text


@pytest.mark.article("17(5)", "18(1)")
def test_a_page_of_another_child_does_not_stay_beside_a_sealed_file(
    a_case: At, sign_in: SignIn
) -> None:
    case, manager = a_case("closed"), sign_in(MANAGER)
    manager.client.get(f"/cases/{case.row().number}/plan/sq.pdf")
    (paper,) = made_papers()
    send(manager, jpeg(Image.new("L", (600, 800), 255)), "photo.jpg")
    (_, (waiting,)) = rows()
    manager.get(f"/scans/{waiting.id}")
    there = {"number": paper.number, "sheet": "1"}
    assert manager.post(f"/scans/{waiting.id}/file", there).status_code == 303
    ((filed,), _) = rows()
    at = f"/papers/{paper.number}"
    assert f'value="{filed.id}"' in manager.get(at).text
    moved = manager.post(f"{at}/taken-back", {"wrong": filed.id, "reason": "E një fëmije tjetër."})
    assert moved.status_code == 303
    assert manager.client.get(f"{at}/pages/{filed.id}.jpg").status_code == 404
    with reading() as work:
        kept = work.session.get_one(Case, case.case)
        assert seal_of(work.session, case.case) == kept.seal
        left = select(FilePiece.id).where(FilePiece.file_id == filed.file_id)
        assert work.session.scalars(left).all() == []
