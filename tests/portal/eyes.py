"""A browser that looks at pages as axe-core and a narrow screen do, and notes what is wrong."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any, Final, Literal

from playwright.sync_api import Browser as Chromium
from playwright.sync_api import ConsoleMessage
from playwright.sync_api import Page as Tab

from core.i18n import LANGUAGES
from tests.portal.conftest import Browser

VENDORED: Final = Path(__file__).parent.parent / "vendored"
AXE: Final = VENDORED / "axe-core" / "axe.min.js"
TAGS: Final = (
    *("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"),
)
RULES: Final = {"target-size": {"enabled": True}}  # off by default though WCAG 2.2 AA asks for it
RUN: Final = """async ([tags, rules]) => {
  const found = await axe.run(document, {
    runOnly: {type: "tag", values: tags}, rules, resultTypes: ["violations"]});
  return found.violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html}`));
}"""
WIDTHS: Final = (320, 1280)
STICKS_OUT: Final = """width => [...document.querySelectorAll("main *")]
  .filter(each => each.getBoundingClientRect().right > width + 1)
  .map(each => each.outerHTML.slice(0, 120)).slice(-1)[0] || ''"""
Scheme = Literal["light", "dark"]


@contextmanager
def window(chromium: Chromium) -> Iterator[Tab]:
    """A tab that brings axe-core to every page; colours change at once."""
    with chromium.new_context(reduced_motion="reduce") as context:
        context.add_init_script(path=AXE)
        yield context.new_page()


@dataclass
class Eyes:
    """Looks at one page after the other; `found` is what was wrong on them."""

    tab: Tab
    thorough: bool = False
    """Every page in every language, light and dark, at every width; else each once, in turns.

    That nothing scrolls sideways is seen at every width always.
    """
    found: list[str] = field(default_factory=list)
    looks: int = 0
    base: str = ""

    def __post_init__(self) -> None:
        self.tab.on("console", self._heard)

    def _heard(self, said: ConsoleMessage) -> None:
        """No page asks for what its own policy forbids."""
        if "Content Security Policy" in said.text:
            self.found.append(f"{self.tab.url}: {said.text}")

    def become(self, browser: Browser) -> None:
        """Look on as whoever is signed in there, with what their browser keeps."""
        self.base = str(browser.client.base_url).rstrip("/")
        self.tab.context.clear_cookies()
        self.tab.context.add_cookies(
            [
                {"name": cookie.name, "value": cookie.value or "", "url": self.base}
                for cookie in browser.client.cookies.jar
                if cookie.name != "lang"
            ]
        )

    def ways(self) -> Sequence[tuple[str, Sequence[Scheme]]]:
        """In which languages and colours the next page is looked at."""
        if self.thorough:
            return [(language, ("light", "dark")) for language in LANGUAGES]
        self.looks += 1
        scheme: Scheme = "dark" if self.looks % 2 else "light"
        return [(LANGUAGES[self.looks % len(LANGUAGES)], (scheme,))]

    def at(self, path: str) -> None:
        """Open a page and note what is wrong with it."""
        for language, schemes in self.ways():
            mark = "&" if "?" in path else "?"
            answer = self.tab.goto(f"{self.base}{path}{mark}lang={language}")
            assert answer is not None
            if answer.status >= 500:
                self.found.append(f"{path}: {answer.status}")
            self.here(f"{path} ({language})", schemes)

    def press(self, selector: str, name: str) -> None:
        """Press what leads to another page, and look at that one."""
        with self.tab.expect_navigation(wait_until="load"):
            self.tab.locator(selector).first.click()
        self.here(name)

    def here(self, name: str, schemes: Sequence[Scheme] = ("light",)) -> None:
        """Note what is wrong with the page that is open."""
        titles: Any = self.tab.evaluate("document.querySelectorAll('h1').length")
        if titles != 1:
            self.found.append(f"{name}: {titles} titles")
        for scheme, width in product(schemes, WIDTHS):
            self.tab.emulate_media(color_scheme=scheme)
            self.tab.set_viewport_size({"width": width, "height": 900})
            where = f"{name} at {width} {scheme}"
            wide = self.tab.evaluate("document.documentElement.scrollWidth")
            if wide > width:
                sticks_out = self.tab.evaluate(STICKS_OUT, width)
                self.found.append(f"{where}: {wide} wide, {sticks_out}")
            if self.thorough or width == self._width:
                said: Any = self.tab.evaluate(RUN, [TAGS, RULES])
                self.found += [f"{where}: {each}" for each in said]

    @property
    def _width(self) -> int:
        """At which width axe-core looks, where it looks once."""
        return WIDTHS[self.looks // len(LANGUAGES) % len(WIDTHS)]
