"""A file is chosen, or dropped beside its field, in a real browser: decision 0193."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import expect

from core.settings import Settings
from tests.builders import MANAGER
from tests.conftest import At
from tests.documents import hostile
from tests.portal.conftest import Browser, SignIn
from tests.portal.eyes import Eyes, window
from tests.portal.seen_files import over_files
from tests.portal.test_files import at, the_files

DROP = """([name, text]) => {
  const data = new DataTransfer();
  data.items.add(new File([text], name));
  const form = document.querySelector("form[data-upload]");
  const how = { dataTransfer: data, bubbles: true, cancelable: true };
  form.dispatchEvent(new DragEvent("drop", how));
}"""


@pytest.fixture
def eyes(chromium: Chromium) -> Iterator[Eyes]:
    with window(chromium) as tab:
        yield Eyes(tab)


@pytest.mark.browser
def test_a_photograph_is_chosen_and_its_picture_is_seen(
    a_case: At, sign_in: SignIn, eyes: Eyes, tmp_path: Path
) -> None:
    case = a_case("prepared")
    photograph = tmp_path / "IMG 2034.jpg"
    photograph.write_bytes(hostile.a_photograph())
    eyes.become(sign_in(MANAGER))
    eyes.tab.goto(f"{eyes.base}{at(case)}?lang=en")
    eyes.tab.set_input_files("[name=file]", photograph)
    eyes.tab.click("main form button.main")
    expect(eyes.tab.get_by_text("The file is attached.")).to_be_visible()
    (file,) = the_files(case)
    assert file.original.name is None  # what it is called on a computer may name somebody
    picture = eyes.tab.locator("main img")
    expect(picture).to_be_visible()
    assert picture.evaluate("each => each.decode().then(() => each.naturalWidth)") == 240


@pytest.mark.browser
def test_axe_finds_nothing_where_files_are(
    a_case: At, browser: Browser, sign_in: SignIn, demo: Settings, eyes: Eyes
) -> None:
    over_files(a_case("reports_asked"), browser, sign_in, demo, eyes)
    assert eyes.found == [], "\n".join(eyes.found)


@pytest.mark.browser
def test_a_file_is_dropped_beside_its_field_and_what_is_refused_is_said_in_place(
    a_case: At, sign_in: SignIn, eyes: Eyes, tmp_path: Path
) -> None:
    case = a_case("prepared")
    eyes.become(sign_in(MANAGER))
    eyes.tab.goto(f"{eyes.base}{at(case)}?lang=en")
    eyes.tab.evaluate(DROP, ["vendim.docx", "PK\x03\x04 no such thing"])
    eyes.tab.fill("[name=title]", "Vendimi")
    eyes.tab.click("main form button.main")
    expect(eyes.tab.get_by_text("Files of Word")).to_be_visible()
    expect(eyes.tab.locator("[name=title]")).to_have_value("Vendimi")
    eyes.tab.evaluate(DROP, ["vendim.txt", "Vendimi i gjykatës."])
    eyes.tab.click("main form button.main")
    expect(eyes.tab.get_by_text("The file is attached.")).to_be_visible()
    (file,) = the_files(case)
    assert file.original.name == "Vendimi"


@pytest.mark.browser
def test_how_far_it_has_come_is_said_and_a_connection_that_broke(
    a_case: At, sign_in: SignIn, eyes: Eyes
) -> None:
    case = a_case("prepared")
    eyes.become(sign_in(MANAGER))
    eyes.tab.goto(f"{eyes.base}{at(case)}?lang=en")
    eyes.tab.route("**/files", lambda route: route.abort())
    eyes.tab.evaluate(DROP, ["vendim.txt", "Vendimi."])
    expect(eyes.tab.locator("[data-progress]")).to_be_hidden()
    eyes.tab.click("main form button.main")
    expect(eyes.tab.locator("progress")).to_be_visible()
    expect(eyes.tab.get_by_text("The connection broke off")).to_be_visible()
    expect(eyes.tab.locator("main form button.main").first).to_be_enabled()
