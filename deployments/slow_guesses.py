"""Whoever guesses at Prefect's credential is answered ever later; who has it waits for nobody."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

AT_ONCE: Final = 10
"""Slips of a hand; ours."""
PAUSE: Final = 1.0
"""Seconds between the answers to two guesses after that, from wherever they come: everybody who
reaches the server has the address of this machine."""
UNAUTHORISED: Final = 401
NOT_OURS: Final = 1008
"""By which Prefect closes a websocket whose first word is no credential."""


class SlowGuesses:
    """Around Prefect's application, which compares the credential: what it refuses is held."""

    def __init__(
        self, app: ASGIApp, sleep: Callable[[float], Awaitable[object]] = asyncio.sleep
    ) -> None:
        self.app, self.sleep = app, sleep
        self.next = 0.0
        """When the next one would be answered if none had been at once."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def held(message: Message) -> None:
            if _was_a_guess(scope, message):
                await self._turn()
            await send(message)

        await self.app(scope, receive, held)

    async def _turn(self) -> None:
        """Each takes its place before it waits, so that a hundred at once are a hundred."""
        now = asyncio.get_running_loop().time()
        self.next = max(self.next, now) + PAUSE
        if (wait := self.next - now - AT_ONCE * PAUSE) > 0:
            await self.sleep(wait)


def _was_a_guess(scope: Scope, message: Message) -> bool:
    """Refused, and not for having said nothing: that is no guess."""
    if message["type"] == "http.response.start":
        said = any(name == b"authorization" for name, _ in scope["headers"])
        return said and message["status"] == UNAUTHORISED
    return message["type"] == "websocket.close" and message.get("code") == NOT_OURS
