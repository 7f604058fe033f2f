"""Files beside reports, meetings, supplements and the closing form are named there: 8(9), 17(5)."""

import re

import pytest

from casework.record.files import attached
from core.settings import Settings
from models.stored_file import FileSection
from simulation.people import PASSWORD
from tests.builders import HEAD, MANAGER, ACase
from tests.conftest import At
from tests.documents.hostile import a_pdf
from tests.documents.pdf import Read
from tests.onrecord import reading
from tests.portal.conftest import Browser, SignIn
from tests.portal.members import ADVOCATE, Guest, link_of
from tests.portal.test_annex_paper import paper
from tests.portal.test_files import acts, at, hand_in, named, planned, send, the_files, to_report
from tests.portal.test_readers import handed
from tests.portal.test_supplement import WORDS
from tests.scenes import closed

FINDING = "Gjetje mjekësore"


def digest(case: ACase, title: str = FINDING) -> str:
    found: str = named(case, title).cleaned.sha256.hex()
    return found


def flat(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.article("8(9)")
def test_a_reports_files_are_named_before_it_is_sent_in_the_bundle_and_in_the_pack(
    a_case: At, browser: Browser, demo: Settings, sign_in: SignIn
) -> None:
    case = a_case("reports_asked")
    guest = to_report(browser, demo)
    guest.get("/files")
    send(browser, f"{guest.home}/files", a_pdf(), title=FINDING)
    own = guest.get("/report?lang=en").text
    assert FINDING in own
    assert "1 page" in own
    lines = re.findall(r'name="(actions\.\d+)\.action" value="([-\w]+)"', own)
    said = {"done": "U bë.", "step": "check"}
    for name, action in lines:
        said |= {f"{name}.action": action, f"{name}.status": "in_process"}
    check = guest.post("/report", said).text
    assert FINDING in check
    manager, meeting = sign_in(MANAGER), planned(case)[0]
    number = case.row().number
    bundle = f"/cases/{number}/reports/of/{meeting.id}/en.pdf"
    assert FINDING not in paper(manager.client.get(bundle)).text  # it is not handed in
    hand_in(guest)
    assert FINDING in guest.get("/report").text
    for path in (bundle, f"/meetings/{meeting.id}/pack/en.pdf"):
        read = paper(manager.client.get(path)).text
        assert FINDING in read
        assert "1 page" in read
        assert digest(case) in flat(read)
    assert FINDING in manager.get(f"/meetings/{meeting.id}").text


@pytest.mark.article("17(5)")
def test_a_file_goes_to_a_supplement_and_its_hash_to_the_trail(a_case: At, sign_in: SignIn) -> None:
    case, manager = a_case("closed"), sign_in(MANAGER)
    number, seal = case.row().number, case.row().seal
    home = f"/cases/{number}/supplements"
    manager.get(home)
    one = manager.post(home, {"words": WORDS, "on": "1.9.2026"}).headers["location"]
    before = sign_in(HEAD)
    before.get(one)
    assert "Attach the file" in manager.get(f"{one}?lang=en").text
    assert send(manager, f"{one}/files", a_pdf(), title=FINDING).status_code == 303
    (file,) = the_files(case)
    assert (file.original.section, file.original.beside) == (FileSection.PAPER, True)
    page = manager.get(f"{one}?lang=en").text
    assert FINDING in page
    assert file.original.sha256.hex() in flat(page)
    stored = [each for each in handed("file stored") if each["file"] == str(file.id)]
    assert [each["sha256"] for each in stored] == [file.original.sha256.hex()]
    assert case.row().seal == seal
    listed = manager.get(f"{at(case)}?lang=en").text
    assert "Attached to supplement 1" in listed
    assert f"{file.id}/original" in listed
    assert f"{file.id}/remove" not in listed
    address = at(case, file, "/original")
    manager.get(address)
    answer = manager.post(address, {"reason": "Për gjykatën."})
    assert answer.status_code == 200
    assert "original opened" in acts(case)
    unseen = before.post(f"{one}/sign", {"password": PASSWORD})
    assert unseen.status_code == 409
    assert "laid anew after you opened it" in unseen.text
    assert FINDING in before.get(one).text
    assert before.post(f"{one}/sign", {"password": PASSWORD}).status_code == 303
    printed = Read(before.client.get(f"{one}/en.pdf").content).text
    assert FINDING in printed
    assert file.original.sha256.hex() in flat(printed)


@pytest.mark.article("17(5)", "18(1)")
def test_what_was_attached_before_the_seal_is_opened_after_it(a_case: At, sign_in: SignIn) -> None:
    case, manager = a_case("decided"), sign_in(MANAGER)
    came = a_pdf()
    send(manager, at(case), came, title=FINDING)
    closed(case)
    assert case.row().sealed_at
    file = named(case, FINDING)
    manager.get("/?lang=en")
    page = manager.get(at(case)).text
    assert f"{file.id}/original" in page
    assert "/supplements" in page
    assert 'name="file"' not in page
    address = at(case, file, "/original")
    manager.get(address)
    assert manager.post(address, {"reason": ""}).status_code == 422
    assert manager.post(address, {"reason": "Për gjykatën."}).content == came
    with reading() as work:
        assert len(attached(work.session, case.case)) == 1


@pytest.mark.article("17(5)")
def test_whoever_signs_the_closing_form_has_it_as_a_paper_until_the_seal(
    a_case: At, browser: Browser, demo: Settings
) -> None:
    case = a_case("decided")
    guest = Guest(browser, demo, link_of(ADVOCATE, "close"))
    guest.enter()
    assert f"{guest.home}/close/en.pdf" in guest.get("/close").text
    read = paper(guest.get("/close/en.pdf"))
    assert case.row().number in read.text
    (out,) = handed("closing form copy printed")
    assert out["member"] == str(case.seat(ADVOCATE))
    closed(case)
    assert guest.get("/close/en.pdf").status_code in {303, 404}


@pytest.mark.article("18(1)")
def test_a_file_is_not_called_as_it_is_on_the_computer_of_who_brought_it(
    a_case: At, sign_in: SignIn
) -> None:
    case, manager = a_case("prepared"), sign_in(MANAGER)
    page = manager.get(f"{at(case)}?lang=en").text
    assert "Leave out names of people" in page
    assert send(manager, at(case), a_pdf(), "Lirie Kanarina.pdf").status_code == 303
    (file,) = the_files(case)
    assert file.original.name is None
    page = manager.get(f"{at(case)}?lang=en").text
    assert "Kanarina" not in page
    assert "PDF, " in page
