"""What comes back from paper: filed by its code or a person, and no signature by itself."""

import re
from random import Random

import httpx
import pytest
from PIL import Image
from sqlalchemy import insert, select

from core.ids import new_id
from documents import code
from documents.builder import build
from models import file_store
from models.filed_page import FiledPage, SignatureScan, WaitingPage
from models.life import AuditEntry, Life
from models.made_paper import MadePaper
from models.meeting import Signature
from models.session import unit_of_work
from models.stored_file import FileKind, StoredFile
from simulation.life import CaseStory
from tests.builders import HEAD, MANAGER, OTHER_CENTRES_MANAGER, OTHER_MANAGER
from tests.conftest import At
from tests.documents.camera import askew, batch, jpeg, photographed, sheet
from tests.documents.test_code import coded
from tests.onrecord import reading
from tests.portal.conftest import Browser, SignIn
from tests.portal.test_made_papers import made_papers
from tests.portal.test_meeting_papers import met
from tests.portal.test_minutes import open_for_signature

OF_ANOTHER = "K7M4Q9XDTN"


def send(browser: Browser, scan: bytes, name: str = "scan.pdf") -> httpx.Response:
    browser.get("/scans?lang=en")
    return browser.client.post(
        "/scans",
        data={"csrf": browser.token},
        files={"file": (name, scan)},
        headers={"sec-fetch-site": "same-origin"},
    )


def printed(browser: Browser, address: str) -> bytes:
    made = browser.client.get(f"{address}/en.pdf")
    assert made.status_code == 200
    return made.content


def rows() -> tuple[list[FiledPage], list[WaitingPage]]:
    with reading() as work:
        waiting = work.session.scalars(select(WaitingPage).order_by(WaitingPage.scan_page))
        filed = work.session.scalars(select(FiledPage).order_by(FiledPage.scan_page))
        return list(filed), list(waiting)


@pytest.mark.article("10(1)", "18(1)")
def test_a_photographed_page_goes_to_its_paper_and_signs_nothing_until_somebody_says_so(
    story: CaseStory, manager: Browser
) -> None:
    address = open_for_signature(story)
    made = printed(manager, address)
    (paper,) = made_papers()
    scan = jpeg(photographed(sheet(made, paper.pages - 1), Random(1)))
    answer = send(manager, scan, "photo.jpg")
    assert "1 page was filed to its paper" in answer.text
    assert "Nobody counts as having signed yet" in answer.text
    ((filed,), waiting) = rows()
    assert (filed.made_paper_id, filed.page, filed.by_hand) == (paper.id, paper.pages, False)
    assert waiting == []
    assert "0 of 7" in manager.get(address).text
    at = f"/papers/{paper.number}"
    page = manager.get(f"{at}?lang=en").text
    assert "The scan alone counts for nothing." in page
    assert 'value="signed" checked' not in page
    assert manager.client.get(f"{at}/pages/{filed.id}.jpg").content.startswith(b"\xff\xd8")
    people = re.findall(r'name="(signers\.\d)\.who" value="([^"]+)"', page)
    assert len(people) == 6  # the manager, who chaired, signs by password
    said = {"page_id": filed.id, **{f"{row}.who": who for row, who in people}}
    refused = manager.post(f"{at}/signed", said | {"signers.0.word": "signed"})
    assert refused.status_code == 422
    assert "Say whether they have signed on this page." in refused.text
    words = {f"{row}.word": "not" for row, _ in people}
    words |= {"signers.0.word": "signed", "signers.0.seen_by": "Arta B."}
    early = manager.post(f"{at}/signed", said | words | {"signers.0.on": "1.1.2026"})
    assert early.status_code == 409
    with reading() as work:
        today = work.session.scalars(select(FiledPage.filed_at)).one().strftime("%d.%m.%Y")
    assert manager.post(f"{at}/signed", said | words | {"signers.0.on": today}).status_code == 303
    with reading() as work:
        given = select(Signature).where(Signature.paper_id == paper.paper_id)
        signature = work.session.scalars(given).one()
        seen = work.session.scalars(select(SignatureScan)).one()
        stored = work.session.get_one(StoredFile, filed.file_id)
        kept = b"".join(file_store.read(work, stored))
        assert seen.seen_by == "Arta B."
    assert (signature.method, signature.digest) == ("paper", paper.digest)
    assert (seen.signature_id, seen.filed_page_id) == (signature.id, filed.id)
    assert (stored.kind, stored.life_id) == (FileKind.SIGNED_PAGE, paper.life_id)
    assert kept.startswith(b"\xff\xd8")
    shown = manager.get(address).text
    assert "1 of 7" in shown
    assert f'href="{at}/pages/{filed.id}.jpg"' in shown
    assert "Arta B." in shown


@pytest.mark.article("18(1)")
def test_a_batch_is_parted_and_what_is_unclear_waits_with_what_is_wrong(
    story: CaseStory, manager: Browser, sign_in: SignIn
) -> None:
    address = open_for_signature(story)
    made = printed(manager, address)
    (paper,) = made_papers()
    blank = Image.new("RGB", (1240, 1754), "white")
    stranger = sheet(build(coded()), 0, 150)  # a number that was never given
    pages = [askew(sheet(made, 0, 150), 180), blank, stranger, sheet(made, 0, 150)]
    answer = send(manager, batch(*pages))
    assert "1 page was filed to its paper" in answer.text
    assert "3 pages wait for you below." in answer.text
    filed, waiting = rows()
    assert [each.scan_page for each in filed] == [1]
    assert [(each.scan_page, each.why) for each in waiting] == [
        *((2, "no_code"), (3, "not_known"), (4, "double"))
    ]
    unread, _, double = waiting
    page = manager.get(f"/scans/{unread.id}?lang=en").text
    assert "No code could be read on it." in page
    assert manager.client.get(f"/scans/{unread.id}/picture.jpg").content.startswith(b"\xff\xd8")
    for email, status in ((OTHER_MANAGER, 404), (OTHER_CENTRES_MANAGER, 404), (HEAD, 200)):
        other = sign_in(email)
        assert other.client.get(f"/scans/{unread.id}").status_code == status
        assert other.client.get(f"/scans/{unread.id}/picture.jpg").status_code == status
    at = f"/scans/{unread.id}/file"
    manager.get(f"/scans/{unread.id}")
    assert manager.post(at, {"number": "K7M4Q-9XDTN", "sheet": "1"}).status_code == 409
    by_number = {"number": code.shown(paper.number).lower(), "sheet": "99"}
    assert manager.post(at, by_number).status_code == 409
    done = manager.post(at, by_number | {"sheet": "1"})
    assert done.status_code == 303
    assert manager.post(at, by_number | {"sheet": "1"}).status_code == 409
    with unit_of_work() as work:
        place = work.session.get_one(Life, paper.life_id).municipality_id
        elsewhere = select(Life.id).where(Life.kind == "quarterly", Life.municipality_id == place)
        copied = {c.name: getattr(paper, c.name) for c in MadePaper.__table__.columns}
        told = {
            "id": new_id(),
            "number": OF_ANOTHER,
            "life_id": work.session.scalar(elsewhere.limit(1)),
        }
        work.session.execute(insert(MadePaper).values(**copied | told))
    astray = {"number": code.shown(OF_ANOTHER), "sheet": "1"}
    refused = manager.post(f"/scans/{double.id}/file", astray)
    assert (refused.status_code, "is of another case" in refused.text) == (409, True)
    assert manager.post(f"/scans/{double.id}/reject", {"reason": " "}).status_code == 422
    assert manager.post(f"/scans/{double.id}/reject", {"reason": "E njëjta."}).status_code == 303
    filed, waiting = rows()
    assert [(each.page, each.by_hand) for each in filed] == [(1, False), (1, True)]
    with reading() as work:
        ended = work.session.get_one(WaitingPage, double.id)
        assert (ended.picture, ended.reason, ended.filed_page_id) == (None, "E njëjta.", None)
        acts = set(work.session.scalars(select(AuditEntry.act)))
    assert acts >= {"page filed", "page put aside", "page rejected", "file stored"}


@pytest.mark.article("10(1)")
def test_a_page_of_an_older_text_waits_and_signs_nothing_of_the_new_one(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("decided")
    case.write_minutes()
    case.stage.settle()
    manager, address = sign_in(MANAGER), f"/meetings/{met(case)[-1].id}/minutes"
    made = printed(manager, address)
    manager.get(f"{address}?write=1")
    anew = {"text": "Tjetër.", "nothing_was_said": "yes", "why": "Gabim në tekst."}
    assert manager.post(address, anew).status_code == 303
    assert "1 page waits for you below." in send(manager, jpeg(sheet(made, 0, 150))).text
    _, (waiting,) = rows()
    assert waiting.why == "old_text"
    (paper,) = made_papers()
    manager.get(f"/scans/{waiting.id}")
    said = {"number": paper.number, "sheet": "1"}
    assert manager.post(f"/scans/{waiting.id}/file", said).status_code == 303
    page = manager.get(f"/papers/{paper.number}?lang=en").text
    assert "Its text was laid for signature anew since" in page
    assert "Whose signature is on this page?" not in page


def test_what_is_no_scan_is_refused_in_words(manager: Browser) -> None:
    answer = send(manager, b"MZ\x90\x00 a program", "scan.pdf")
    assert answer.status_code == 409
    assert "This file could not be read as a scan." in answer.text
    empty = send(manager, b"")
    assert empty.status_code == 422
    assert "Choose a file." in empty.text
    assert rows() == ([], [])


@pytest.mark.article("18(1)")
def test_a_number_leads_only_whoever_may_read_its_case(
    story: CaseStory, manager: Browser, sign_in: SignIn
) -> None:
    printed(manager, open_for_signature(story))
    (paper,) = made_papers()
    found = manager.client.get(f"/scans/paper?number={code.shown(paper.number)}")
    assert found.headers["location"] == f"/papers/{paper.number}"
    for email in (OTHER_MANAGER, OTHER_CENTRES_MANAGER):
        other = sign_in(email)
        assert other.client.get(f"/papers/{paper.number}").status_code == 404
        answer = other.get(f"/scans/paper?number={paper.number}&lang=en")
        assert answer.status_code == 422
        assert "No paper of your centre has this number." in answer.text


@pytest.mark.article("9", "10(2)", "13(3)", "18(2)")
def test_a_page_that_nobody_signs_is_called_evidence_and_leads_to_the_act_that_counts(
    sign_in: SignIn, a_case: At
) -> None:
    case = a_case("reviewed")
    meeting, number, head = met(case)[0].id, case.row().number, sign_in(HEAD)
    for address, said, at in (
        (f"/meetings/{meeting}/sign-in", "Who was there is put on record", f"/meetings/{meeting}"),
        (
            f"/declarations/{case.case}/blank",
            "counts once it is",
            f"/declarations/{case.case}#word",
        ),
        (f"/cases/{number}/plan", "no article says what a signature there", f"/cases/{number}"),
        (f"/cases/{number}/notices", "Nobody signs this paper", ""),
    ):
        answer = send(head, printed(head, address))
        assert "evidence alone, nobody signs it" in answer.text
        assert "Nobody counts as having signed yet" not in answer.text
        page = head.get(f"/papers/{made_papers()[-1].number}?lang=en").text
        assert said in page
        assert f'<a href="{at}">' in page or not at


@pytest.mark.article("18(1)")
def test_today_says_how_many_pages_wait_for_whom(sign_in: SignIn, a_case: At) -> None:
    a_case("reviewed")
    manager, head = sign_in(MANAGER), sign_in(HEAD)
    waits = "1 page waits to be filed or rejected"
    assert waits not in head.get("/?lang=en").text
    blank = jpeg(Image.new("RGB", (1240, 1754), "white"))
    send(manager, blank, "blank.jpg")
    for who, does in ((manager, True), (head, True), (sign_in(OTHER_MANAGER), False)):
        assert (waits in who.get("/?lang=en").text) is does
