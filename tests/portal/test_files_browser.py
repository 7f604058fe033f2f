"""A file is chosen, or dragged onto the field, in a real browser and without a script."""

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
