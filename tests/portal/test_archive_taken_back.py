"""An archive that holds what was filed by mistake is said to, and taken along by nobody: 0196."""

from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image

from core.clock import SystemClock
from portal.archive import binder, certificate
from tests.builders import HEAD, MANAGER, ACase
from tests.conftest import At
from tests.documents.camera import jpeg
from tests.portal.archived import a_certificate, in_no_time, keys
from tests.portal.conftest import Browser, SignIn
from tests.portal.test_archive_orders import orders
from tests.portal.test_made_papers import made_papers
from tests.portal.test_scanned_pages import rows, send
from tests.sealed_trail import sealed
from tests.told import told

pytestmark = pytest.mark.xdist_group("archive")


def asked_for(case: ACase, browser: Browser) -> str:
    """The address of one that is asked for and made now."""
    here = f"/cases/{case.row().number}/archive"
    browser.get(here)
    browser.post(here)
    sealed(by=keys())
    assert binder.turn()
    newest = max(orders(), key=lambda each: each.touched_at or each.asked_at)
    return f"{here}/{newest.id}.zip"


@pytest.mark.article("17(5)", "18(1)")
def test_an_archive_with_another_childs_page_is_told_apart_and_goes_nowhere(
    a_case: At, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_no_time(monkeypatch)
    case, manager, head = a_case("closed"), sign_in(MANAGER), sign_in(HEAD)
    sealed(by=keys())
    while binder.turn():
        pass
    here = f"/cases/{case.row().number}/archive"
    before = f"{here}/{orders()[0].id}.zip"
    known = {each.number for each in made_papers()}
    manager.client.get(f"/cases/{case.row().number}/plan/en.pdf")
    (paper,) = (each for each in made_papers() if each.number not in known)
    send(manager, jpeg(Image.new("L", (600, 800), 255)), "photo.jpg")
    (_, (waiting,)) = rows()
    manager.get(f"/scans/{waiting.id}")
    there = {"number": paper.number, "sheet": "1"}
    assert manager.post(f"/scans/{waiting.id}/file", there).status_code == 303
    ((filed,), _) = rows()
    mixed_up = asked_for(case, manager)
    assert head.client.get(mixed_up).status_code == 200
    at = f"/papers/{paper.number}"
    manager.get(at)
    wrong = {"wrong": filed.id, "reason": "E një fëmije tjetër."}
    moved = manager.post(f"{at}/taken-back", wrong).headers["location"]
    assert "An archive of the sealed file holds it still" in manager.get(f"{moved}?lang=en").text
    page = head.get(f"{here}?lang=en").text
    assert page.count("It holds what was taken back since") == 1
    assert f"Arta Berisha, {head_day(case)}" in page
    assert mixed_up not in page
    assert before in page
    refused = head.get(mixed_up)
    assert refused.status_code == 409
    assert "it may be of another child" in refused.text
    assert head.client.get(before).status_code == 200, "it was never in that one"
    assert head.client.get(asked_for(case, manager)).status_code == 200


def head_day(case: ACase) -> str:
    """The demo's clock stands still: all of it is of one moment."""
    day = case.clock.today()
    return f"{day.day} {day:%B}"


@pytest.mark.article("17(5)")
def test_a_certificate_that_has_ended_signs_nothing_and_it_is_said_which_key_it_is(
    a_case: At, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    in_no_time(monkeypatch)
    case, head = a_case("closed"), sign_in(HEAD)
    here = f"/cases/{case.row().number}/archive?lang=en"
    with told({"TRYEZA_CERTIFICATES": str(tmp_path)}):
        found = a_certificate(tmp_path, ends_in=timedelta(hours=-1))
        with pytest.raises(certificate.NotInForce):
            found.check_in_force(SystemClock().now())
        asked = asked_for(case, head)
        assert "certificate has ended" in head.get(here).text
        assert asked not in head.get(here).text
        (tmp_path / "ferizaj.pem").write_text("no key")
        asked_for(case, head)
        assert "The file with the centre&#39;s certificate cannot be used" in head.get(here).text
        a_certificate(tmp_path)
        asked = asked_for(case, head)
        page = head.get(here).text
        assert asked in page
        assert "Signed with the centre" in page
        (tmp_path / "ferizaj.pem").unlink()
        asked_for(case, head)
        assert "Signed by the system alone" in head.get(here).text
