"""On whose behalf a request comes: the word of a proxy that is named, and of nobody else."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from core.settings import Settings
from portal.__main__ import configured


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    """Says whom it takes the caller for."""
    request = Request(scope, receive)
    assert request.client is not None
    await PlainTextResponse(request.client.host)(scope, receive, send)


def seen(settings: Settings, peer: str, said: str) -> str:
    config = configured(echo, settings)
    config.load()
    transport = httpx.ASGITransport(config.loaded_app, client=(peer, 1))

    async def ask() -> str:
        async with httpx.AsyncClient(transport=transport, base_url="http://portal") as client:
            return (await client.get("/", headers={"x-forwarded-for": said})).text

    with ThreadPoolExecutor(1) as elsewhere:  # Playwright has a loop in this thread
        return elsewhere.submit(asyncio.run, ask()).result()


@pytest.mark.parametrize(
    ("proxy", "peer", "said", "taken_for"),
    [
        ("", "192.0.2.9", "198.51.100.1", "192.0.2.9"),
        ("", "127.0.0.1", "198.51.100.1", "127.0.0.1"),
        ("10.0.0.1", "192.0.2.9", "198.51.100.1", "192.0.2.9"),
        ("10.0.0.1", "10.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", "10.0.0.1", "1.1.1.1, 198.51.100.1", "198.51.100.1"),
        ("10.0.0.1,10.0.0.2", "10.0.0.2", "198.51.100.1, 10.0.0.1", "198.51.100.1"),
    ],
)
def test_the_caller_is_who_the_named_proxy_says(
    demo: Settings,
    monkeypatch: pytest.MonkeyPatch,
    *,
    proxy: str,
    peer: str,
    said: str,
    taken_for: str,
) -> None:
    monkeypatch.setenv("FORWARDED_ALLOW_IPS", "*")
    assert seen(demo.model_copy(update={"proxy": proxy}), peer, said) == taken_for


def test_a_connection_rests_longer_than_a_proxy_keeps_it(demo: Settings) -> None:
    """A form sent into one that is just being closed is lost, and a POST is not sent again."""
    two_minutes = 120  # Caddy's `keepalive`; nginx's `keepalive_timeout` is one
    assert configured(echo, demo).timeout_keep_alive > two_minutes
