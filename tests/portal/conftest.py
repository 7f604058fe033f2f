"""The portal served over a real socket: its gate, its cookies, its database."""

import os
import re
import socket
import ssl
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

import httpx
import pyotp
import pytest
import uvicorn
from fastapi import FastAPI
from jinja2 import FileSystemBytecodeCache
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import expect, sync_playwright
from sqlalchemy import select

from core.clock import FrozenClock, SystemClock
from core.database_roles import PORTAL, WORKER
from core.i18n import LANGUAGES
from core.mode import Mode
from core.settings import Settings
from identity import credentials
from identity.passwords import hash_password
from identity.signing_in import Caller, enter
from models.people import Account, Municipality, SignInMeans
from models.readiness import Readiness
from models.session import sign_in_work, unit_of_work
from portal import security
from portal.__main__ import KEEP_ALIVE
from portal.app import create_app
from portal.render import environment
from simulation.life import HEAD, MANAGER, CaseStory
from simulation.people import authenticator_of
from tests import written
from tests.database import Cleaner, standing
from tests.lent import Lent
from tests.portal.kept import Shelf
from tests.waiting import quiet_seconds

AT_LENGTH: Final = "TRYEZA_BROWSE" in os.environ
"""The long form: `make browse`."""
PASSWORD = "a long enough sentence"
PLAIN = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Nothing here is encrypted; a context of its own for every client costs more than the test."""


CHEAPLY: Final = ("--no-sandbox", "--in-process-gpu", "--disable-site-isolation-trials")
"""A process less for what nobody looks at."""


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    """Debian's Chromium, started once; every test opens pages of its own."""
    expect.set_options(timeout=60_000)  # ends when it holds; machines are slow and shared
    with sync_playwright() as player:
        found = player.chromium.launch(executable_path="/usr/bin/chromium", args=CHEAPLY)
        yield found
        found.close()


FIRST_DAY = r'class="field happened.*?type="radio" id="[^"]+" name="([^"]+)" value="([^"]+)"'


def ids_twice(page: str) -> list[str]:
    """A label ticks what has its id first, perhaps in a form that is folded away."""
    counted = Counter(re.findall(r'\sid="([^"]+)"', page))
    return [each for each, times in counted.items() if times > 1]


class Browser:
    """Keeps cookies and sends back what the last form hid in itself, as a browser does."""

    def __init__(self, client: httpx.Client, clock: FrozenClock) -> None:
        self.client, self.clock = client, clock
        self.token = ""
        self.hidden: dict[str, str] = {}
        """Which text a form to sign was read with, and in which language."""
        self.days: dict[str, str] = {}
        """What the first click says where the last form asks for a day: the day of the meeting,
        or today. It is sent unless a test says another one, or none (`on=""`)."""

    def get(self, path: str) -> httpx.Response:
        response = self.client.get(path)
        assert ids_twice(response.text) == [], path
        found = re.search(r'name="csrf" value="(\w+)"', response.text)
        self.token = found[1] if found else self.token
        hidden = re.findall(r'type="hidden" name="(shown|language)" value="(\w*)"', response.text)
        self.hidden = dict(hidden) if found else self.hidden
        self.days |= dict(re.findall(FIRST_DAY, response.text, re.S))
        return response

    def post(self, path: str, fields: object = None, **headers: str) -> httpx.Response:
        pairs = list((self.hidden | self.days | dict(fields or {})).items())  # type: ignore[call-overload]
        body = urlencode([*pairs, ("csrf", self.token)], doseq=True)
        return self.send(path, body.encode(), **headers)

    def send(self, path: str, body: bytes, **headers: str) -> httpx.Response:
        sent = {
            "content-type": "application/x-www-form-urlencoded",
            "sec-fetch-site": "same-origin",
        }
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.post(path, content=body, headers=sent | named)

    def sign_in(
        self, email: str = "head@qps.example", password: str = PASSWORD, to: str = "/"
    ) -> httpx.Response:
        """Both steps, in a half minute of its own, as a person takes one; the first where that
        one is refused."""
        self.clock.moment += timedelta(seconds=30)
        self.get("/sign-in")
        first = self.post("/sign-in", {"email": email, "password": password, "to": to})
        if first.status_code != 303:
            return first
        self.get(first.headers["location"])
        return self.post("/sign-in/code", {"code": code_of(email, self.clock), "to": to})


@pytest.fixture
def real_time() -> FrozenClock:
    """The clock that sessions count by; it stands still until a test moves it."""
    return FrozenClock(SystemClock().now())


@contextmanager
def serving(app: FastAPI) -> Iterator[str]:
    """The app behind uvicorn on a free port; gives its address."""
    # Said to be TCP, or asyncio leaves Nagle's algorithm on: 40 ms before every body.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.bind(("127.0.0.1", 0))
    listener.listen()  # who comes before the thread is ready waits, and is not turned away
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE,  # as the portal: httpx and uvicorn both let go after five
    )
    server = uvicorn.Server(config)

    def serve() -> None:
        standing.set(PORTAL)  # what is served asks the database as the portal does
        server.run(sockets=[listener])

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)
        listener.close()


@pytest.fixture(scope="session")
def demo(configured: Settings) -> Settings:
    """The settings of a demo portal."""
    return configured.model_copy(update={"mode": Mode.DEMO, "base_url": "http://127.0.0.1"})


def compile_once(shared: Path) -> None:
    """What one process of a run has compiled of the templates, the others read: four seconds."""
    kept = FileSystemBytecodeCache(str(shared), "page-%s")
    for language in LANGUAGES:
        environment(language).bytecode_cache = kept


@pytest.fixture(scope="session")
def portal(demo: Settings, shared: Path) -> Iterator[tuple[FastAPI, str]]:
    """One running portal for all tests of this process."""
    compile_once(shared)
    app = create_app(demo)
    app.state.readiness = Readiness(WORKER)  # the role of the tests' process
    with serving(app) as address:
        yield app, address


@pytest.fixture
def widened(portal: tuple[FastAPI, str]) -> Iterator[FastAPI]:
    """The running portal, to be given a page that only this test has."""
    routes = portal[0].router.routes
    before = list(routes)
    yield portal[0]
    routes[:] = before


@pytest.fixture
def browser(
    portal: tuple[FastAPI, str], database: FrozenClock, real_time: FrozenClock
) -> Iterator[Browser]:
    """A browser nobody has signed in with."""
    app, address = portal
    app.state.clock = real_time
    with httpx.Client(base_url=address, timeout=quiet_seconds(20), verify=PLAIN) as client:
        yield Browser(client, real_time)


@pytest.fixture
def head(database: FrozenClock) -> Account:
    """The head of a centre, with a password."""
    with unit_of_work() as work:
        place = Municipality(slug="ferizaj", name_sq="Ferizaj", name_sr="Uroševac")
        work.session.add(place)
        work.session.flush()
        account = Account(
            municipality_id=place.id,
            role="head",
            email_index=Account.index_of("head@qps.example"),
        )
        account.name = "Arta Berisha"
        account.email = "head@qps.example"
        work.session.add(account)
    hashed, secret = hash_password(PASSWORD, quick=True), authenticator_of("head@qps.example")
    with sign_in_work() as work:
        credentials.bring(work, account.id, hashed, secret, work.clock.now())
    return account


def code_of(email: str, clock: FrozenClock) -> str:
    """What this officer's authenticator shows now."""
    return pyotp.TOTP(authenticator_of(email)).at(clock.now())


def session_of(email: str, clock: FrozenClock) -> str | None:
    """The token of a session that is signed in; None for nobody's address."""
    with unit_of_work() as work:
        query = select(Account.id).where(Account.email_index == Account.index_of(email))
        account = work.session.scalar(query)
    caller = Caller("127.0.0.1")
    return enter(clock, account, SignInMeans.AUTHENTICATOR, caller) if account else None


HOUR = timedelta(hours=1)

SignIn = Callable[[str], Browser]


@pytest.fixture
def sign_in(
    portal: tuple[FastAPI, str], database: FrozenClock, real_time: FrozenClock
) -> Iterator[SignIn]:
    """An officer of the demo signed in, in a browser of their own that reads English: the session
    is opened as the portal opens one, with what the first page would have left in the browser; that
    it asks for both steps first, `test_sign_in` knows."""
    app, address = portal
    app.state.clock = real_time
    with ExitStack() as open_clients:

        def browser_of(email: str) -> Browser:
            client = open_clients.enter_context(
                httpx.Client(base_url=address, timeout=quiet_seconds(20), verify=PLAIN)
            )
            browser, visit = Browser(client, real_time), security.new_visit()
            browser.token = security.token_for(visit)
            given = {"visit": visit, "lang": "en", "staff": session_of(email, real_time)}
            for name, value in given.items():
                if value:
                    client.cookies.set(name, value, domain="127.0.0.1", path="/")
            return browser

        yield browser_of


class Later(Browser):
    """Signs in with the first request: until then, a story can still be brought back."""

    def __init__(self, enter: Callable[[], Browser]) -> None:
        self.enter = enter
        self.token, self.hidden, self.days = "", {}, {}

    @cached_property
    def client(self) -> httpx.Client:  # type: ignore[override]
        inside = self.enter()
        self.token, self.hidden = inside.token, inside.hidden
        self.clock = inside.clock
        return inside.client

    def post(self, path: str, fields: object = None, **headers: str) -> httpx.Response:
        assert self.client, "the form is sent with what was shown at signing in"
        return super().post(path, fields, **headers)


@pytest.fixture(scope="session")
def shelf(cleaner: Cleaner, lent: Lent) -> Shelf:
    return Shelf(cleaner, lent)


@pytest.fixture
def story(shelf: Shelf, database: FrozenClock) -> Iterator[CaseStory]:
    """The demo's people, and its case not yet begun; afterwards, no row of its duties is stale."""
    yield shelf.story(database)
    written.check_now()


@pytest.fixture
def manager(story: CaseStory, sign_in: SignIn) -> Browser:
    return Later(lambda: sign_in(MANAGER))


@pytest.fixture
def chief(story: CaseStory, sign_in: SignIn) -> Browser:
    """The head of the centre."""
    return Later(lambda: sign_in(HEAD))
