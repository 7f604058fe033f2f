"""Files that were attached, as eyes see them."""

from core.settings import Settings
from tests.builders import MANAGER, ACase
from tests.documents import hostile
from tests.documents.hostile import a_pdf
from tests.portal.conftest import Browser, SignIn
from tests.portal.eyes import Eyes
from tests.portal.members import HEALTH, Guest, link_of
from tests.portal.test_files import at, named, planned, send


def over_files(case: ACase, browser: Browser, sign_in: SignIn, demo: Settings, eyes: Eyes) -> None:
    """A long list on a narrow page, the questions before a file is opened or removed, a refusal."""
    manager = sign_in(MANAGER)
    eyes.become(manager)
    of_case = at(case)
    manager.get(of_case)
    for content, name in ((a_pdf(), "Vendimi"), (hostile.a_photograph(), "Foto" * 25)):
        manager.get(of_case)
        assert send(manager, of_case, content, title=name).status_code == 303
    file, removed = named(case, "Vendimi"), named(case, "Foto" * 25)
    shown = {"meeting_id": str(planned(case)[0].id), "step": "show"}
    manager.get(of_case)
    manager.post(at(case, file, "/meeting"), shown)
    reader = f"/cases/{case.row().number}/readers/{case.seat(HEALTH)}"
    beside = (reader, f"/meetings/{planned(case)[0].id}")
    for path in (of_case, *beside, at(case, file, "/original"), at(case, file, "/remove")):
        eyes.at(path)
    manager.post(at(case, removed, "/remove"), {"reason": "Dy herë."})
    manager.post(at(case, file, "/original"), {"reason": "Për gjykatën."})
    eyes.at(of_case)
    eyes.press("main form button.main", "a file that was not chosen")

    guest = Guest(browser, demo, link_of(HEALTH, "report"))
    guest.enter()
    guest.get("/files")
    send(browser, f"{guest.home}/files", a_pdf(), title="Kontrolla")
    eyes.become(browser)
    for path in ("/report", "/files", f"/files/{named(case, 'Kontrolla').id}/remove"):
        eyes.at(guest.home + path)
    browser.client.cookies.clear()
