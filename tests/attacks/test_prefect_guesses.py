"""A15: guesses at Prefect's credential; `tests/deployments/test_local.py` makes some at itself."""

import asyncio
from typing import Any

from starlette.types import Message, Receive, Scope, Send

from deployments.slow_guesses import AT_ONCE, NOT_OURS, PAUSE, SlowGuesses
from tests.waiting import run

RIGHT, GUESSES = b"Basic right", 100


async def prefect(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": NOT_OURS})
        return
    is_right = (b"authorization", RIGHT) in scope["headers"]
    await send({"type": "http.response.start", "status": 200 if is_right else 401, "headers": []})


def waited(scopes: list[dict[str, Any]]) -> list[float]:
    """All at once: how long each is held, one after the other."""
    held: list[float] = []

    async def sleep(seconds: float) -> None:
        held.append(seconds)

    async def all_of_them() -> None:
        guard = SlowGuesses(prefect, sleep)
        await asyncio.gather(*(guard(each, receive, send) for each in scopes))

    async def receive() -> Message:
        raise AssertionError

    async def send(_: Message) -> None:
        pass

    run(all_of_them())
    return held


def http(*headers: tuple[bytes, bytes]) -> dict[str, Any]:
    return {"type": "http", "headers": list(headers)}


def test_a_hundred_guesses_take_a_minute_and_a_half_and_the_right_word_no_time() -> None:
    guess = http((b"authorization", b"Basic wrong"))
    held = waited([guess] * GUESSES + [http((b"authorization", RIGHT))] * 5 + [http()] * 5)
    assert len(held) == GUESSES - AT_ONCE
    assert max(held) > (GUESSES - AT_ONCE - 1) * PAUSE


def test_a_guess_by_a_websocket_is_one_too() -> None:
    assert len(waited([{"type": "websocket", "headers": []}] * GUESSES)) == GUESSES - AT_ONCE
