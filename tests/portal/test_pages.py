"""Pages as people meet them: in three languages, on narrow screens, in print."""

import tomllib
from datetime import date, timedelta
from hashlib import sha256
from itertools import pairwise

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import expect

from core.i18n import LANGUAGES, translator
from portal.law import address, regulation
from portal.picture import stepper
from portal.render import STATIC, environment, initials
from portal.timeline import Lane, LifeLine, Moment
from queries.history import Event, History, Span
from queries.urgency import urgency
from rules.phases import Phase
from tests.portal.chromium import fits
from tests.portal.conftest import Browser

WEDNESDAY = date(2026, 11, 18)
PAGES = [
    "/sign-in",
    "/sign-in/limits",
    "/dev/components",
    "/regulation",
    "/regulation/8",
    "/verify",
    "/nothing",
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PAGES)
def test_every_page_speaks_every_language(browser: Browser, path: str, language: str) -> None:
    page = browser.get(f"{path}?lang={language}").text
    assert f'<html lang="{language}">' in page
    assert page.count("<h1") == 1


def test_a_language_once_chosen_stays(browser: Browser) -> None:
    assert '<html lang="sq">' in browser.get("/sign-in").text
    browser.get("/sign-in?lang=sr")
    assert '<html lang="sr">' in browser.get("/sign-in").text


@pytest.mark.browser
@pytest.mark.parametrize("path", PAGES)
def test_nothing_scrolls_sideways_on_the_narrowest_screen(
    chromium: Chromium, browser: Browser, path: str
) -> None:
    page = chromium.new_page(viewport={"width": 320, "height": 640})
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text))
    page.goto(f"{browser.client.base_url}{path}?lang=sr", wait_until="networkidle")
    fits(page)
    ours = "document.fonts.check('16px \"Public Sans\"')"
    assert page.evaluate(f"document.fonts.ready.then(() => {ours})")
    assert [said for said in complaints if "Content Security Policy" in said] == []
    page.close()


@pytest.mark.browser
def test_the_picture_of_a_life_becomes_a_list_on_a_phone(
    chromium: Chromium, browser: Browser
) -> None:
    page = chromium.new_page(viewport={"width": 390, "height": 800})
    page.goto(f"{browser.client.base_url}/dev/components")
    expect(page.locator(".life ol")).to_be_visible()
    expect(page.locator(".life > svg")).not_to_be_visible()
    page.close()


def test_the_stylesheet_is_small() -> None:
    assert (STATIC / "tryeza.css").stat().st_size <= 20_000


def test_what_is_vendored_is_what_was_published() -> None:
    listed = tomllib.loads((STATIC / "vendored.toml").read_text(encoding="utf-8"))["vendored"]
    for each in listed:
        assert sha256((STATIC / each["file"]).read_bytes()).hexdigest() == each["sha256"]
        assert (STATIC / each["licence_file"]).exists()
    fonts = {path.name for path in (STATIC / "fonts").glob("*.woff2")}
    assert fonts == {each["file"].removeprefix("fonts/") for each in listed}


@pytest.mark.parametrize(
    ("days", "group"), [(-1, "late"), (0, "today"), (4, "soon"), (5, "later"), (40, "later")]
)
def test_this_week_ends_on_sunday(days: int, group: str) -> None:
    assert urgency(WEDNESDAY + timedelta(days=days), WEDNESDAY) == group


def test_titles_are_no_initials() -> None:
    assert initials("Dr. Lindita Bytyqi") == "LB"
    assert initials("Arta") == "A"


def test_both_texts_of_the_regulation_number_the_same_paragraphs() -> None:
    albanian, english = (
        [(number, each.number) for number, article in text.items() for each in article.paragraphs]
        for text in (regulation("sq"), regulation("en"))
    )
    assert albanian == english
    assert len(regulation("sq")) == 21


def test_an_article_leads_to_its_paragraph() -> None:
    assert address("5(1.5)") == "/regulation/5#p1.5"
    assert address("7") == "/regulation/7"


@pytest.mark.parametrize(
    ("days", "most", "apart"),
    [(30, 2, 1), (400, 15, 1), (800, 14, 2), (6570, 16, 24), (46_200, 16, 96), (700_000, 16, 1440)],
)
def test_a_long_life_has_the_months_that_have_room(days: int, most: int, apart: int) -> None:
    lane = Lane("Notices", [Moment(WEDNESDAY - timedelta(days=days), "referral")])
    months = [day for day, _ in LifeLine([lane], [], WEDNESDAY).months()]
    assert 1 <= len(months) <= most
    counted = [day.year * 12 + day.month - 1 for day in months]
    assert {later - day for day, later in pairwise(counted)} <= {apart}
    assert apart < 12 or {day.month for day in months} == {1}


def test_labels_of_a_life_never_touch() -> None:
    moments = [Moment(WEDNESDAY + timedelta(days=step), "invitation") for step in range(9)]
    lane = Lane("Notices", [*moments, Moment(WEDNESDAY + timedelta(days=200), "closure")])
    marks = LifeLine([lane], [], WEDNESDAY).marks(lane, 0)
    assert len(marks) == 10
    assert sum(mark.has_label for mark in marks) < 10
    assert marks[-1].has_label
    assert marks[0].label_x > marks[0].x  # the line of today runs beside its words


def test_a_phase_that_never_was_is_not_ticked() -> None:
    """A closed case may have no plan and no review: Art. 17(3.4)."""
    begun, sealed = date(2026, 9, 7), date(2026, 9, 28)
    history = History(
        [Span(Phase.ASSESSMENT, begun, sealed), Span(Phase.CLOSURE, sealed, sealed)], []
    )
    steps = stepper(translator("en"), history, Phase.CLOSED, None)
    assert [state for _, state, _ in steps] == ["past", "never", "never", "never", "past"]
    assert [line for _, state, line in steps if state == "never"] == ["Did not take place"] * 3


@pytest.mark.article("11(1)", "15(2)")
@pytest.mark.parametrize(
    ("phase", "reviews", "lines"),
    [
        (Phase.IMPLEMENTATION, 0, {"now": "Under way since", "next": "None held yet"}),
        (Phase.IMPLEMENTATION, 2, {"now": "Under way since", "on": "2 held so far"}),
        (Phase.REVIEW, 2, {"on": "Goes on between reviews", "now": "Review no. 3; meeting on"}),
        (Phase.CLOSURE, 2, {"now": "Meeting on", "past": "2 reviews"}),
    ],
)
def test_implementation_and_review_take_turns(
    phase: Phase, reviews: int, lines: dict[str, str]
) -> None:
    begun = date(2026, 9, 7)
    spans = [Span(each, begun, begun) for each in (Phase.ASSESSMENT, Phase.PLANNING)]
    spans += [Span(Phase.IMPLEMENTATION, begun, None)]
    held = [Event("papers", "review", begun) for _ in range(reviews)]
    meeting = begun if phase is not Phase.IMPLEMENTATION else None
    steps = stepper(translator("en"), History(spans, held), phase, meeting)
    for state, line in lines.items():
        found = [words for _, each, words in steps if each == state]
        assert any(words.startswith(line) for words in found), (state, found)


def test_what_was_compiled_in_one_language_is_folded_for_none() -> None:
    """The compiled template is one for all; a filter of a constant would say what it said first."""
    one, other = environment("sq"), environment("sr")
    folded = {name for name, say in one.filters.items() if other.filters[name] is not say}
    assert {name for name in folded if not hasattr(one.filters[name], "jinja_pass_arg")} == set()
    asked = '{{ "8(9)" | article }}'
    assert one.compile(asked, raw=True) == other.compile(asked, raw=True)
    said = one.from_string(asked).render(), other.from_string(asked).render()
    assert len(set(said)) == len(said)
