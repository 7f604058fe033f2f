"""A mail is no wider than the telephone on which it is read."""

import pytest
from playwright.sync_api import Browser as Chromium

from core.i18n import LANGUAGES
from notifications import preview
from notifications.notices import NOTICES

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("configured")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_mail_is_wider_than_a_telephone(chromium: Chromium, language: str) -> None:
    page = chromium.new_page(viewport={"width": 360, "height": 740})
    wide = {}
    for template in sorted(NOTICES):
        mail = preview.in_full(template, language).letter
        if mail is not None:
            page.set_content(mail.html)
            width = page.evaluate("document.documentElement.scrollWidth")
            if width > 360:
                wide[template] = width
    page.close()
    assert wide == {}
