"""A browser that looks at pages as axe-core and a narrow screen do, and notes what is wrong."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
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
WRITE: Final = """([address, html]) => {
  history.replaceState(null, "", address);
  document.open();
  document.write(html);
  document.close();
}"""
"""The next page in the window of the last one: axe-core is there already, and the stylesheet."""
TITLES: Final = "document.querySelectorAll('h1').length"
WIDE: Final = "document.documentElement.scrollWidth"
POLICY: Final = "content-security-policy"
WIDTHS: Final = (320, 1280)
HEIGHT: Final = 900
STICKS_OUT: Final = """width => [...document.querySelectorAll("main *")]
  .filter(each => each.getBoundingClientRect().right > width + 1)
  .map(each => each.outerHTML.slice(0, 120)).slice(-1)[0] || ''"""
Scheme = Literal["light", "dark"]
SCHEMES: Final[Sequence[Scheme]] = ("light", "dark")


@contextmanager
def window(chromium: Chromium) -> Iterator[Tab]:
    """A tab in which colours change at once."""
    with chromium.new_context(reduced_motion="reduce") as context:
        yield context.new_page()


def nothing_is_told() -> set[str]:
    return set()


@dataclass
class Eyes:
    """Looks at one page after the other; `found` is what was wrong on them."""

    tab: Tab
    thorough: bool = False
    """Every page opened by its address, in every language, light and dark, at every width; else
    each once, in turns, and by axe-core where a template is shown that it has not seen.

    That nothing scrolls sideways is seen at every width always.
    """
    templates: Callable[[], set[str]] = nothing_is_told
    """Which ones were shown so far."""
    seen: set[str] = field(default_factory=set)
    """Templates at which axe-core has looked."""
    found: list[str] = field(default_factory=list)
    looks: int = 0
    base: str = ""
    policy: str | None = None
    """What the page that is open may load; None where nobody knows."""
    scheme: Scheme = "light"
    at_width: int = 1

    def __post_init__(self) -> None:
        self.tab.set_viewport_size({"width": WIDTHS[self.at_width], "height": HEIGHT})
        self.tab.emulate_media(color_scheme=self.scheme)
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
            return [(language, SCHEMES) for language in LANGUAGES]
        self.looks += 1
        scheme: Scheme = "dark" if self.looks // 6 % 2 else "light"
        return [(LANGUAGES[self.looks % len(LANGUAGES)], (scheme,))]

    def at(self, path: str, *, if_there: bool = False) -> bool:
        """Open a page and note what is wrong with it; false where it is to be looked at only if it
        is there for this reader, and is not."""
        for language, schemes in self.ways():
            mark = "&" if "?" in path else "?"
            status = self.open(f"{path}{mark}lang={language}", if_there=if_there)
            if status >= 500:
                self.found.append(f"{path}: {status}")
            elif if_there and status != 200:
                return False
            self.here(f"{path} ({language})", schemes)
        return True

    def open(self, path: str, *, if_there: bool = False) -> int:
        """By its address, or read and written into the window, which costs a third: where the page
        may load just what the last one might, for a window keeps its policy (HTML, 7.1.4)."""
        if not self.thorough and self.policy is not None:
            most = 0 if if_there else None
            read = self.tab.context.request.get(self.base + path, max_redirects=most)
            if if_there and read.status != 200:
                return read.status
            if read.headers.get(POLICY) == self.policy:
                self.tab.evaluate(WRITE, [read.url, read.text()])
                self.tab.wait_for_load_state()
                return read.status
        answer = self.tab.goto(self.base + path)
        assert answer is not None
        self.policy = answer.headers.get(POLICY)
        led_on = if_there and answer.request.redirected_from is not None
        return 303 if led_on else answer.status

    def press(self, selector: str, name: str) -> None:
        """Press what leads to another page, and look at that one."""
        self.policy = None
        with self.tab.expect_navigation(wait_until="load"):
            self.tab.locator(selector).first.click()
        self.here(name)

    def here(self, name: str, schemes: Sequence[Scheme] = ()) -> None:
        """Note what is wrong with the page that is open; in the colours it has, or in all."""
        titles: Any = self.tab.evaluate(TITLES)
        if titles != 1:
            self.found.append(f"{name}: {titles} titles")
        for scheme in schemes or (SCHEMES if self.thorough else (self.scheme,)):
            if scheme != self.scheme:
                self.tab.emulate_media(color_scheme=scheme)
                self.scheme = scheme
            self._at_widths(f"{name}, {scheme}")

    def _at_widths(self, name: str) -> None:
        """At every width, first at that which the tab has: making it another one is dear."""
        for turn in range(len(WIDTHS)):
            if turn:
                self.at_width = (self.at_width + 1) % len(WIDTHS)
                self.tab.set_viewport_size({"width": WIDTHS[self.at_width], "height": HEIGHT})
            width = WIDTHS[self.at_width]
            wide: Any = self.tab.evaluate(WIDE)
            if wide > width:
                sticks_out = self.tab.evaluate(STICKS_OUT, width)
                self.found.append(f"{name} at {width}: {wide} wide, {sticks_out}")
            if self.thorough or (turn == 0 and self._is_news()):
                self.found += [f"{name} at {width}: {each}" for each in self._axe()]

    def _is_news(self) -> bool:
        """Whether a template of this page was not looked at yet."""
        shown = self.templates()
        is_new = not shown <= self.seen
        self.seen |= shown
        return is_new

    def _axe(self) -> list[str]:
        if not self.tab.evaluate("'axe' in window"):
            self.tab.evaluate(AXE.read_text())
        found: list[str] = self.tab.evaluate(RUN, [TAGS, RULES])
        return found
