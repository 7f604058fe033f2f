"""What every page must be in a real browser, asked so that the page has time to come.

Playwright's `content()`, `count()` and their like look once, at whatever page is there at that
moment: after a click that is the old one, the new one or none. Only `expect` waits.
"""

import os
from pathlib import Path
from typing import Final

from playwright.sync_api import Page, expect

PICTURES: Final = os.environ.get("TRYEZA_PICTURES", "")
"""A folder for pictures of the pages, to be held beside the design."""


def fits(page: Page) -> None:
    """The whole page is there, has one heading and scrolls nowhere sideways."""
    expect(page.locator("footer.foot")).to_be_visible()
    expect(page.locator("h1")).to_have_count(1)
    page.wait_for_load_state()
    wide = page.evaluate("document.fonts.ready.then(() => document.documentElement.scrollWidth)")
    assert page.viewport_size is not None
    assert wide <= page.viewport_size["width"], page.url


def kept(page: Page, name: str) -> None:
    """It fits; and a picture of it, where somebody wants to look."""
    fits(page)
    if PICTURES:
        page.screenshot(path=Path(PICTURES, f"{name}.png"), full_page=True)
