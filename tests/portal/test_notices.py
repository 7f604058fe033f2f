"""What the system writes, seen by the administrator: every notice in every language."""

import re

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import expect

from core.i18n import LANGUAGES
from notifications import letters, preview
from notifications.channels import sms
from notifications.notices import NOTICES
from notifications.notices.entries import OfEntry
from portal.routes.notices import AS_READ, FRAMES
from tests.builders import ADMIN, HEAD, MANAGER, ACase
from tests.portal.asking import seen
from tests.portal.chromium import kept
from tests.portal.conftest import SignIn

FRAME = re.compile(r'<iframe src="([^"]+)" title="[^"]+" width="100%" height="\d+" sandbox>')


@pytest.fixture(autouse=True)
def people(sign_in: SignIn, begun: ACase) -> None:
    """The empty database came first."""


def test_the_administrator_finds_every_notice_from_the_first_page(sign_in: SignIn) -> None:
    admin = sign_in(ADMIN)
    assert 'href="/notices"' in admin.get("/").text
    for language in LANGUAGES:
        page = admin.get(f"/notices?lang={language}").text
        assert set(re.findall(r'href="/notices/([^"]+)"', page)) == NOTICES.keys()


def test_every_notice_is_shown_in_every_language_as_it_leaves(sign_in: SignIn) -> None:
    admin = sign_in(ADMIN)
    for template, kind in NOTICES.items():
        page = admin.get(f"/notices/{template}?lang=en")
        assert page.status_code == 200, template
        assert page.headers["content-security-policy"] == FRAMES
        said = seen(page.text)
        framed = FRAME.findall(page.text)
        for language in LANGUAGES:
            sample = preview.in_full(template, language)
            assert (sample.entry is not None) is issubclass(kind, OfEntry)
            for each in (*(sample.entry or ()), sample.short, sample.title):
                assert " ".join(each.split()) in said, (template, language)
            if sample.letter is None:
                assert admin.get(f"/notices/{template}/{language}").status_code == 404
                continue
            assert f"/notices/{template}/{language}" in framed
            letter = admin.get(f"/notices/{template}/{language}")
            assert letter.text == sample.letter.html
            assert letter.headers["content-security-policy"] == AS_READ
            assert letter.headers["x-frame-options"] == "SAMEORIGIN"
        assert len(framed) == (len(LANGUAGES) if sample.letter else 0)


@pytest.mark.parametrize("address", ["", "/convening/invitation", "/convening/invitation/sq"])
def test_nobody_else_has_the_page(sign_in: SignIn, address: str) -> None:
    for email in (HEAD, MANAGER):
        assert sign_in(email).get(f"/notices{address}").status_code in {403, 404}


@pytest.mark.parametrize("address", ["/no/such", "/convening/words", "/convening/invitation/de"])
def test_what_is_no_notice_is_not_there(sign_in: SignIn, address: str) -> None:
    assert sign_in(ADMIN).get(f"/notices{address}").status_code == 404


def test_what_leaves_by_sms_is_known_by_its_words() -> None:
    folder = letters.TEMPLATES
    short = {
        str(path.relative_to(folder).with_suffix(""))
        for path in folder.glob("*/*.txt")
        if "block short" in path.read_text(encoding="utf-8")
    }
    assert short == preview.SHORT
    for template in short:
        for language in LANGUAGES:
            assert sms.parts(preview.in_full(template, language).short) <= 2


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1280])
def test_the_letter_stands_in_its_frame_and_is_styled_there(
    sign_in: SignIn, chromium: Chromium, width: int
) -> None:
    admin = sign_in(ADMIN)
    page = chromium.new_page(viewport={"width": width, "height": 800})
    address = str(admin.client.base_url).rstrip("/")
    page.context.add_cookies(
        [{"name": each.name, "value": each.value or "", "url": address} for each in
         admin.client.cookies.jar]
    )  # fmt: skip
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text))
    page.goto(f"{address}/notices/convening/invitation?lang=en")
    for language in LANGUAGES:
        frame = page.frame_locator(f'iframe[src$="/{language}"]')
        button = frame.locator("a").first
        expect(button).to_be_visible()
        expect(button).to_have_css("background-color", "rgb(11, 86, 107)")
    kept(page, f"notices-{width}")
    page.context.close()
    assert complaints == []


@pytest.mark.parametrize("template", ["reports/superior", "reports/superior_again"])
def test_the_sample_of_a_superiors_mail_has_the_link_behind_which_they_reply(template: str) -> None:
    letter = preview.in_full(template, "en").letter
    assert letter is not None
    assert "https://tryeza.example/s/" in letter.text
