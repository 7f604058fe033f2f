"""Mail over SMTP: connections that are kept, and who uses them.

One event loop in one thread of the process; callers are synchronous.
"""

import asyncio
import math
import threading
from collections.abc import Coroutine, Sequence
from contextlib import suppress
from functools import lru_cache
from typing import Any, Final, Self, TypeVar

import aiosmtplib

from core.failpoint import failpoint
from core.settings import settings
from notifications.channels import Reply, Verdict, dsn, slow
from notifications.channels.answers import of_error
from notifications.channels.mail import Envelope
from notifications.channels.mail_line import PARTING, MailLine

T = TypeVar("T")
SECONDS: Final = 45.0  # for one message, connecting included; less than the lease of its row
AT_ONCE: Final = 3
"""Connections at a time. Microsoft 365 lets no more in: learn.microsoft.com, "SMTP AUTH limits"."""
WAIT: Final = 10.0
"""Seconds that a message waits while others use them; with `SECONDS` less than its lease, or
somebody else would take it in hand and send it too."""
IDLE: Final = 10.0
"""Seconds that a connection is kept for the next letter."""
PER_CONNECTION: Final = 50  # many servers end a connection after a hundred messages


class Lines:
    """Connections to the mail server: each opens with a message, and serves many."""

    def __init__(self, keep: float = 0.0) -> None:
        self._free: list[_Connection] = []
        self._few = asyncio.Semaphore(AT_ONCE)
        self._keep = keep

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        """Take leave of the server."""
        if self._free:
            on_the_wire(self._close_those_before(math.inf))

    @property
    def are_open(self) -> bool:
        """The server of now took something a moment ago, and has not ended the connection."""
        leads_to = MailLine.of(settings())
        return any(each.leads_to == leads_to and each.is_alive for each in list(self._free))

    def send(self, envelopes: Sequence[Envelope]) -> list[Reply]:
        """Hand messages over at once and say what the server made of each; raises nothing."""
        if not envelopes:
            return []
        future = asyncio.run_coroutine_threadsafe(self._send_each(envelopes), _loop())
        return future.result()

    def send_one(self, envelope: Envelope) -> Reply:
        return self.send([envelope])[0]

    async def _send_each(self, envelopes: Sequence[Envelope]) -> list[Reply]:
        tasks = [asyncio.create_task(self._send(each)) for each in envelopes]
        found = await asyncio.gather(*tasks, return_exceptions=True)
        return [_reply(each) for each in found]

    async def _send(self, envelope: Envelope) -> Reply:
        task = asyncio.current_task()
        slow.in_hand.add(task)  # also while it waits: who stops begins no other
        try:
            async with asyncio.timeout(WAIT):
                await self._few.acquire()
            try:
                return await self._over_one(envelope)
            finally:
                self._few.release()
        except TimeoutError:
            return Reply(Verdict.RELEASED, "no connection was free")
        finally:
            slow.in_hand.discard(task)

    async def _over_one(self, envelope: Envelope) -> Reply:
        line = self._line(MailLine.of(settings()))
        reply = await line.send(envelope)
        if line.is_open:
            line.free_since = asyncio.get_running_loop().time()
            self._free.append(line)
            if self._keep:
                self._close_later()
        return reply

    def _line(self, leads_to: MailLine) -> "_Connection":
        """An open one, or a new one; what leads elsewhere is of no use any more."""
        while self._free:
            line = self._free.pop()
            if line.leads_to == leads_to:
                return line
        return _Connection(leads_to)

    def _close_later(self) -> None:
        loop = asyncio.get_running_loop()

        def over() -> None:
            closing = self._close_those_before(loop.time() - self._keep)
            _closing.add(task := loop.create_task(closing))
            task.add_done_callback(_closing.discard)

        loop.call_later(self._keep * 1.01, over)

    async def _close_those_before(self, moment: float) -> None:
        idle = [each for each in self._free if each.free_since <= moment]
        self._free = [each for each in self._free if each not in idle]
        await asyncio.gather(*(each.close() for each in idle))


@lru_cache(maxsize=1)
def shared() -> Lines:
    """Those of this process, kept open from one delivery to the next."""
    return Lines(keep=IDLE)


def _reply(found: Reply | BaseException) -> Reply:
    if isinstance(found, asyncio.CancelledError):
        return slow.doubted(Reply(Verdict.RELEASED, "stopped"))
    if isinstance(found, BaseException):
        raise found
    return found


class _Connection:
    """One connection."""

    def __init__(self, leads_to: MailLine) -> None:
        self.leads_to = leads_to
        self.free_since = 0.0
        self._client: aiosmtplib.SMTP | None = None
        self._served = 0

    @property
    def is_open(self) -> bool:
        return self._client is not None

    @property
    def is_alive(self) -> bool:
        return self._client is not None and self._client.is_connected

    async def send(self, envelope: Envelope) -> Reply:
        """Hand one message over and say what the server made of it; raises nothing."""
        task = asyncio.current_task()
        is_given = False
        try:
            async with asyncio.timeout(SECONDS):
                client = await self._begun(envelope)
                await client.rcpt(envelope.recipient, options=dsn.of_recipient(client, envelope))
                is_given = True
                reply = await _hand_over(client, envelope)
        except (aiosmtplib.SMTPException, OSError, ValueError) as error:
            reply = of_error(error)
        except asyncio.CancelledError:
            if task is None or task.cancelling():
                await self.close()
                raise  # stop() broke it off
            reply = of_error(TimeoutError())  # aiosmtplib's own waiter ran out of time
        if is_given:
            reply = slow.doubted(reply)
        if reply.later is not None:
            self._client = None  # it is waited on
        elif reply.lost:
            await self.close()
        elif reply.verdict != Verdict.ACCEPTED:
            await self._reset()
        return reply

    async def _begun(self, envelope: Envelope) -> aiosmtplib.SMTP:
        """A mail is begun; on a new connection where the server had ended the one that was kept."""
        was_kept = self.is_open
        client = await self._connected()
        try:
            await dsn.begin(client, envelope)
        except (aiosmtplib.SMTPException, OSError) as error:
            if not (was_kept and of_error(error).lost):
                raise
            await self.close()
            client = await self._connected()
            await dsn.begin(client, envelope)
        return client

    async def _connected(self) -> aiosmtplib.SMTP:
        if self._client and self._served >= PER_CONNECTION:
            await self.close()
        if self._client is None:
            failpoint("smtp:before-connect")
            self._served = 0
            self._client = self.leads_to.client()
            await self._client.connect()
        self._served += 1
        return self._client

    async def _reset(self) -> None:
        try:
            if self._client:
                await self._client.rset(timeout=PARTING)
        except (aiosmtplib.SMTPException, OSError):
            await self.close()

    async def close(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            with suppress(aiosmtplib.SMTPException, OSError):
                await client.quit(timeout=PARTING)
            client.close()


async def _hand_over(client: aiosmtplib.SMTP, envelope: Envelope) -> Reply:
    failpoint("smtp:after-rcpt")
    # Where the connection is lost between the last dot and its 250, nobody here knows whether the
    # mail was accepted (RFC 1047). It is sent again, under the same Message-ID.
    reply = await slow.answered(client, envelope.content)
    if reply.verdict == Verdict.ACCEPTED:
        failpoint("smtp:after-250")
    return reply


_closing: set[asyncio.Task[None]] = set()  # a loop keeps no task alive (Python docs, create_task)
_starting = threading.Lock()


def _loop() -> asyncio.AbstractEventLoop:
    with _starting:  # a cache alone may be filled by two threads at once (Python docs, lru_cache)
        return _running_loop()


def on_the_wire(asked: Coroutine[Any, Any, T]) -> T:
    """Run it in the loop of the channels, whatever runs in this thread, and wait for its answer."""
    return asyncio.run_coroutine_threadsafe(asked, _loop()).result()


@lru_cache(maxsize=1)
def _running_loop() -> asyncio.AbstractEventLoop:
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="mail", daemon=True).start()
    return loop


_deadline: list[asyncio.TimerHandle] = []


def hurry(seconds: float) -> None:
    """Give what is in hand so many seconds more, then break it off."""
    _loop().call_soon_threadsafe(_set_deadline, seconds)


def take_time() -> None:
    """Break nothing off after all."""
    _loop().call_soon_threadsafe(_drop_deadline)


def _set_deadline(seconds: float) -> None:
    _drop_deadline()
    _deadline.append(asyncio.get_running_loop().call_later(seconds, _break_off))


def _drop_deadline() -> None:
    while _deadline:
        _deadline.pop().cancel()


def _break_off() -> None:
    for task in list(slow.in_hand):
        if task is not None:
            task.cancel()
