"""Whoever is offered a link may follow it: no page leads its reader to a 403 or a 404."""

import re
from collections import deque
from dataclasses import dataclass, field, replace
from html import unescape
from http import HTTPStatus
from typing import Final

from fastapi import FastAPI
from starlette.responses import HTMLResponse

from casework.case import referral
from casework.table import contacts
from casework.table.contacts import Contact
from tests.builders import ADMIN, HEAD, MANAGER, OTHER_HEAD, OTHER_MANAGER, SILENT, ACase
from tests.conftest import At
from tests.deputy import named
from tests.portal.conftest import AT_LENGTH, Browser, SignIn
from tests.portal.test_doors import routes_of
from tests.scenes import a_referral

LINKS: Final = re.compile(r"<a\b[^>]*?\shref=\"(/[^\"#]*)")
FORMS: Final = re.compile(r"<form\b(?![^>]*method=\"post\")[^>]*?\saction=\"(/[^\"#]*)")
SHUT: Final = {HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND}
EVERYBODYS: Final = ("/static/", "/regulation", "/dev/", "/sign-")
"""The same for all; `test_pages` looks at them."""
LISTS: Final = ("/", "/cases", "/roundtable")
CASE: Final = "/cases/{number}"
DEPUTY: Final = OTHER_MANAGER
BESIDE: Final = "driton.shala@qps-ferizaj.example"
READERS: Final = (HEAD, DEPUTY, MANAGER, BESIDE, OTHER_HEAD, ADMIN)
SCENES: Final = {
    "overdue": READERS,
    **({"decided": (MANAGER,)} if AT_LENGTH else {}),
    "quarter_met": (HEAD,),
}
"""Who looks when: whoever sees nothing else there looks once. A closed case is read at length."""


@dataclass
class Crawl:
    """One reader, who follows every link that a page shows them; of links that are alike, one."""

    app: FastAPI
    browser: Browser
    known: set[str] = field(default_factory=set)
    """Pages of nothing in particular, which were looked at in an earlier scene."""
    seen: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        gets = {path for method, path in routes_of(self.app) if method == "GET"}
        self.routes = {each: re.compile(_pattern(each)) for each in sorted(gets, key=len)}

    def shut(self, start: str = "/") -> list[str]:
        waiting, found = deque([("", start)]), list[str]()
        while waiting:
            source, address = waiting.popleft()
            answer = self.browser.client.get(address)
            if answer.status_code in SHUT:
                found.append(f"{source} leads to {address}: {answer.status_code}")
            elif answer.status_code == HTTPStatus.OK:
                waiting += [(address, each) for each in self._new(answer.text)]
        return found

    def _new(self, html: str) -> list[str]:
        found = [unescape(each) for each in (*LINKS.findall(html), *FORMS.findall(html))]
        return [each for each in found if not each.startswith(EVERYBODYS) and self._is_new(each)]

    def _is_new(self, address: str) -> bool:
        path = address.partition("?")[0]
        kind = next((each for each, like in self.routes.items() if like.fullmatch(path)), path)
        kind = path if kind == CASE else kind
        if kind in self.seen | self.known:
            return False
        self.seen.add(kind)
        if kind in self.routes and "{" not in kind and kind not in LISTS:
            self.known.add(kind)
        return True


def _pattern(path: str) -> str:
    return re.sub(r"\\{\w+(?::\w+)?\\}", "[^/]+", re.escape(path))


def busy(case: ACase) -> None:
    """A brother whose manager is the head's deputy too, and a contact that waits for the head."""
    case_id, manager = case.case, case.account(DEPUTY).id
    brother = replace(a_referral(), sibling_of=case_id)
    with case.head() as work:
        place = referral.municipality(work, "ferizaj").id
        his = referral.refer(work, place, brother).id
        referral.appoint(work, his, manager, by=case.account(HEAD).id)
    with case.manager() as work:
        contacts.change(work, case_id, case.seat(SILENT), Contact("new@police.example", ""), "x")
    named(case, DEPUTY)


def test_nobody_is_led_to_what_is_shut_to_them(
    portal: tuple[FastAPI, str], sign_in: SignIn, a_case: At
) -> None:
    shut, known = list[str](), {email: set[str]() for email in READERS}
    for scene, readers in SCENES.items():
        case = a_case(scene)
        if scene == "overdue":
            busy(case)
        for email in readers:
            crawl = Crawl(portal[0], sign_in(email), known[email])
            shut += [f"{scene}, {email}: {each}" for each in crawl.shut()]
    assert shut == [], "\n".join(shut)


def test_a_crawl_finds_what_is_shut(widened: FastAPI, sign_in: SignIn, a_case: At) -> None:
    a_case("referred")

    @widened.get("/offered")
    def offered() -> HTMLResponse:
        return HTMLResponse('<a class="x" href="/accounts?page=2#top">·</a><form action="/no">')

    assert Crawl(widened, sign_in(HEAD)).shut("/offered") == [
        "/offered leads to /accounts?page=2: 403",
        "/offered leads to /no: 404",
    ]
