"""Which files each at the table reads: seen before, withheld, given, and on record: Art. 18(1)."""

import re
from functools import partial
from threading import Thread

import pytest
from sqlalchemy import select

from core.settings import Settings
from documents import builder
from documents.builder import Pressed
from models import file_store
from models.file_store import FileFacts
from models.plan import ReportRequest
from models.stored_file import FileForm, FileKind, FileSection
from rules.readers import ReadSection
from tests.builders import MANAGER, ACase
from tests.conftest import At
from tests.documents.hostile import a_pdf
from tests.portal.conftest import Browser, SignIn
from tests.portal.members import ADVOCATE, HEALTH, Guest, link_of
from tests.portal.test_annex_paper import paper
from tests.portal.test_files import at, hand_in, named, planned, send, to_report
from tests.portal.test_readers import handed, home, withhold

FINDING, RULING = "Gjetje mjekësore", "Vendim i gjykatës"
WHY = "Nuk i duhet për detyrën."


def put(manager: Browser, case: ACase, title: str, *, before: bool = True) -> None:
    """A file of the case, and before the members of its next meeting."""
    manager.get(at(case))
    assert send(manager, at(case), a_pdf(), title=title).status_code == 303
    if before:
        manager.get(at(case))
        shown = {"meeting_id": str(planned(case)[0].id), "step": "show"}
        said = manager.post(at(case, named(case, title), "/meeting"), shown)
        assert said.status_code == 303


def code(case: ACase, title: str) -> str:
    """As the form of the page sends it."""
    return f"attachments.file:{named(case, title).id}"


def read_by(manager: Browser, case: ACase, email: str) -> str:
    """What the officer sees of the files that go to this member."""
    page = manager.get(f"{home(case, email)}?lang=en").text
    found = re.search(r'<section id="attachments">(.*?)</section>', page, re.DOTALL)
    assert found is not None
    return found[1]


@pytest.mark.article("8(3)", "8(7)", "18(1)")
def test_before_it_is_sent_the_manager_sees_which_files_each_gets(
    a_case: At, sign_in: SignIn
) -> None:
    case, manager = a_case("invited"), sign_in(MANAGER)
    put(manager, case, FINDING)
    put(manager, case, RULING, before=False)
    for email in (HEALTH, ADVOCATE):
        seen = read_by(manager, case, email)
        assert FINDING in seen
        assert RULING not in seen
        assert "Art. 8(3)" in seen
        digest = named(case, FINDING).cleaned.sha256.hex()
        assert digest in re.sub(r"\s", "", seen)
    everybody = manager.get(f"/cases/{case.row().number}/readers?lang=en").text
    assert "Attached files (1)" in everybody


@pytest.mark.article("18(1)")
def test_a_file_is_withheld_from_one_reader_and_another_given_to_them_alone(
    a_case: At, sign_in: SignIn, browser: Browser, demo: Settings
) -> None:
    case, manager = a_case("invited"), sign_in(MANAGER)
    put(manager, case, FINDING)
    put(manager, case, RULING, before=False)
    here = home(case)
    manager.get(here)
    nothing = manager.post(f"{here}/withheld", {"sections": code(case, FINDING), "reason": ""})
    assert nothing.status_code == 422
    for act, title in (("withheld", FINDING), ("given", RULING)):
        manager.get(here)
        done = manager.post(f"{here}/{act}", {"sections": code(case, title), "reason": WHY})
        assert done.status_code == 303
    assert FINDING not in read_by(manager, case, HEALTH)
    assert RULING in read_by(manager, case, HEALTH)
    assert FINDING in read_by(manager, case, ADVOCATE)
    assert RULING not in read_by(manager, case, ADVOCATE)
    assert "1 section" in manager.get(f"/cases/{case.row().number}/readers?lang=en").text

    guest = Guest(browser, demo, link_of(HEALTH, "read"))
    guest.enter()
    listed = guest.get("/files").text
    assert FINDING not in listed
    assert RULING in listed
    assert WHY not in listed
    assert guest.get(f"/files/{named(case, FINDING).id}").status_code == 404
    assert guest.get(f"/files/{named(case, RULING).id}").status_code == 200


@pytest.mark.article("18(1)")
def test_afterwards_it_is_seen_which_file_was_shown_in_which_version(
    a_case: At, sign_in: SignIn, browser: Browser, demo: Settings
) -> None:
    case, manager = a_case("invited"), sign_in(MANAGER)
    put(manager, case, FINDING)
    guest = Guest(browser, demo, link_of(HEALTH, "read"))
    guest.enter()
    guest.get("/files")
    file = named(case, FINDING)
    guest.get(f"/files/{file.id}")
    (opened,), (listed,) = handed("file opened"), handed("files opened")
    assert opened["sha256"] == file.cleaned.sha256.hex()
    assert opened["sections"] == listed["sections"] == code(case, FINDING)
    page = manager.get(f"{home(case)}?lang=en").text
    shown = page[page.index('id="shown"') :]
    assert shown.count(FINDING) >= 2
    assert file.cleaned.sha256.hex()[:16] in shown
    assert "Art. 18(1)" in shown


@pytest.mark.article("8(9)", "18(1)")
def test_a_file_of_a_report_goes_with_it_and_its_author_keeps_it(
    a_case: At, browser: Browser, demo: Settings, sign_in: SignIn
) -> None:
    case = a_case("reports_asked")
    guest = to_report(browser, demo)
    guest.get("/files")
    send(browser, f"{guest.home}/files", a_pdf(), title=FINDING)
    manager = sign_in(MANAGER)
    assert FINDING not in read_by(manager, case, HEALTH)  # it is not handed in
    hand_in(guest)
    assert FINDING in read_by(manager, case, ADVOCATE)
    assert "always" in read_by(manager, case, HEALTH)
    here = home(case)
    manager.get(here)
    kept = manager.post(f"{here}/withheld", {"sections": code(case, FINDING), "reason": WHY})
    assert kept.status_code == 409
    report = f"reports.report:{case.seat(HEALTH)}"
    other = home(case, ADVOCATE)
    manager.get(other)
    manager.post(f"{other}/withheld", {"sections": report, "reason": WHY})
    assert FINDING not in read_by(manager, case, ADVOCATE)


@pytest.mark.article("8(9)", "18(1)")
def test_a_file_that_is_withheld_while_the_reports_are_set_is_not_named(
    a_case: At,
    browser: Browser,
    demo: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = a_case("overdue")
    with case.manager() as work:
        query = select(ReportRequest).where(ReportRequest.received_at.is_not(None))
        mine = ReportRequest.member_id == case.seat(ADVOCATE)
        report = work.session.scalars(query.where(mine)).one()
        said = FileFacts(
            FileKind.ATTACHMENT,
            "text/plain",
            FINDING,
            section=FileSection.REPORT,
            subject_id=report.id,
            by_member_id=report.member_id,
        )
        file_store.store_copy(
            work,
            file_store.store(work, case.row(), [b"as it came"], said),
            FileForm.CLEANED,
            [b"for its readers"],
            "text/plain",
        )
    guest = Guest(browser, demo, link_of(HEALTH, "read"))
    guest.enter()
    assert FINDING in paper(guest.get("/paper/reports/en.pdf")).text
    file = ReadSection.ATTACHMENT, named(case, FINDING).id

    def meanwhile(*told: object) -> Pressed:
        made = builder.pressed(*told)  # type: ignore[arg-type]
        elsewhere = Thread(target=partial(withhold, case, file))
        elsewhere.start()
        elsewhere.join()
        return made

    monkeypatch.setattr("portal.routes.member_papers.pressed", meanwhile)
    answer = guest.get("/paper/reports/en.pdf")
    assert answer.status_code == 409
    assert not answer.content.startswith(b"%PDF")
    assert len(handed("reports copy printed")) == 1
    monkeypatch.undo()
    assert FINDING not in paper(guest.get("/paper/reports/en.pdf")).text


@pytest.mark.article("18(1)")
def test_whoever_chairs_sees_in_the_pack_which_file_somebody_must_not_read(
    a_case: At, sign_in: SignIn
) -> None:
    case, manager = a_case("invited"), sign_in(MANAGER)
    put(manager, case, FINDING)
    here = home(case)
    manager.get(here)
    manager.post(f"{here}/withheld", {"sections": code(case, FINDING), "reason": WHY})
    pack = paper(manager.client.get(f"/meetings/{planned(case)[0].id}/pack/en.pdf")).text
    assert "Not to be read by everybody" in pack
    assert FINDING in pack
