"""What stands before a request: how long and how large its head may be, and how many may wait.

The proxies bound the same; this holds where somebody on the machine, or in a container beside it,
comes past them.
"""

import asyncio
from typing import Final

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_SECONDS: Final = 30
"""For the request line and all headers; uvicorn bounds only what comes after an answer."""
HEAD_BYTES: Final = 32_768
MOST_AT_ONCE: Final = 600
"""Of which each has a file of the process: systemd gives it 1,024."""


class TimedConnection(H11Protocol):
    """Lets go of a connection whose request has not begun within its time, however it trickles."""

    _late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.conn.their_state is h11.IDLE:  # a part of a head, and no more
            self._wait()
        else:
            self._begun()

    def connection_lost(self, exc: Exception | None) -> None:
        self._begun()
        super().connection_lost(exc)

    def _wait(self) -> None:
        if self._late is None:
            self._late = self.loop.call_later(HEAD_SECONDS, self.transport.close)

    def _begun(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None
