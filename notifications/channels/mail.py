"""Mail over SMTP. One event loop in one thread of the process; callers are synchronous."""

import asyncio
import threading
from collections.abc import Coroutine
from concurrent.futures import CancelledError
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import parseaddr
from functools import lru_cache
from typing import Any, Final, Self, TypeVar

import aiosmtplib

from core import reach
from core.failpoint import failpoint
from core.settings import settings
from notifications.channels import Letter, Reply, Verdict
from notifications.channels.answers import of_error
from notifications.channels.mail_line import PARTING, MailLine

T = TypeVar("T")
SECONDS: Final = 45.0  # for one message, connecting included; less than the lease of its row
PER_CONNECTION: Final = 50  # many servers end a connection after a hundred messages


class _Wire(policy.EmailPolicy):
    """Seven bits only: no server needs to know 8BITMIME, and no line grows too long on the way.

    The library's own folding leaves a blank between two encoded words, where readers drop it:
    RFC 2047, 6.2; python/cpython issues 92081 and 144156. `Header` puts it into one of them.
    """

    def fold_binary(self, name: str, value: Any) -> bytes:
        said = value.addresses[0].display_name if name == "From" else str(value)
        if said.isascii():
            return super().fold_binary(name, value)
        words = Header(said, "utf-8", header_name=name).encode(linesep="\r\n")
        behind = f"\r\n <{value.addresses[0].addr_spec}>" if name == "From" else ""
        return f"{name}: {words}{behind}\r\n".encode("ascii")


_WIRE: Final = _Wire(linesep="\r\n", cte_type="7bit", max_line_length=76)


class BadAddress(Exception):
    """An address that cannot be written on an envelope; the message does not repeat it."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """One message to one recipient, ready for the wire."""

    sender: str
    recipient: str
    content: bytes

    @property
    def server(self) -> str:
        """Whose mail server it is for."""
        return reach.domain_of(self.recipient)


def envelope(letter: Letter, *, to: str, message_id: str, date: datetime) -> Envelope:
    """Put a letter into its envelope; raises `BadAddress`."""
    try:
        reach.mail_address(to)
    except reach.Unreachable:
        raise BadAddress from None
    sender = parseaddr(settings().smtp_from)[1]
    message = EmailMessage(policy=_WIRE)
    message["From"] = Address(letter.sender, addr_spec=sender)
    message["To"] = Address(addr_spec=to)
    if letter.reply_to:
        message["Reply-To"] = Address(addr_spec=letter.reply_to)
    message["Subject"] = letter.subject
    message["Date"] = date
    message["Message-ID"] = message_id
    message["Auto-Submitted"] = "auto-generated"  # asks for no out-of-office answer: RFC 3834, 5
    message.set_content(letter.text)
    message.add_alternative(letter.html, subtype="html")
    if letter.entry:  # last, as the richest: RFC 2046, 5.1.4; beside the text, no file: 0171
        method = {"method": letter.entry.method.value}
        message.add_alternative(letter.entry.text, subtype="calendar", params=method)
    message["Content-Language"] = letter.language  # any earlier and it moves into the first part
    return Envelope(sender, to, message.as_bytes())


class Connection:
    """A connection to the mail server that opens with the first message and serves many."""

    def __init__(self) -> None:
        self._client: aiosmtplib.SMTP | None = None
        self._served = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        if self._client is not None:
            asyncio.run_coroutine_threadsafe(self._close(), _loop()).result()

    def send(self, envelope: Envelope) -> Reply:
        """Hand one message over and say what the server made of it; raises nothing."""
        future = asyncio.run_coroutine_threadsafe(self._send(envelope), _loop())
        try:
            return future.result()
        except CancelledError:
            return Reply(Verdict.RELEASED, "stopped")

    async def _send(self, envelope: Envelope) -> Reply:
        task = asyncio.current_task()
        _in_hand.add(task)
        try:
            async with asyncio.timeout(SECONDS):
                reply = await _hand_over(await self._connected(), envelope)
        except (aiosmtplib.SMTPException, OSError, ValueError) as error:
            reply = of_error(error)
        except asyncio.CancelledError:
            if task is None or task.cancelling():
                raise  # stop() broke it off
            reply = of_error(TimeoutError())  # aiosmtplib's own waiter ran out of time
        finally:
            _in_hand.discard(task)
        if reply.lost:
            await self._close()
        elif reply.verdict != Verdict.ACCEPTED:
            await self._reset()
        return reply

    async def _connected(self) -> aiosmtplib.SMTP:
        if self._client and self._served >= PER_CONNECTION:
            await self._close()
        if self._client is None:
            failpoint("smtp:before-connect")
            self._served = 0
            self._client = MailLine.of(settings()).client()
            await self._client.connect()
        self._served += 1
        return self._client

    async def _reset(self) -> None:
        try:
            if self._client:
                await self._client.rset(timeout=PARTING)
        except (aiosmtplib.SMTPException, OSError):
            await self._close()

    async def _close(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            with suppress(aiosmtplib.SMTPException, OSError):
                await client.quit(timeout=PARTING)
            client.close()


async def _hand_over(client: aiosmtplib.SMTP, envelope: Envelope) -> Reply:
    await client.mail(envelope.sender)
    await client.rcpt(envelope.recipient)
    failpoint("smtp:after-rcpt")
    # Where the connection is lost between the last dot and its 250, nobody here knows whether the
    # mail was accepted (RFC 1047). It is sent again, under the same Message-ID.
    answer = await client.data(envelope.content)
    failpoint("smtp:after-250")
    return Reply(Verdict.ACCEPTED, f"{answer.code} accepted")


_in_hand: set[asyncio.Task[object] | None] = set()  # touched in the loop's own thread only
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
    for task in _in_hand:
        if task is not None:
            task.cancel()
