"""Every form of every page, filled with what a person might type by mistake: nothing is lost.

The forms are found by reading the pages, which changes nothing, so a new form is tried as soon as
a page shows it: in the first scene, and by the first person, to whom it is shown, with what is
hostile and with one mistake more, which depends on the form. In `make browse` each person reads
each scene, and tries each form there with every mistake.
"""

import html
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final
from urllib.parse import urlencode, urljoin, urlsplit

import httpx
import pytest
from fastapi import FastAPI

from portal.security import MOST_BYTES
from tests.builders import HEAD, MANAGER
from tests.conftest import At
from tests.portal.conftest import AT_LENGTH, Browser, SignIn
from tests.portal.test_doors import Places, routes_of, state

pytestmark = pytest.mark.xdist_group("bad-input")

READERS: Final = {
    "referred": (MANAGER, HEAD),
    "prepared": (MANAGER,),
    "proposed": (MANAGER, HEAD),
    "told": (MANAGER,),
    "planned": (MANAGER,),
    "overdue": (MANAGER, HEAD),
    "closure_approved": (MANAGER,),
}
"""Who reads which scene: the manager, and the head where they have a form that nobody else has."""
OF_NO_CASE: Final = ("referred", "overdue")
"""In which scenes also what is of no case is read."""
ELSEWHERE = ("/sign-out", "/dev/", "/l/")
HOSTILE = "31.02.2026 dymbëdhjetë <b>&amp;</b> {{7*7}} %s"
"""Letters where a number belongs, a day that does not exist, marks of three languages."""


@dataclass
class Form:
    """One form of a page as a browser sees it."""

    action: str
    typed: list[str] = field(default_factory=list)
    """Names of what a person types into."""
    chosen: dict[str, list[str]] = field(default_factory=dict)
    """Names of what a person chooses, with the values offered."""
    hidden: list[tuple[str, str]] = field(default_factory=list)
    secret: set[str] = field(default_factory=set)
    """Names of passwords: no page gives one back."""
    is_sent: bool = False
    """What sends it has stood on the page."""
    behind: list[str] = field(default_factory=list)
    """What is asked after that: on a phone nobody gets there before they press."""

    @property
    def shape(self) -> tuple[str, ...]:
        """What tells it from other forms, whatever case or meeting it is of."""
        hidden = (name for name, _ in self.hidden)
        return (OF_ONE.sub("…", self.action), *self.typed, *self.chosen, *hidden)


class Forms(HTMLParser):
    """Reads the forms of a page that are sent by POST."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._form: Form | None = None
        self._select = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            is_post = given.get("method", "get").lower() == "post"
            self._form = Form(given.get("action", "")) if is_post else None
            if self._form is not None:
                self.found.append(self._form)
        elif self._form is not None and tag == "button" and "main" in given.get("class", ""):
            self._form.is_sent = True
        elif self._form is not None and tag in {"input", "textarea", "select", "option"}:
            self._field(self._form, tag, given)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None

    def _field(self, form: Form, tag: str, given: dict[str, str]) -> None:
        name, kind = given.get("name", ""), given.get("type", "text")
        if tag == "option":
            form.chosen[self._select].append(given.get("value", ""))
        elif tag == "select":
            self._select = name
            form.chosen.setdefault(name, [])
        elif form.is_sent and kind != "hidden":
            form.behind.append(name)
        elif kind == "hidden":
            form.hidden.append((name, given.get("value", "")))
        elif kind in {"radio", "checkbox"}:
            form.chosen.setdefault(name, []).append(given.get("value", ""))
        elif name:
            form.typed.append(name)
            if kind in {"password", "file"}:  # no browser takes a file back from a page
                form.secret.add(name)


Pairs = list[tuple[str, str]]
OF_ONE = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|[A-Z]+-\d{4}-\d+")
MISTAKES = ("empty", "hostile", "a day long past", "nothing chosen", "no such choice")


def mistakes(form: Form) -> Iterator[tuple[str, Pairs]]:
    """Ways to get a form wrong; each is the whole body."""
    first = [(name, values[0]) for name, values in form.chosen.items() if values]
    yield "empty", form.hidden
    rows = [(f"{name}.0.row", HOSTILE) for name in (*form.typed, *form.chosen) if "." not in name]
    yield "hostile", [*form.hidden, *first, *((name, HOSTILE) for name in form.typed), *rows]
    yield "a day long past", [*form.hidden, *first, *((name, "03.01.2019") for name in form.typed)]
    yield "nothing chosen", [*form.hidden, *((name, "-5") for name in form.typed)]
    yield "no such choice", [*form.hidden, *((name, "no such choice") for name in form.chosen)]


def pages(app: FastAPI, scene: str) -> list[str]:
    """In short no papers, on which stands no form, and what is of no case in two scenes alone."""
    found = [
        path
        for method, path in routes_of(app)
        if method == "GET"
        and not path.startswith(("/regulation", "/healthz", "/readyz", "/.well-known/", *ELSEWHERE))
    ]
    if AT_LENGTH:
        return found
    found = [path for path in found if not path.endswith((".pdf", ".zip"))]
    return [path for path in found if "{" in path or scene in OF_NO_CASE]


def forms_of(browser: Browser, address: str) -> list[Form]:
    answer = browser.get(address)
    assert answer.status_code < 500, address
    assert "Lirie" not in answer.text, address
    is_a_page = answer.headers.get("content-type", "").startswith("text/html")
    if answer.status_code != 200 or not is_a_page:  # a paper's bytes now and then read as a tag
        return []
    found = Forms(answer.text).found
    for form in found:
        assert form.behind == [], f"{address}: asked after what sends it"
        form.action = urljoin(address, form.action) if form.action else address
    return [form for form in found if not urlsplit(form.action).path.startswith(ELSEWHERE)]


def in_short(form: Form) -> tuple[str, str]:
    """What is typed is lost by what is hostile; of the other mistakes one, by what the form is."""
    others = [each for each in MISTAKES if each != "hostile"]
    return "hostile", others[zlib.crc32("".join(form.shape).encode()) % len(others)]


def try_out(browser: Browser, address: str, found: Form) -> None:
    """Make these mistakes in one form; one that was taken nevertheless is read anew."""
    form: Form | None = found
    spoke = not AT_LENGTH and found.shape in SPOKEN
    for name in MISTAKES if AT_LENGTH else in_short(found):
        if form is None:
            again = (each for each in forms_of(browser, address) if each.action == found.action)
            form = next(again, None)
        if form is None:
            return
        refused = check(browser, form, name, dict(mistakes(form))[name])
        if refused is None:
            form = None
        elif not spoke:
            speak_albanian(browser, refused, form.action)
            SPOKEN.add(found.shape)
            spoke = True


def check(browser: Browser, form: Form, mistake: str, body: Pairs) -> httpx.Response | None:
    """No failure on our side; a refused form has a message, and what was typed.

    Gives the refusal: nothing has changed then, and the same form may be sent again.
    """
    answer = browser.send(form.action, urlencode(body).encode())
    where = f"{form.action} ({mistake}): {answer.status_code}"
    assert answer.status_code < 500, where
    if answer.status_code not in {409, 422}:
        return None
    assert re.search(r'class="[^"]*\b(notice|summary|box|error)', answer.text), where
    shown = html.unescape(answer.text)
    for name, value in body:
        if name in form.typed and name not in form.secret:
            assert value in shown, f"{where}: {name} is lost"
    return answer


def speak_albanian(browser: Browser, answer: httpx.Response, where: str) -> None:
    """The languages of a page that came back lead to a page."""
    link = re.search(r'href="([^"]*\blang=sq[^"]*)"', answer.text)
    assert link, where
    assert browser.client.get(html.unescape(link[1])).status_code == 200, where


KNOWN: set[tuple[str, ...]] = set()
"""Which form was tried with every mistake in an earlier scene, or by somebody else."""
SPOKEN: set[tuple[str, ...]] = set()
"""Which form came back, whoever sent it, and spoke another language: its address alone does."""


def is_untried(form: Form) -> bool:
    return bool(form.typed or form.chosen) and (AT_LENGTH or form.shape not in KNOWN)


@pytest.mark.parametrize("scene", READERS)
def test_no_form_fails_or_loses_what_was_typed(
    portal: tuple[FastAPI, str], sign_in: SignIn, a_case: At, scene: str
) -> None:
    at = Places(a_case(scene))
    readers = [sign_in(email) for email in ((MANAGER, HEAD) if AT_LENGTH else READERS[scene])]
    addresses = [at(path) for path in pages(portal[0], scene)]
    before, seen = state(), set[tuple[Browser, str]]()
    read = [(reader, each, forms_of(reader, each)) for reader in readers for each in addresses]
    assert state() == before
    for reader, address, shown in read:
        if AT_LENGTH or any(map(is_untried, shown)):
            for form in filter(is_untried, forms_of(reader, address)):
                if (reader, form.action) not in seen:
                    seen.add((reader, form.action))
                    KNOWN.add(form.shape)
                    try_out(reader, address, form)
    assert len(KNOWN) > 10


def test_what_is_too_large_is_refused_in_words(
    portal: tuple[FastAPI, str], sign_in: SignIn, a_case: At
) -> None:
    """Wherever it is sent; ten megabytes once: a body runs out before a route is looked for."""
    at, browser = Places(a_case("planned")), sign_in(MANAGER)
    browser.get("/")
    length = 10_000_000
    for method, path in routes_of(portal[0]):
        if method == "POST" and not path.startswith(ELSEWHERE):
            body = urlencode({"csrf": browser.token, "text": "a" * length}).encode()
            answer = browser.send(at(path), body)
            assert answer.status_code == 413, path
            assert "<h1" in answer.text, path
            length = MOST_BYTES
