"""A13: who asks under another name gets no page, and that name stands in no answer."""

import logging
from collections.abc import Iterator
from http.client import HTTPConnection
from urllib.parse import urlsplit

import httpx
import pytest

from core.settings import Settings
from portal.app import create_app
from tests.portal.conftest import serving
from tests.waiting import quiet_seconds

OURS = "tryeza.example"


@pytest.fixture
def address(demo: Settings, database: object) -> Iterator[str]:
    settings = demo.model_copy(update={"base_url": f"https://{OURS}"})
    with serving(create_app(settings)) as served:
        yield served


def asked(address: str, path: str, host: str) -> httpx.Response:
    return httpx.get(address + path, headers={"host": host}, timeout=quiet_seconds(20))


OTHERS = (
    "evil.example",
    f"{OURS}.evil.example",
    f"evil.example#{OURS}",
    f"{OURS}#evil.example",
    f"{OURS}@evil.example",
    f"{OURS}/evil.example",
    f"{OURS}:443:evil",
    "[::1",
    "",
)


def test_another_name_is_answered_by_three_sentences(address: str) -> None:
    for host in OTHERS:
        for path in ("/sign-in", "/l/abc", "/static", "/static/tryeza.css", "/cases/"):
            answer = asked(address, path, host)
            assert answer.status_code == 421, (host, path)
            assert "evil" not in answer.text + str(answer.headers)
            assert answer.headers["content-security-policy"]


def test_two_names_are_none(address: str) -> None:
    asking = HTTPConnection(urlsplit(address).netloc, timeout=quiet_seconds(20))
    asking.putrequest("GET", "/sign-in", skip_host=True)
    asking.putheader("Host", OURS)
    asking.putheader("Host", "evil.example")
    asking.endheaders()
    assert asking.getresponse().status in {400, 421}
    asking.close()


def test_our_own_name_is_answered(address: str) -> None:
    for host in (OURS, OURS.upper(), f"{OURS}:443", "127.0.0.1", "localhost", "[::1]:8321"):
        assert asked(address, "/sign-in", host).status_code == 200, host


def test_whoever_watches_asks_by_any_address(address: str) -> None:
    assert asked(address, "/healthz", "10.0.0.7:8321").status_code == 200


def test_what_another_proxy_says_of_the_name_is_not_taken(address: str) -> None:
    """No page is built from it, and no redirect: what we write begins with the setting."""
    headers = {"host": OURS, "x-forwarded-host": "evil.example", "forwarded": "host=evil.example"}
    for path in ("/", "/cases/", "/static", "/sign-in", "/sign-in?to=//evil.example/"):
        answer = httpx.get(address + path, headers=headers)
        assert "//evil.example" not in answer.headers.get("location", "")
        assert "evil.example" not in answer.text.replace("%2F%2Fevil.example", "")


def test_the_operator_is_told_once_and_not_which_name(
    address: str, caplog: pytest.LogCaptureFixture, demo: Settings
) -> None:
    with serving(create_app(demo)) as served, caplog.at_level(logging.WARNING):
        for _ in range(3):
            asked(served, "/sign-in", "evil.example")
    told = [each for each in caplog.messages if "TRYEZA_BASE_URL" in each]
    assert len(told) == 1
    assert "evil" not in told[0]
