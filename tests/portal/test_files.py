"""Files of a case on its pages: attached, read, put before a meeting, opened, removed."""

import io
import re
from collections.abc import Callable, Mapping
from typing import Any, Final
from uuid import UUID

import httpx
import pypdf
import pytest
from PIL import Image
from sqlalchemy import func, select

from casework.record.files import attached
from casework.record.table import meetings, planned_of
from casework.table import readers
from core.settings import Settings
from models.file_store import read
from models.life import AuditEntry
from models.meeting import Meeting
from models.session import unit_of_work
from models.stored_file import FilePiece, FileSection
from rules.files import MOST_BYTES
from rules.readers import ReadSection
from tests.builders import MANAGER, OTHER_MANAGER, ACase
from tests.conftest import At
from tests.documents import hostile
from tests.documents.hostile import a_pdf
from tests.portal.conftest import Browser, SignIn
from tests.portal.members import HEALTH, Guest, link_of

CANARY = b"anarina"


def send(
    browser: Browser, path: str, content: bytes, name: str = "gjetje.pdf", title: str = ""
) -> httpx.Response:
    """As a browser sends a form with a file."""
    return browser.client.post(
        path,
        data={"csrf": browser.token, "title": title},
        files={"file": (name, content, "application/octet-stream")},
        headers={"sec-fetch-site": "same-origin"},
    )


def the_files(case: ACase) -> list[Any]:
    with unit_of_work() as work:
        return list(attached(work.session, case.case))


def named(case: ACase, name: str) -> Any:
    return next(each for each in the_files(case) if each.original.name == name)


def planned(case: ACase) -> list[Meeting]:
    with unit_of_work() as work:
        return planned_of(meetings(work.session, case.case))


def acts(case: ACase) -> list[str]:
    with unit_of_work() as work:
        query = select(AuditEntry.act).where(AuditEntry.life_id == case.case)
        return list(work.session.scalars(query.order_by(AuditEntry.number)))


def at(case: ACase, file: Any = None, rest: str = "") -> str:
    address = f"/cases/{case.row().number}/files"
    return f"{address}/{file.id}{rest}" if file else address


@pytest.mark.article("18(1)")
def test_a_file_is_attached_and_readers_get_a_clean_copy(a_case: At, sign_in: SignIn) -> None:
    case, manager = a_case("prepared"), sign_in(MANAGER)
    came = a_pdf(hostile.opens_with_a_script, hostile.carries_files)
    answer = send(manager, at(case), came, "..\\Lirie Kanarina.pdf", title="Gjetje mjekësore")
    assert answer.status_code == 303
    (file,) = the_files(case)
    assert (file.original.name, file.original.size) == ("Gjetje mjekësore", len(came))
    page = manager.get(at(case)).text
    assert "Gjetje mjekësore" in page
    assert f"/{file.id}/thumbnail" in page
    copy = manager.get(at(case, file))
    assert copy.headers["content-type"] == "application/pdf"
    assert "inline" in copy.headers["content-disposition"]
    assert "Kanarina" not in copy.headers["content-disposition"]
    assert CANARY not in copy.content
    assert "Gjetje" in pypdf.PdfReader(io.BytesIO(copy.content)).pages[0].extract_text()
    picture = manager.get(at(case, file, "/thumbnail"))
    assert max(Image.open(io.BytesIO(picture.content)).size) <= 320
    assert "file opened" in acts(case)
    with unit_of_work() as work:
        assert b"".join(read(work, file.original)) == came


@pytest.mark.article("18(1)")
def test_the_original_is_opened_with_a_reason(a_case: At, sign_in: SignIn) -> None:
    case, manager = a_case("prepared"), sign_in(MANAGER)
    came = hostile.a_photograph()
    send(manager, at(case), came, "foto.jpg")
    (file,) = the_files(case)
    address = at(case, file, "/original")
    manager.get(address)
    assert manager.post(address, {"reason": ""}).status_code == 422
    assert "original opened" not in acts(case)
    answer = manager.post(address, {"reason": "Për gjykatën."})
    assert answer.content == came
    assert answer.headers["content-type"] == "application/octet-stream"
    assert "attachment" in answer.headers["content-disposition"]
    assert "original opened" in acts(case)
    assert "Për gjykatën." in manager.get(at(case)).text


REFUSED: Final[Mapping[str, tuple[Callable[[], bytes], str]]] = {
    "an executable": (lambda: b"MZ\x90\x00" + bytes(400), "This kind of file is not accepted."),
    "an office paper": (lambda: b"PK\x03\x04" + bytes(400), "Files of Word"),
    "nothing": (lambda: b"", "No file was chosen, or it is empty."),
    "a bomb": (lambda: a_pdf(hostile.packed_bomb), "larger than a file may be"),
    "more than 20 MB": (lambda: b"x" * (MOST_BYTES + 1), "This file is larger than 20 MB."),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_not_accepted_is_refused_on_the_page(
    a_case: At, sign_in: SignIn, what: str
) -> None:
    content, said = REFUSED[what]
    case, manager = a_case("prepared"), sign_in(MANAGER)
    manager.get("/?lang=en")
    answer = send(manager, at(case), content(), "gjetje.pdf", title="Mbetet")
    assert answer.status_code == 409
    assert said in answer.text
    assert "Mbetet" in answer.text
    assert the_files(case) == []
    with unit_of_work() as work:
        assert work.session.scalar(select(func.count()).select_from(FilePiece)) == 0


def test_a_form_without_its_last_line_is_no_file(a_case: At, sign_in: SignIn) -> None:
    """As long as it says it is, and cut all the same; nor is one that is no form at all."""
    case, manager = a_case("assessed"), sign_in(MANAGER)
    manager.get(at(case))
    part = 'Content-Disposition: form-data; name="{}"{}\r\n\r\n{}\r\n'
    fields = [part.format("csrf", "", manager.token), part.format("file", '; filename="a"', "Gj")]
    whole = "--cut\r\n" + "--cut\r\n".join(fields)
    for body, status in ((whole, 400), ("what is this?", 400), (f"{whole}--cut--\r\n", 303)):
        answer = manager.send(
            at(case), body.encode(), content_type="multipart/form-data; boundary=cut"
        )
        assert answer.status_code == status, body
        assert len(the_files(case)) == (status == 303)


@pytest.mark.article("18(1)")
def test_who_has_no_business_there_brings_and_reads_nothing(
    a_case: At, sign_in: SignIn, browser: Browser
) -> None:
    case, manager = a_case("prepared"), sign_in(MANAGER)
    send(manager, at(case), a_pdf())
    (file,) = the_files(case)
    other = sign_in(OTHER_MANAGER)
    assert send(other, at(case), a_pdf()).status_code == 404
    for rest in ("", "/thumbnail", "/original", "/remove"):
        assert other.get(at(case, file, rest)).status_code == 404
    browser.get("/sign-in")
    assert send(browser, at(case), a_pdf()).status_code == 401
    manager.token = "0" * 64
    assert send(manager, at(case), a_pdf()).status_code == 403
    assert len(the_files(case)) == 1


@pytest.mark.article("18(1)")
def test_a_file_is_removed_and_that_it_was_there_stays(a_case: At, sign_in: SignIn) -> None:
    case, manager = a_case("prepared"), sign_in(MANAGER)
    send(manager, at(case), a_pdf(), title="E fëmijës tjetër")
    (file,) = the_files(case)
    manager.get(at(case, file, "/remove"))
    answer = manager.post(at(case, file, "/remove"), {"reason": "Ishte e një rasti tjetër."})
    assert answer.status_code == 303
    page = manager.get(at(case)).text
    assert "E fëmijës tjetër" in page
    assert "Ishte e një rasti tjetër." in page
    for rest in ("", "/thumbnail", "/original", "/remove"):
        assert manager.get(at(case, file, rest)).status_code == 409
    with unit_of_work() as work:
        assert work.session.scalar(select(func.count()).select_from(FilePiece)) == 0
    assert "file removed" in acts(case)


def to_report(browser: Browser, demo: Settings) -> Guest:
    """A member whose report is asked for, behind their code."""
    guest = Guest(browser, demo, link_of(HEALTH, "report"))
    guest.enter()
    return guest


@pytest.mark.article("8(9)")
def test_a_member_attaches_to_their_report_and_the_table_reads_it(
    a_case: At, browser: Browser, demo: Settings, sign_in: SignIn
) -> None:
    case = a_case("reports_asked")
    guest = to_report(browser, demo)
    here = f"{guest.home}/files"
    assert here in guest.get("/report").text
    assert send(browser, here, a_pdf(), title="Kontrolla").status_code == 303
    assert send(browser, here, b"E gabuar", "x.txt", title="E gabuar").status_code == 303
    own, wrong = named(case, "Kontrolla"), named(case, "E gabuar")
    assert (own.original.section, own.original.brought_by_id) == (FileSection.REPORT, None)
    assert browser.get(f"{here}/{own.id}").headers["content-type"] == "application/pdf"
    guest.get(f"/files/{wrong.id}/remove")
    removed = guest.post(f"/files/{wrong.id}/remove", {"reason": "Tjetër fëmijë."})
    assert removed.status_code == 303
    assert "E gabuar" not in guest.get("/files").text

    manager = sign_in(MANAGER)
    assert "Kontrolla" not in manager.get(at(case)).text  # the report is not handed in
    assert manager.get(at(case, own)).status_code == 404

    hand_in(guest)
    assert "Kontrolla" in manager.get(at(case)).text
    assert manager.get(at(case, own)).status_code == 200
    assert send(browser, here, a_pdf()).status_code == 409
    assert guest.get(f"/files/{own.id}/remove").status_code == 404
    manager.get(at(case, own, "/remove"))
    refused = manager.post(at(case, own, "/remove"), {"reason": "E panevojshme."})
    assert refused.status_code == 409
    assert f'{own.id}/remove"' not in manager.get(at(case)).text
    assert manager.get(at(case, own)).status_code == 200


def hand_in(guest: Guest) -> None:
    guest.get("/report")
    form = guest.get("/report").text
    lines = re.findall(r'name="(actions\.\d+)\.action" value="([-\w]+)"', form)
    said = {"done": "U bë.", "step": "send"}
    for name, action in lines:
        said |= {f"{name}.action": action, f"{name}.status": "in_process"}
    assert guest.post("/report", said).status_code == 303


def withhold(case: ACase, file_id: UUID) -> None:
    """From one member, with a reason: 0191."""
    with case.manager() as work:
        items = frozenset({(ReadSection.ATTACHMENT, file_id)})
        readers.withhold(work, case.case, case.seat(HEALTH), items, "Për gjykatën.")


@pytest.mark.article("8(7)")
def test_members_read_what_is_put_before_their_meeting_and_no_other(
    a_case: At, browser: Browser, demo: Settings, sign_in: SignIn
) -> None:
    case, manager = a_case("invited"), sign_in(MANAGER)
    for title in ("Vendimi", "Tjetra"):
        manager.get(at(case))
        send(manager, at(case), a_pdf(), title=title)
    file, other = named(case, "Vendimi"), named(case, "Tjetra")
    (meeting,) = planned(case)
    manager.get(at(case))
    shown = {"meeting_id": str(meeting.id), "step": "show"}
    assert manager.post(at(case, file, "/meeting"), shown).status_code == 303

    guest = Guest(browser, demo, link_of(HEALTH, "read"))
    guest.enter()
    assert f"{guest.home}/files" in guest.get("/read").text
    listed = guest.get("/files").text
    assert "Vendimi" in listed
    assert "Tjetra" not in listed
    assert guest.get(f"/files/{file.id}").status_code == 200
    assert guest.get(f"/files/{file.id}/thumbnail").status_code == 200
    assert guest.get(f"/files/{other.id}").status_code == 404
    assert guest.get(f"/files/{other.id}/thumbnail").status_code == 404

    manager.get(at(case))
    manager.post(at(case, file, "/meeting"), shown | {"step": "hide"})
    assert guest.get(f"/files/{file.id}").status_code == 404
    manager.post(at(case, file, "/meeting"), shown)
    withhold(case, file.id)
    assert guest.get(f"/files/{file.id}").status_code == 404
    assert guest.get(f"/files/{file.id}/thumbnail").status_code == 404
    assert "Vendimi" not in guest.get("/files").text
    case.declare_conflict(HEALTH)
    assert guest.get(f"/files/{file.id}").status_code == 404
    assert guest.get(f"/files/{file.id}/thumbnail").status_code == 404
